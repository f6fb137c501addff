using System.Security.Cryptography;
using Evenhand.Channels.Webhooks;
using Evenhand.Core.Stream;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Server.Problems;
using Evenhand.Wire;

namespace Evenhand.Server.Routes;

/// <summary>Endpoints of webhooks, as routes and forms set them: the operators' (of no account), and each account's own.</summary>
internal sealed class Endpoints(
    Deliveries deliveries,
    WebhookChannel channel,
    WebhookSecrets secrets
)
{
    private const int LongestText = 1_000;
    private const int MostKinds = 50;

    /// <summary>Those of an account; null for the operators'.</summary>
    public IReadOnlyList<Target> Of(string? account) =>
        [
            .. deliveries
                .Targets(AccountId.Or(account))
                .Where(each => each.Channel == WebhookChannel.Name),
        ];

    /// <summary>One of them.</summary>
    /// <exception cref="RequestException">There is none.</exception>
    public Target Find(string? account, string id) =>
        Of(account).FirstOrDefault(each => each.Id == id) ?? throw Refusal.Missing("endpoint");

    /// <summary>Adds one; the text of its secret is given this once.</summary>
    /// <exception cref="RequestException">Something of it is no good, or there are as many as there may be.</exception>
    public async Task<(Target Target, string Secret)> AddAsync(
        string? account,
        WebhookQuestion question,
        Doer by
    )
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var (target, text) = secrets.Renew(
            Read(account, new Target(id, WebhookChannel.Name, ""), question),
            deliveries.Now
        );
        return (await deliveries.SetAsync(AccountId.Or(account), target, by), text);
    }

    /// <summary>Sets one anew; one that was disabled is tried again.</summary>
    /// <exception cref="RequestException">There is none, or something of it is no good.</exception>
    public Task<Target> SetAsync(string? account, string id, WebhookQuestion question, Doer by) =>
        deliveries.SetAsync(
            AccountId.Or(account),
            Read(account, Find(account, id) with { Disabled = null }, question),
            by
        );

    /// <summary>Takes one away.</summary>
    /// <exception cref="RequestException">There is none.</exception>
    public Task EndAsync(string? account, string id, Doer by) =>
        deliveries.EndAsync(AccountId.Or(account), Find(account, id).Id, by);

    /// <summary>Replaces its secret, the text of which is given this once; the old one signs too for a day.</summary>
    /// <exception cref="RequestException">There is none.</exception>
    public async Task<string> RotateAsync(string? account, string id, Doer by)
    {
        var (target, text) = secrets.Renew(Find(account, id), deliveries.Now);
        await deliveries.SetAsync(AccountId.Or(account), target, by);
        return text;
    }

    /// <summary>Posts a test, and says what came of it.</summary>
    /// <exception cref="RequestException">There is none, or nothing goes out.</exception>
    public Task<Receipt> TestAsync(string? account, string id) =>
        ChannelTest.PostAsync(deliveries, Find(account, id));

    private Target Read(string? account, Target before, WebhookQuestion question)
    {
        if (account is null && question.Digest is not null)
            throw Refusal.Malformed("only an account's own endpoint has a digest", "/digest");
        var url = question.Url ?? before.Address;
        var tooLong = url.Length > LongestText ? "the address is too long" : null;
        if ((channel.Objection(url) ?? tooLong) is { } why)
            throw Refusal.Malformed(why, "/url");
        if (question.Name?.Length > LongestText)
            throw Refusal.Malformed($"a name has at most {LongestText} characters", "/name");
        if (question.Kinds is { } kinds && (kinds.Count > MostKinds || kinds.Any(IsOdd)))
            throw Refusal.Malformed($"kinds are up to {MostKinds} words such as step", "/kinds");
        return before with
        {
            Address = url,
            Name = question.Name ?? before.Name,
            Kinds = question.Kinds is { } wanted ? [.. wanted] : before.Kinds,
            DigestHour = DigestHours.Read(question.Digest, before.DigestHour),
        };
    }

    private static bool IsOdd(string kind) => kind is not { Length: > 0 and <= 100 };
}
