using System.Collections.Immutable;
using Evenhand.Channels.Composing;
using Evenhand.Channels.Mail;
using Evenhand.Channels.Webhooks;
using Evenhand.Node.Outbox;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;

namespace Evenhand.Channels;

/// <summary>Says who is sent what, and in which form.</summary>
/// <param name="templates">How letters are worded.</param>
/// <param name="links">Makes the address at which a notice can be read; null where there is none.</param>
/// <param name="channels">The names of the channels that there are.</param>
public sealed class Planner(
    TemplateSet templates,
    Func<SaidEntry, string?> links,
    params string[] channels
)
{
    /// <summary>The plan for something that was told.</summary>
    public Plan Of(Occasion occasion)
    {
        var (messages, copies) = (
            ImmutableArray.CreateBuilder<Message>(),
            ImmutableArray.CreateBuilder<Copy>()
        );
        foreach (var form in Wanting(occasion).GroupBy(FormOf).Where(each => each.Key.Length > 0))
        {
            foreach (var target in form)
                copies.Add(new Copy(target.Id, target.Channel, target.Address, messages.Count));
            messages.Add(MessageOf(occasion, form.First()));
        }
        return new Plan(messages.ToImmutable(), copies.ToImmutable());
    }

    /// <summary>Targets of one form are sent the same; of an empty one nothing.</summary>
    private string FormOf(Target target) =>
        !channels.Contains(target.Channel) ? ""
        : target.Channel == MailChannel.Name ? $"{MailChannel.Name} {LanguageOf(target)}"
        : target.Channel;

    private Message MessageOf(Occasion occasion, Target target) =>
        target.Channel == MailChannel.Name
            ? templates.Of(occasion.Entry, LanguageOf(target), links(occasion.Entry))
            : WebhookBody.Of(occasion.Entry);

    private static string LanguageOf(Target target) => target.Language ?? TemplateSet.English;

    /// <summary>The targets that want it. Cases, and what is for operators, the account's own are not told.</summary>
    private static IEnumerable<Target> Wanting(Occasion occasion)
    {
        var kind = occasion.Entry.Notice?.What ?? "case";
        var own = occasion.Entry.Notice is not null && !NoticeKinds.IsForOperators(kind);
        var all = own ? occasion.Shared.Concat(occasion.Own) : occasion.Shared;
        return all.Where(each =>
            each.Disabled is null
            && (
                Wants(each, kind, occasion.Entry)
                || each.IsBilling && !NoticeKinds.MayBeDeclined(kind)
            )
        );
    }

    /// <summary>Whoever is told that something is so is told, too, that it is no longer.</summary>
    private static bool Wants(Target target, string kind, SaidEntry its) =>
        (
            target.Kinds.IsEmpty
            || target.Kinds.Contains(kind)
            || its.Ends is { } told && target.Kinds.Contains(told)
        ) && !(its.Percent < target.FromPercent);
}
