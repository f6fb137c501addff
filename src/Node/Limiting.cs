using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Evenhand.Languages;
using Evenhand.Node.Bodies;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Reads;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Notation;
using Evenhand.Replay.Output;

namespace Evenhand.Node;

/// <summary>Sets the limit that an account has for itself: an event of the account like any other.</summary>
public sealed class Limiting
{
    /// <summary>The source of its events.</summary>
    private const string Source = "evenhand:limits";

    private readonly NodeContext context;
    private readonly AccountReads reading;
    private readonly Intake intake;

    internal Limiting(NodeContext context, AccountReads reading, Intake intake) =>
        (this.context, this.reading, this.intake) = (context, reading, intake);

    /// <summary>The limit that an account may set for itself, and what it paused; null where the account is not open.</summary>
    public LimitFigures? Of(AccountId account) => reading.Limit(account);

    /// <summary>Sets a limit, or takes it away; one that is set so already is left as it is.</summary>
    /// <param name="account">The account.</param>
    /// <param name="name">The name that its policy gives the limit.</param>
    /// <param name="amount">How much, in whole units; null for none.</param>
    /// <param name="sender">Who sets it.</param>
    /// <exception cref="RequestException">There is no such account or limit, or the event is turned away.</exception>
    public async Task<LimitFigures> SetAsync(
        AccountId account,
        string name,
        long? amount,
        Sender sender
    )
    {
        var before = Find(account, name);
        if (before.Amount == amount)
            return before;
        var outcome = await intake.IngestAsync(
            Event(account, name, amount),
            BodyFormat.Single,
            sender,
            fillTime: false,
            strict: false
        );
        if (outcome.Rejected.Count > 0)
            throw new RequestException(
                Fault.Told(outcome.Rejected[0].Code, outcome.Rejected[0].Detail)
            );
        return Find(account, name);
    }

    private LimitFigures Find(AccountId account, string name)
    {
        var known =
            reading.Limit(account)
            ?? throw new RequestException(Code.UnknownAccount, "there is no such account");
        if (known.Name == name)
            return known;
        var hint = known.Name is null
            ? "its policy lets no limit be set"
            : Nearest.Suggestion(name, [known.Name]);
        throw new RequestException(
            Code.NotFound,
            Language.Key("there is no limit {0} to set: {1}"),
            name,
            hint
        );
    }

    private byte[] Event(AccountId account, string name, long? amount)
    {
        var data = new JsonObject { ["meter"] = name };
        if (amount is { } units)
            data["amount"] = units;
        return System.Text.Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = Guid.NewGuid().ToString("N"),
                ["source"] = Source,
                ["type"] = "limit.set",
                ["time"] = Instants.Text(context.Clock.Now),
                ["subject"] = account.Text,
                ["data"] = data,
            }.ToJsonString()
        );
    }
}
