using System.CommandLine;
using Evenhand.Cli.Acts;

namespace Evenhand.Cli;

/// <summary><c>evenhand thresholds</c>: at how much use, and at which charges, an account is told, over a server.</summary>
public static class ThresholdsCommand
{
    private const string Help = """
        Says at how much use of what a clause includes or allows, and at which charges of a cycle, an account is told that it is reached, and
        that it is no longer. A threshold is CLAUSE:PERCENT, or amount:MONEY in the account's currency.

        Examples:
          evenhand thresholds list acme --server http://127.0.0.1:8080
          evenhand thresholds set acme api-calls:80 api-calls:100 amount:250.00
          evenhand thresholds add acme storage:90
          evenhand thresholds remove acme api-calls:80
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create()
    {
        var command = new Command("thresholds", Help);
        foreach (var verb in ThresholdVerbs.All())
            command.Add(verb);
        return command;
    }
}
