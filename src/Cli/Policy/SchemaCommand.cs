using System.CommandLine;
using Evenhand.Policies.Language;

namespace Evenhand.Cli.Policy;

/// <summary><c>evenhand policy schema</c>: the JSON Schema of the blocks, for editors.</summary>
internal static class SchemaCommand
{
    private const string Schema = "policy.schema.json";
    private const string Tables = "LANGUAGE.md";

    private static readonly Option<DirectoryInfo?> Docs = new("--docs")
    {
        Description = $"Instead of printing, renew {Schema} and the tables of {Tables} in a folder",
        HelpName = "DIR",
    };

    public static Command Create()
    {
        var command = new Command(
            "schema",
            "Print the JSON Schema of a policy's YAML, for editors."
        )
        {
            Docs,
        };
        command.SetAction(parsed =>
            parsed.GetValue(Docs) is { } docs
                ? Renew(docs, parsed.InvocationConfiguration.Error)
                : Print(parsed.InvocationConfiguration.Output)
        );
        return command;
    }

    private static int Print(TextWriter output)
    {
        output.Write(SchemaText.Current);
        return ExitStatus.Ok;
    }

    private static int Renew(DirectoryInfo docs, TextWriter errors)
    {
        try
        {
            var place = Path.Combine(docs.ToString(), Tables);
            if (VocabularyTables.Renew(File.ReadAllText(place)) is not { } renewed)
            {
                errors.WriteLine($"{place}: has no section for the vocabulary");
                return ExitStatus.BadInput;
            }
            File.WriteAllText(place, renewed);
            File.WriteAllText(Path.Combine(docs.ToString(), Schema), SchemaText.Current);
            return ExitStatus.Ok;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return ExitStatus.BadInput;
        }
    }
}
