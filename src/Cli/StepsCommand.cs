using System.CommandLine;
using Evenhand.Cli.Acts;

namespace Evenhand.Cli;

/// <summary><c>evenhand steps</c>: the ladder, over a server.</summary>
public static class StepsCommand
{
    private const string Help = """
        Lists, explains, proposes, approves, withdraws and lifts steps of the ladder on a server, applies brakes and notes deliveries, in the
        name of the person whose key it shows. What is not possible is refused with every condition that failed.

        Examples:
          evenhand steps list acme --server http://127.0.0.1:8080
          evenhand steps reasons acme api-calls@2026-01-01:warned
          evenhand steps propose acme --to warned --case api-calls@2026-01-01 --reason "twice beyond the figure"
          evenhand steps propose acme --to charged --case api-calls@2026-02-01 --price api-calls,1000,0.25 --reason "it goes on"
          evenhand steps approve acme s1 --reason "agreed" --json
          evenhand steps brake acme --case use-unlawful@2026-01-01 --reason "harm to others"
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create()
    {
        var command = new Command("steps", Help);
        foreach (var verb in StepVerbs.All())
            command.Add(verb);
        return command;
    }
}
