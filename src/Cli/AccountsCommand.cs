using System.CommandLine;
using Evenhand.Cli.Accounts;

namespace Evenhand.Cli;

/// <summary><c>evenhand accounts</c>: what is done to accounts by hand.</summary>
public static class AccountsCommand
{
    private const string Help = """
        Mends accounts of a data folder, also while a server runs on it. An account in which something broke is set aside;
        the server tries it again by itself, and at once when it is to be mended. Events that an earlier release filed
        under another account, as verify tells them, are put where they belong.

        Examples:
          evenhand accounts mend acme --data /var/lib/evenhand
          evenhand accounts refile --data /var/lib/evenhand
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() =>
        new("accounts", Help) { MendAccount.Create(), RefileAccount.Create() };
}
