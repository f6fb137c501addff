using System.CommandLine;
using Evenhand.Core.Stream;
using Evenhand.Policies;
using Evenhand.Policies.Reading;

namespace Evenhand.Cli.Policy;

/// <summary><c>evenhand policy check</c>: whether policies are what they claim to be.</summary>
internal static class CheckCommand
{
    private const string Description = """
        Check policies, and run their examples.

        Every problem is told with file, line, column and clause, and with what would be right. When there is none, the
        examples run; with --mutate also every mutant: each parameter that runs is changed by one step, and an example
        has to notice. Exit status: 0, 1 when an example fails or a mutant survives, 2 when a document is no good.

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
        var command = new Command("check", Description)
        {
            Files,
            CataloguePlace.Option,
            Mutate,
            Json,
        };
        command.SetAction(parsed =>
            Check(
                parsed.GetRequiredValue(Files),
                parsed.GetValue(CataloguePlace.Option),
                parsed.GetValue(Mutate),
                parsed.GetValue(Json)
            )
        );
        return command;
    }

    private static int Check(FileInfo[] files, FileInfo? named, bool mutate, bool json)
    {
        var reports = new List<PolicyReport>();
        var catalogues = new Dictionary<string, (Catalogue? Catalogue, Problems Problems)>();
        foreach (var file in files)
        {
            var report = Of(file, named, mutate, catalogues);
            reports.Add(report);
            if (!json)
                CheckText.Write(report, Console.Out, Console.Error);
        }
        if (json)
            CheckJson.Write(reports, Console.OpenStandardOutput());
        return reports.Exists(report => report.Problems.Count > 0) ? ExitStatus.BadInput
            : reports.Exists(report => report.Failed) ? ExitStatus.Failed
            : ExitStatus.Ok;
    }

    private static PolicyReport Of(
        FileInfo file,
        FileInfo? named,
        bool mutate,
        Dictionary<string, (Catalogue? Catalogue, Problems Problems)> catalogues
    )
    {
        if (CataloguePlace.Of(file, named) is not { } place)
            return Unread(file, CataloguePlace.Missing(file));
        if (!catalogues.TryGetValue(place, out var known))
        {
            known.Problems = new Problems();
            known.Catalogue = CatalogueReader.Open(place, known.Problems);
            catalogues[place] = known;
        }
        if (known.Catalogue is null)
            return Unread(file, known.Problems);
        var progress = ProgressLine.OnTerminal();
        var report = PolicyReport.Of(
            file.ToString(),
            known.Catalogue,
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

    private static PolicyReport Unread(FileInfo file, Problems problems) =>
        new(file.ToString(), null, problems, new Problems(), 0, null);
}
