using System.CommandLine;
using Evenhand.Cli.Accounts;
using Evenhand.Cli.Reading;

namespace Evenhand.Cli;

/// <summary><c>evenhand accounts</c>: how accounts stand, and what is done to them by hand.</summary>
public static class AccountsCommand
{
    private const string Help = $"""
        Lists the accounts that were opened, or shows one: its policy, since when, its seats, its wallet, and whether cases
        await a person. {ReadCommand.Places}

        An account in which something broke is set aside; the server tries it again by itself, and at once when it is to
        be mended. Events that an earlier release filed under another account, as verify tells them, are put where they
        belong.

        Examples:
          evenhand accounts --data /var/lib/evenhand
          evenhand accounts acme --json
          EVENHAND_KEY=… evenhand accounts --server https://usage.example.com
          evenhand accounts mend acme --data /var/lib/evenhand
          evenhand accounts refile --data /var/lib/evenhand
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create()
    {
        var id = new Argument<string?>("ID")
        {
            Description = "One account. Default: all.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var reading = new ReadCommand();
        var command = new Command("accounts", Help)
        {
            id,
            MendAccount.Create(),
            RefileAccount.Create(),
        };
        reading.AddTo(command);
        command.SetAction(
            (parsed, _) =>
            {
                var (one, asJson) = (parsed.GetValue(id), parsed.GetValue(reading.Json));
                return reading.RunAsync(
                    parsed,
                    one,
                    reads =>
                        one is null
                            ? ShowAccounts.ListAsync(reads, asJson)
                            : ShowAccounts.OneAsync(reads, one, asJson)
                );
            }
        );
        return command;
    }
}
