using System.CommandLine;
using Evenhand.Notation;
using Evenhand.Policies;

namespace Evenhand.Cli.Policy;

/// <summary><c>evenhand policy check</c>: whether policies are what they claim to be.</summary>
internal static class CheckCommand
{
    private const string Description = """
        Check policies, and run their examples.

        Every problem is told with file, line, column and clause, and with what would be right. When there is none, the
        examples run; with --mutate also every mutant: each parameter that runs is changed by one step, and an example
        has to notice. Notes say unasked what runs later, what no rule looks at, and what a value outside a list of the
        catalogue does; they fail nothing. Exit status: 0, 1 when an example fails or a mutant survives, 2 when a document is no good.

        Examples:
          evenhand policy check policies/*.md
          evenhand policy check policies/harbour.md --mutate
        """;

    private static readonly Argument<FileInfo[]> Files = new("FILE")
    {
        Description = "The policies",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Mutate = new("--mutate")
    {
        Description = "Change each parameter by one step, and expect an example to fail",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Report in JSON on standard output",
    };

    public static Command Create()
    {
        var command = new Command("check", Description) { Files, Catalogues.Option, Mutate, Json };
        command.SetAction(Check);
        return command;
    }

    private static int Check(ParseResult parsed)
    {
        var reports = new List<PolicyReport>();
        var catalogues = new Catalogues(parsed.GetValue(Catalogues.Option));
        var (output, errors) = (
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error
        );
        foreach (var file in Policies(parsed.GetRequiredValue(Files)))
        {
            var report = Of(file, catalogues, parsed.GetValue(Mutate));
            reports.Add(report);
            if (!parsed.GetValue(Json))
                CheckText.Write(report, output, errors);
        }
        if (parsed.GetValue(Json))
            output.WriteLine(CheckJson.Of(reports));
        return reports.Exists(report => report.Problems.Count > 0) ? ExitStatus.BadInput
            : reports.Exists(report => report.Failed) ? ExitStatus.Failed
            : ExitStatus.Ok;
    }

    // A shell's policies/*.md names the folder's README too, which is no policy.
    internal static IEnumerable<FileInfo> Policies(FileInfo[] files) =>
        files.Length == 1
            ? files
            : files.Where(file =>
                !file.Name.Equals("README.md", StringComparison.OrdinalIgnoreCase)
            );

    private static PolicyReport Of(FileInfo file, Catalogues catalogues, bool mutate)
    {
        var (catalogue, problems) = catalogues.Of(file);
        if (catalogue is null)
            return new PolicyReport(file.ToString(), null, problems, new Problems(), 0, null);
        var progress = ProgressLine.OnTerminal();
        var report = PolicyReport.Of(
            file.ToString(),
            catalogue,
            mutate,
            (done, all) =>
            {
                lock (progress)
                    progress.Show(() => $"{file.Name}: {done} of {all} mutants");
            }
        );
        progress.Clear();
        return report;
    }
}
