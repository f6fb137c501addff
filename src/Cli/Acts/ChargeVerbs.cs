using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>What is done with proposed charges.</summary>
internal static class ChargeVerbs
{
    public static IEnumerable<Command> All() =>
        [
            List(),
            Decide("confirm", "Confirm proposed charges, one or several for one reason."),
            Decide("waive", "Let charges go, one or several for one reason."),
        ];

    private static Command List()
    {
        var account = ActParts.Account();
        var status = ActParts.Text("--status", "proposed (the default), due or waived.", "STATUS");
        status.AcceptOnlyFromAmong("proposed", "due", "waived");
        return ServerCall.Verb(
            "list",
            "List the lines of an account's statements that people decide on.",
            [account, status],
            async (client, parsed, asJson) =>
            {
                var wanted = Enum.Parse<LineStatus>(
                    parsed.GetValue(status) ?? "proposed",
                    ignoreCase: true
                );
                var listing = new Listing(
                    new Column("CYCLE") { IsLead = true },
                    new Column("CLAUSE") { IsLead = true },
                    new Column("AMOUNT") { IsFigure = true },
                    new Column("STATED")
                );
                foreach (
                    var each in (
                        await client.Standing.ChargesAsync(parsed.GetValue(account)!, wanted)
                    ).Items
                )
                    if (asJson)
                        JsonLines.Write(each, WireJson.Wire.ChargeItem);
                    else
                        listing.Add(
                            each.Cycle,
                            each.Line.Clause,
                            Shown.Money(each.Line.Amount),
                            each.Running ? "not yet" : "yes"
                        );
                listing.Write(Screen.Open());
            }
        );
    }

    private static Command Decide(string word, string help)
    {
        var lines = new Argument<string[]>("LINE")
        {
            Description = "ACCOUNT,FIRST-DAY,CLAUSE of a line; several.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (reason, id) = (ActParts.Reason(), ActParts.Id());
        return ServerCall.Verb(
            word,
            help,
            [lines, reason, id],
            async (client, parsed, asJson) =>
            {
                var names = parsed.GetValue(lines)!.Select(NameOf).ToArray();
                var answer = await client.Act.DecideChargesAsync(
                    new ChargesDecision
                    {
                        Id = parsed.GetValue(id),
                        Decision = word,
                        Reason = parsed.GetValue(reason)!,
                        Lines = names,
                    }
                );
                Tell(names, answer, asJson);
            }
        );
    }

    private static void Tell(ChargeName[] names, ChargesAnswer answer, bool asJson)
    {
        var refused = 0;
        foreach (var (name, each) in names.Zip(answer.Items))
        {
            refused += each.Done is null ? 1 : 0;
            if (asJson)
                JsonLines.Write(each, WireJson.Wire.ChargeAnswer);
            else if (each.Done is { } done)
                ServerCall.Tell(done, asJson: false);
            else
                Console.Error.WriteLine(
                    Printable.Line(
                        $"{name.Account} {name.Cycle} {name.Clause}: {each.Problem?.Detail}"
                    )
                );
        }
        if (refused > 0)
            throw new ReadRefusedException(
                $"{refused} of {names.Length} could not be decided so",
                ExitStatus.Failed
            );
    }

    private static ChargeName NameOf(string text) =>
        text.Split(',') is [var account, var cycle, var clause]
            ? new ChargeName
            {
                Account = account,
                Cycle = cycle,
                Clause = clause,
            }
            : throw new ReadRefusedException(
                $"{text} is no line such as acme,2026-01-01,api-calls"
            );
}
