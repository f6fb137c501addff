using System.CommandLine;
using Evenhand.Cli.Acts;

namespace Evenhand.Cli;

/// <summary><c>evenhand charges</c>: what people decide on lines of statements, over a server.</summary>
public static class ChargesCommand
{
    private const string Help = """
        Lists the proposed charges of an account on a server, and confirms or waives them, singly or in bulk with one reason.

        Examples:
          evenhand charges list acme --server http://127.0.0.1:8080
          evenhand charges confirm acme,2026-01-01,api-calls --reason "agreed by mail"
          evenhand charges waive acme,2026-01-01,api-calls other,2026-01-01,api-calls --reason "our outage" --json
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create()
    {
        var command = new Command("charges", Help);
        foreach (var verb in ChargeVerbs.All())
            command.Add(verb);
        return command;
    }
}
