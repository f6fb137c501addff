using System.CommandLine;
using Evenhand.Policies.Covering;

namespace Evenhand.Cli.Policy;

/// <summary><c>evenhand policy coverage</c>: what becomes of each clause, and which examples show it.</summary>
internal static class CoverageCommand
{
    private const string Description = """
        List what becomes of each clause, and which examples show it.

        A clause runs, is decided by a person (on a report, a comparison or a step), or states nothing that could run; it may
        be several of these. Under it stand the examples that show it, its own and those of other clauses that expect something
        of it. Exit status: 0, or 2 when a document is no good.

        Examples:
          evenhand policy coverage policies/*.md
          evenhand policy coverage policies/harbour.md --json
        """;

    private static readonly Argument<FileInfo[]> Files = new("FILE")
    {
        Description = "The policies",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Report in JSON on standard output",
    };

    public static Command Create()
    {
        var command = new Command("coverage", Description) { Files, Catalogues.Option, Json };
        command.SetAction(Cover);
        return command;
    }

    private static int Cover(ParseResult parsed)
    {
        var opened = new OpenedPolicies(parsed.GetValue(Catalogues.Option));
        var output = parsed.InvocationConfiguration.Output;
        var (all, isBad) = (new List<(string File, IReadOnlyList<Covered> Clauses)>(), false);
        foreach (var file in CheckCommand.Policies(parsed.GetRequiredValue(Files)))
            if (opened.Check(file) is { } policy)
                all.Add((file.ToString(), Coverage.Of(policy.Policy)));
            else
                isBad = true;
        if (parsed.GetValue(Json))
            output.WriteLine(CoverageJson.Of(all));
        else
            foreach (var (file, clauses) in all)
                CoverageText.Write(file, clauses, output);
        return isBad ? ExitStatus.BadInput : ExitStatus.Ok;
    }
}
