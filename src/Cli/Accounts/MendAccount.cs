using System.CommandLine;
using System.Globalization;
using Evenhand.Cli.Ledger;
using Evenhand.Node.Mending;

namespace Evenhand.Cli.Accounts;

/// <summary><c>evenhand accounts mend</c>.</summary>
internal static class MendAccount
{
    private static readonly LedgerOptions Place = new();
    private static readonly Argument<string> Id = new("ID") { Description = "The account's id." };

    public static Command Create()
    {
        var command = new Command(
            "mend",
            "Have an account folded anew: by a running server within a second, else at the next start."
        )
        {
            Id,
        };
        Place.AddTo(command);
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(
                Place.Of(parsed),
                ledger =>
                {
                    var records = Mend.Ask(ledger, parsed.GetValue(Id)!, TimeProvider.System);
                    Console.Error.WriteLine(
                        $"all {records.ToString("N0", CultureInfo.InvariantCulture)} records of it can be read; it is folded anew"
                    );
                    return Task.CompletedTask;
                }
            )
        );
        return command;
    }
}
