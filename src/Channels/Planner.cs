using Evenhand.Channels.Webhooks;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;

namespace Evenhand.Channels;

/// <summary>Says who is sent what, and in which form.</summary>
public static class Planner
{
    /// <summary>What is for those who run the service, and not for the account.</summary>
    private static readonly HashSet<string> ForOperators =
    [
        "reading-needed",
        "reinstatement-needed",
    ];

    /// <summary>The plan for something that was told.</summary>
    public static Plan Of(Occasion occasion)
    {
        var hooks = Wanting(occasion).Where(each => each.Channel == WebhookChannel.Name).ToArray();
        return hooks.Length == 0
            ? Plan.Empty
            : new Plan(
                [WebhookBody.Of(occasion.Entry)],
                [.. hooks.Select(each => new Copy(each.Id, each.Channel, each.Address, 0))]
            );
    }

    /// <summary>The targets that want it. Cases, and what is for operators, the account's own are not told.</summary>
    private static IEnumerable<Target> Wanting(Occasion occasion)
    {
        var kind = occasion.Entry.Notice?.What ?? "case";
        var own = occasion.Entry.Notice is not null && !ForOperators.Contains(kind);
        var all = own ? occasion.Shared.Concat(occasion.Own) : occasion.Shared;
        return all.Where(each =>
            each.Disabled is null && (each.Kinds.IsEmpty || each.Kinds.Contains(kind))
        );
    }
}
