using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>What is done with exceptions.</summary>
internal static class ExceptionVerbs
{
    public static IEnumerable<Command> All() =>
        [
            List(),
            Request(),
            Grant(),
            ActParts.Decision(
                "refuse",
                "Refuse an exception that was asked for.",
                "EXCEPTION",
                (acts, account, id, decision) => acts.RefuseAsync(account, id, decision)
            ),
        ];

    private static Command List()
    {
        var account = ActParts.Account();
        return ServerCall.Verb(
            "list",
            "List the exceptions that an account asked for, as they stand now.",
            [account],
            async (client, parsed, asJson) =>
            {
                var listing = new Listing(
                    new Column("EXCEPTION") { IsLead = true },
                    new Column("STATE") { IsLead = true },
                    new Column("CLAUSE"),
                    new Column("FROM"),
                    new Column("TO"),
                    new Column("AMOUNT") { IsFigure = true },
                    new Column("DUE"),
                    new Column("BY")
                );
                foreach (
                    var each in (
                        await client.Standing.ExceptionsAsync(parsed.GetValue(account)!)
                    ).Items
                )
                    if (asJson)
                        JsonLines.Write(each, WireJson.Wire.ExceptionItem);
                    else
                        listing.Add(
                            each.Exception,
                            Shown.Word(each.State),
                            each.Clause,
                            Shown.Instant(each.From),
                            Shown.Instant(each.To),
                            each.Amount ?? "",
                            Shown.Instant(each.Due),
                            each.AnsweredBy ?? ""
                        );
                listing.Write(Screen.Open());
            }
        );
    }

    private static Command Request()
    {
        var (clause, from, to) = Terms();
        var exception = ActParts.Text("--exception", "The request's own id.", "ID");
        var amount = ActParts.Text(
            "--amount",
            "The figure; left out: not judged at all.",
            "AMOUNT"
        );
        var (reason, id) = (ActParts.Reason(), ActParts.Id());
        return ServerCall.Verb(
            "request",
            "Ask for an exception, with the account's own key.",
            [clause, from, to, amount, exception, reason, id],
            async (client, parsed, asJson) =>
                ServerCall.Tell(
                    await client.Act.RequestExceptionAsync(
                        new ExceptionQuestion
                        {
                            Id = parsed.GetValue(id),
                            Exception = parsed.GetValue(exception),
                            Clause = parsed.GetValue(clause)!,
                            From = When(parsed, from),
                            To = When(parsed, to),
                            Amount = parsed.GetValue(amount),
                            Reason = parsed.GetValue(reason)!,
                        }
                    ),
                    asJson
                )
        );
    }

    private static Command Grant()
    {
        var account = ActParts.Account();
        var exception = ActParts.Named("EXCEPTION", "The request's id.");
        var (clause, from, to) = Terms();
        var amount = ActParts.Text(
            "--amount",
            "The figure; left out: not judged at all.",
            "AMOUNT"
        );
        var (reason, id) = (ActParts.Reason(), ActParts.Id());
        return ServerCall.Verb(
            "grant",
            "Grant an exception that was asked for.",
            [account, exception, clause, from, to, amount, reason, id],
            async (client, parsed, asJson) =>
                ServerCall.Tell(
                    await client.Act.GrantAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(exception)!,
                        new ExceptionGrant
                        {
                            Id = parsed.GetValue(id),
                            Clause = parsed.GetValue(clause)!,
                            From = When(parsed, from),
                            To = When(parsed, to),
                            Amount = parsed.GetValue(amount),
                            Reason = parsed.GetValue(reason)!,
                        }
                    ),
                    asJson
                )
        );
    }

    private static (Option<string> Clause, Option<string> From, Option<string> To) Terms() =>
        (
            ActParts.Needed("--clause", "The clause.", "CLAUSE"),
            ActParts.Needed("--from", "From an instant or a day on.", "WHEN"),
            ActParts.Needed("--to", "Before an instant or a day.", "WHEN")
        );

    private static DateTimeOffset When(ParseResult parsed, Option<string> option) =>
        ActParts.Instant(parsed.GetValue(option))
        ?? throw new ReadRefusedException($"{option.Name} is an instant or a day");
}
