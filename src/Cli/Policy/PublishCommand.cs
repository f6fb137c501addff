using System.CommandLine;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Publishing;
using NodaTime;

namespace Evenhand.Cli.Policy;

/// <summary><c>evenhand policy publish</c>: policies as pages that people read.</summary>
internal static class PublishCommand
{
    private const string Description = """
        Publish policies as pages of HTML, with an index.

        A page stands alone: no script, nothing loaded from elsewhere. Only a policy that holds is published: every
        problem is told as by `check`, and unless all examples of all policies come out as they say, nothing is written.
        Exit status: 0, 1 when an example fails, 2 when a document is no good or the folder cannot be written.

        Examples:
          evenhand policy publish policies/*.md --out site
          evenhand policy publish samples/mapping-api/policy.md --out /tmp/page
        """;

    private static readonly Argument<FileInfo[]> Files = new("FILE")
    {
        Description = "The policies",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<DirectoryInfo> Out = new("--out")
    {
        Description = "The folder that the pages are written to; made when it is not there",
        HelpName = "DIR",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command("publish", Description) { Files, Out, Catalogues.Option };
        command.SetAction(parsed =>
            Publish(
                parsed.GetRequiredValue(Files),
                parsed.GetRequiredValue(Out),
                parsed.GetValue(Catalogues.Option)
            )
        );
        return command;
    }

    private static int Publish(FileInfo[] files, DirectoryInfo folder, FileInfo? named)
    {
        var opened = new OpenedPolicies(named);
        var reports = files
            .Where(file => !IsReadme(file))
            .Select(file => opened.Report(file))
            .ToList();
        foreach (var problem in reports.SelectMany(Faults))
            Console.Error.WriteLine(problem);
        if (reports.Exists(report => report.Problems.Count > 0))
            return ExitStatus.BadInput;
        if (reports.Exists(report => report.Failed))
            return ExitStatus.Failed;
        return Write([.. reports.Select(report => report.Checked!)], folder);
    }

    // `policies/*.md` should mean the policies, though a README stands among them.
    private static bool IsReadme(FileInfo file) =>
        file.Name.Equals("README.md", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Problem> Faults(PolicyReport report) =>
        report.Problems.InOrder.Concat(report.Failures.InOrder);

    private static int Write(List<CheckedPolicy> policies, DirectoryInfo folder)
    {
        var pages = PublishedPage.Of(policies.Select(policy => policy.Policy));
        if (
            pages.GroupBy(page => page.FileName).FirstOrDefault(same => same.Count() > 1) is
            { } same
        )
        {
            Console.Error.WriteLine(
                $"Two policies would both be written to {same.Key}; give each version its own `version`."
            );
            return ExitStatus.BadInput;
        }
        var today = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        try
        {
            folder.Create();
            foreach (var page in pages)
                Write(
                    folder,
                    page.FileName,
                    Page.Of(
                        policies.Find(policy => policy.Policy == page.Policy)!,
                        PublishedPage.EditionOf(page, pages, today)
                    )
                );
            Write(folder, "index.html", IndexPage.Of(pages, today));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{folder}: cannot be written: {e.Message}");
            return ExitStatus.BadInput;
        }
        return ExitStatus.Ok;
    }

    private static void Write(DirectoryInfo folder, string name, string html)
    {
        var path = Path.Combine(folder.ToString(), name);
        File.WriteAllText(path, html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Console.Out.WriteLine(path);
    }
}
