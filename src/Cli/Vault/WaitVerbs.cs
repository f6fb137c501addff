using System.CommandLine;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary>What is to be done with bytes in the store, and what a person says to it.</summary>
internal static class WaitVerbs
{
    public static IEnumerable<Command> All() => [Waits(), Release()];

    private static Command Waits()
    {
        var account = ActParts.Text("--account", "Only of this account.", "ACCOUNT");
        return ServerCall.Verb(
            "waits",
            "List what is to be done with bytes in the store, and why it waits.",
            [account],
            async (client, parsed, asJson) =>
                Tell(
                    await Paging
                        .AllAsync(after =>
                            client.Objects.WaitsAsync(parsed.GetValue(account), after)
                        )
                        .ToListAsync(),
                    asJson
                )
        );
    }

    private static Command Release()
    {
        var account = ActParts.Account();
        var reason = ActParts.Needed("--reason", "Why.", "WORDS");
        return ServerCall.Verb(
            "release",
            "Let bytes be removed that the brake stopped, in a person's name.",
            [account, reason],
            async (client, parsed, _) =>
            {
                await client.Objects.ReleaseAsync(
                    parsed.GetValue(account)!,
                    parsed.GetValue(reason)!
                );
                Console.Out.WriteLine(
                    Printable.Line(
                        $"what is gone by now of {parsed.GetValue(account)} is removed from the store"
                    )
                );
            }
        );
    }

    private static void Tell(List<VaultWaitView> all, bool asJson)
    {
        if (asJson)
        {
            foreach (var each in all)
                JsonLines.Write(each, WireJson.Wire.VaultWaitView);
            return;
        }
        var listing = new Listing(
            new Column("ACCOUNT") { IsLead = true },
            new Column("JOB") { IsLead = true },
            new Column("WHY"),
            new Column("THINGS") { IsFigure = true },
            new Column("BYTES") { IsFigure = true },
            new Column("SINCE"),
            new Column("NEXT"),
            new Column("OBJECTS")
        );
        foreach (var each in all)
            listing.Add(
                each.Account,
                each.Target is { } target ? $"{each.Job} to {target}" : each.Job,
                each.Detail is { } detail ? $"{each.Why}: {detail}" : each.Why,
                Shown.Quantity($"{each.Things}"),
                Shown.Quantity(each.Bytes),
                Shown.Instant(each.Since),
                Shown.Instant(each.Next),
                string.Join(", ", each.Objects)
            );
        listing.Write(Screen.Open());
    }
}
