using System.CommandLine;
using Evenhand.Cli.Bills;
using Evenhand.Cli.Reading;

namespace Evenhand.Cli;

/// <summary><c>evenhand bill</c>: a statement of an account.</summary>
public static class BillCommand
{
    private const string Help = $"""
        Shows a statement: of a cycle by its first day, or of the present one as it stands now. With --expected a cycle that
        is stated already is shown as it would be stated today; the difference stands as adjustments on a later statement.
        {ReadCommand.Places}

        Examples:
          evenhand bill acme
          evenhand bill acme 2026-01-31 --expected
          evenhand bill acme --all
          evenhand bill acme 2026-01-31 --format csv > acme.csv
          EVENHAND_KEY=… evenhand bill acme --server https://usage.example.com --format html > acme.html
        """;

    private static readonly Argument<string> Account = new("ACCOUNT")
    {
        Description = "The account's id.",
    };
    private static readonly Argument<string?> Cycle = new("CYCLE")
    {
        Description = "The first day of the cycle, such as 2026-01-31. Default: the present cycle.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> All = new("--all")
    {
        Description = "All statements, the running one too.",
    };
    private static readonly Option<bool> Expected = new("--expected")
    {
        Description = "As it would be stated today.",
    };
    private static readonly Option<string> Format = new("--format")
    {
        Description =
            "table for people, json as the API gives it, csv with a row for each line, or html to print.",
        DefaultValueFactory = _ => "table",
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("table", "json", "csv", "html");
        var reading = new ReadCommand();
        var command = new Command("bill", Help) { Account, Cycle, All, Expected, Format };
        command.Validators.Add(result =>
        {
            if (result.GetValue(All) && result.GetValue(Cycle) is not null)
                result.AddError("a cycle and --all are two things to show; name one");
        });
        reading.AddTo(command);
        command.SetAction(
            (parsed, _) =>
            {
                var account = parsed.GetValue(Account)!;
                var format = parsed.GetValue(reading.Json) ? "json" : parsed.GetValue(Format)!;
                var (cycle, expected) = (parsed.GetValue(Cycle), parsed.GetValue(Expected));
                return reading.RunAsync(
                    parsed,
                    account,
                    async reads =>
                    {
                        if (parsed.GetValue(All))
                            BillSheets.Write(
                                account,
                                await Cycles.AllAsync(reads, account, expected),
                                format
                            );
                        else
                            BillSheets.Write(
                                await Cycles.FindAsync(reads, account, cycle, expected),
                                format,
                                expected
                            );
                    }
                );
            }
        );
        return command;
    }
}
