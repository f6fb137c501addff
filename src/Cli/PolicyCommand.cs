using System.CommandLine;
using Evenhand.Cli.Policy;

namespace Evenhand.Cli;

/// <summary><c>evenhand policy</c>: what can be done with literate policies before any of them runs.</summary>
public static class PolicyCommand
{
    /// <summary>The command with its subcommands, each of which has a file of its own under <c>Policy/</c>.</summary>
    public static Command Create() =>
        new("policy", "Check, publish, compare and interpret literate policies.")
        {
            CheckCommand.Create(),
            CoverageCommand.Create(),
            PublishCommand.Create(),
            DiffCommand.Create(),
            ReadingsCommand.Create(),
            SchemaCommand.Create(),
        };
}
