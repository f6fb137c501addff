using System.CommandLine;
using Evenhand.Cli.Acts;

namespace Evenhand.Cli;

/// <summary><c>evenhand appeals</c>: challenges, over a server.</summary>
public static class AppealsCommand
{
    private const string Help = """
        Lists, opens and decides appeals on a server: opened with the account's own key, decided by a person who had no hand in what is
        challenged.

        Examples:
          evenhand appeals list acme --server http://127.0.0.1:8080
          evenhand appeals open --against s1 --reason "these calls were a test"
          evenhand appeals open --against api-calls,2026-01-01 --reason "counted twice"
          evenhand appeals decide acme a1 --outcome upheld --reason "heard both" --json
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create()
    {
        var command = new Command("appeals", Help);
        foreach (var verb in AppealVerbs.All())
            command.Add(verb);
        return command;
    }
}
