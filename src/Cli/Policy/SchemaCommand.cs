using System.CommandLine;
using Evenhand.Policies.Language;

namespace Evenhand.Cli.Policy;

/// <summary><c>evenhand policy schema</c>: the JSON Schema of the blocks, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command(
            "schema",
            "Print the JSON Schema of a policy's YAML, for editors."
        );
        command.SetAction(_ =>
        {
            Console.Out.Write(SchemaText.Current);
            return ExitStatus.Ok;
        });
        return command;
    }
}
