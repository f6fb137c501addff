using System.CommandLine;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary>What keeps stored things: holds, and quarantine, from which people let them out.</summary>
internal static class HoldVerbs
{
    public static IEnumerable<Command> All() =>
        [
            Holds(),
            Hold(),
            ActParts.Decision(
                "unhold",
                "Let go of what a hold keeps; with an account's own key, of one of its own.",
                "HOLD",
                (acts, account, id, decision) => acts.ReleaseHoldAsync(account, id, decision)
            ),
            ActParts.Decision(
                "lift",
                "Let a thing out of quarantine, as a person who did not report it.",
                "OBJECT",
                (acts, account, name, decision) => acts.LiftQuarantineAsync(account, name, decision)
            ),
        ];

    private static Command Holds()
    {
        var account = ActParts.Account();
        return ServerCall.Verb(
            "holds",
            "List the holds on what an account stores, those that were let go too.",
            [account],
            async (client, parsed, asJson) =>
                Tell((await client.Standing.HoldsAsync(parsed.GetValue(account)!)).Items, asJson)
        );
    }

    private static Command Hold()
    {
        var account = ActParts.Account();
        var objects = ActParts.Several(
            "--object",
            "The name of a thing, there or to come; several times for several, left out for all.",
            "OBJECT",
            needed: false
        );
        var hold = ActParts.Text("--hold", "The hold's own id.", "ID");
        var (reason, id) = (ActParts.Reason(), ActParts.Id());
        return ServerCall.Verb(
            "hold",
            "Have things kept, whatever else would delete or move them: ours with a person's key, theirs with an account's own.",
            [account, objects, hold, reason, id],
            async (client, parsed, asJson) =>
                ServerCall.Tell(
                    await client.Act.HoldAsync(
                        parsed.GetValue(account)!,
                        new HoldOrder
                        {
                            Id = parsed.GetValue(id),
                            Hold = parsed.GetValue(hold),
                            Objects = parsed.GetValue(objects) is [_, ..] names ? names : null,
                            Reason = parsed.GetValue(reason)!,
                        }
                    ),
                    asJson
                )
        );
    }

    private static void Tell(IReadOnlyList<HoldItem> all, bool asJson)
    {
        if (asJson)
        {
            foreach (var each in all)
                JsonLines.Write(each, WireJson.Wire.HoldItem);
            return;
        }
        var listing = new Listing(
            new Column("HOLD") { IsLead = true },
            new Column("SIDE") { IsLead = true },
            new Column("STATE"),
            new Column("OBJECTS")
        );
        foreach (var each in all)
            listing.Add(
                each.Hold,
                each.Side,
                each.State,
                each.Objects is { } names ? string.Join(", ", names) : "all"
            );
        listing.Write(Screen.Open());
    }
}
