using System.CommandLine;
using Evenhand.Cli.Acts;

namespace Evenhand.Cli;

/// <summary><c>evenhand exceptions</c>: leave from a clause, over a server.</summary>
public static class ExceptionsCommand
{
    private const string Help = """
        Lists, requests, grants and refuses exceptions on a server: requested with the account's own key, answered by a person.

        Examples:
          evenhand exceptions list acme --server http://127.0.0.1:8080
          evenhand exceptions request --clause api-calls --from 2026-03-01 --to 2026-03-08 --reason "a campaign"
          evenhand exceptions grant acme q1 --clause api-calls --from 2026-03-01 --to 2026-03-08 --reason "announced early"
          evenhand exceptions refuse acme q1 --reason "too late" --json
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create()
    {
        var command = new Command("exceptions", Help);
        foreach (var verb in ExceptionVerbs.All())
            command.Add(verb);
        return command;
    }
}
