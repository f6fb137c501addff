using System.CommandLine;
using Evenhand.Cli.Acts;

namespace Evenhand.Cli;

/// <summary><c>evenhand notices</c>: what goes out to people and programs, over a server.</summary>
public static class NoticesCommand
{
    private const string Help = """
        Shows what goes out of a server as mail and webhooks: what has not arrived of all accounts, everything of one account, one delivery
        with every attempt and why it failed. Sends once more what is over, previews a letter with the figures of a notice, lists where
        notices go, sets that, and tries a recipient or an endpoint.

        Examples:
          evenhand notices list --server http://127.0.0.1:8080
          evenhand notices list --state failed_everywhere --kind step
          evenhand notices list --told-before 2026-01-31 --order age --json
          evenhand notices list acme
          evenhand notices show acme ntc_2f0c.8a1d
          evenhand notices resend acme ntc_2f0c.8a1d
          evenhand notices preview acme ntc_2f0c --language de --html > letter.html
          evenhand notices channels --account acme
          evenhand notices add --account acme --email ada@example.com --billing
          evenhand notices add --url https://example.com/hooks --kind step
          evenhand notices rotate 8a1d
          evenhand notices end 8a1d --account acme
          evenhand notices digest acme 8a1d 08:00
          evenhand notices test 8a1d --account acme
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create()
    {
        var command = new Command("notices", Help);
        foreach (var verb in NoticeVerbs.All())
            command.Add(verb);
        return command;
    }
}
