using System.CommandLine;
using Evenhand.Cli.Bills;
using Evenhand.Cli.Reading;

namespace Evenhand.Cli;

/// <summary><c>evenhand why</c>: what stands behind a line.</summary>
public static class WhyCommand
{
    private const string Help = $"""
        Says why a statement has a line: its equation, the clause that it comes from, and the events behind it, summed by
        type. {ReadCommand.Places}

        Examples:
          evenhand why acme api-calls
          evenhand why acme api-calls 2026-01-31
          evenhand why acme api-calls 2026-01-31 --json | jq '.events[]'
        """;

    private static readonly Argument<string> Account = new("ACCOUNT")
    {
        Description = "The account's id.",
    };
    private static readonly Argument<string> Clause = new("CLAUSE")
    {
        Description = "The clause, as the statement names it.",
    };
    private static readonly Argument<string?> Cycle = new("CYCLE")
    {
        Description = "The first day of the cycle, such as 2026-01-31. Default: the present cycle.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> Expected = new("--expected")
    {
        Description = "As it would be stated today.",
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var reading = new ReadCommand();
        var command = new Command("why", Help) { Account, Clause, Cycle, Expected };
        reading.AddTo(command);
        command.SetAction(
            (parsed, _) =>
            {
                var account = parsed.GetValue(Account)!;
                return reading.RunAsync(
                    parsed,
                    account,
                    async reads =>
                    {
                        var wanted = parsed.GetValue(Expected);
                        var cycle = parsed.GetValue(Cycle);
                        var statement = await Cycles.FindAsync(reads, account, cycle, wanted);
                        var expected = wanted && !statement.Running;
                        var clause = parsed.GetValue(Clause)!;
                        var behind = await LineEvents.ReadAsync(reads, statement, clause, expected);
                        if (parsed.GetValue(reading.Json))
                            behind.WriteJson();
                        else
                            LineText.Write(statement, behind, expected);
                    }
                );
            }
        );
        return command;
    }
}
