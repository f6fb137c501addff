using System.CommandLine;
using System.Text.Json;
using Evenhand.Cli;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

public sealed class PolicyCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_policy_that_holds_is_told_in_a_line()
    {
        var (status, output, errors) = Run(
            "check",
            Path.Combine(HarbourFiles.Folder, "harbour.md")
        );
        errors.ShouldBeEmpty();
        output.ShouldEndWith("harbour.md: 5 clauses, 1 reading, 6 examples hold\n");
        status.ShouldBe(0);
    }

    [Fact]
    public void What_becomes_of_each_clause_is_listed_with_its_examples()
    {
        var (status, output, errors) = Run(
            "coverage",
            Path.Combine(HarbourFiles.Folder, "harbour.md")
        );
        errors.ShouldBeEmpty();
        output.ShouldContain(
            ":24: daily-letters: runs\n  45: Twenty letters, and no more until midnight in Lisbon.\n"
        );
        output.ShouldContain("harbour.md: 5 clauses: ");
        status.ShouldBe(0);
    }

    [Fact]
    public void What_becomes_of_each_clause_is_told_to_programs()
    {
        var (_, output, _) = Run(
            "coverage",
            "--json",
            Path.Combine(HarbourFiles.Folder, "harbour.md")
        );
        var clauses = JsonDocument.Parse(output).RootElement[0].GetProperty("clauses");
        clauses.GetArrayLength().ShouldBe(5);
        clauses
            .EnumerateArray()
            .Single(clause => clause.GetProperty("clause").GetString() == "storage")
            .GetProperty("is")[0]
            .GetString()
            .ShouldBe("runs");
    }

    [Fact]
    public void A_policy_that_is_no_good_has_no_coverage()
    {
        var file = Path.Combine(folder.FullName, "odd.md");
        File.WriteAllText(file, "# Nothing\n");
        var (status, output, _) = Run(
            "coverage",
            file,
            "--catalogue",
            Path.Combine(HarbourFiles.Folder, "catalogue.yaml")
        );
        output.ShouldBeEmpty();
        status.ShouldBe(2);
    }

    [Fact]
    public void Survivors_fail_the_check_and_stand_on_the_output()
    {
        var (status, output, _) = Run(
            "check",
            "--mutate",
            Path.Combine(HarbourFiles.Folder, "harbour.md")
        );
        output.ShouldContain(
            "harbour.md:89:22: no example notices storage/allowance.amount: 5 GB → 6 GB"
        );
        output.ShouldContain(" survived; ");
        status.ShouldBe(1);
    }

    [Fact]
    public void An_example_that_fails_fails_the_check()
    {
        var file = Write(
            "a.md",
            HarbourFiles.Dock("report: { opens: case }")
                + "\n```yaml example\n- say: no report\n  cases: [dock]\n```\n"
        );
        var (status, output, errors) = Run(
            "check",
            file,
            "--catalogue",
            Path.Combine(HarbourFiles.Folder, "catalogue.yaml")
        );
        errors.ShouldBe(
            $"{file}:13:10: dock: example “no report”: cases: expected dock, got none\n"
        );
        output.ShouldEndWith($"{file}: 1 clause, 0 readings, 1 example, 1 failure\n");
        status.ShouldBe(1);
    }

    [Fact]
    public void A_document_that_is_no_good_is_bad_input()
    {
        File.Copy(
            Path.Combine(HarbourFiles.Folder, "catalogue.yaml"),
            Path.Combine(folder.FullName, "catalogue.yaml")
        );
        Directory.CreateDirectory(Path.Combine(folder.FullName, "history"));
        var file = Write("history/a.md", HarbourFiles.Dock("end: { keep: 1 day }"));
        var (status, output, errors) = Run("check", file);
        errors.ShouldContain(
            $"{file}:8:8: dock: unknown key of end `keep`; did you mean `keeps`?\n"
        );
        output.ShouldBe($"{file}: 2 problems\n");
        status.ShouldBe(2);
    }

    [Fact]
    public void A_file_or_catalogue_that_is_missing_is_bad_input()
    {
        Run("check", Write("a.md", ""))
            .Errors.ShouldContain("no catalogue.yaml stands beside it or in a folder above");
        var (status, _, errors) = Run("check", Path.Combine(HarbourFiles.Folder, "nowhere.md"));
        errors.ShouldContain("nowhere.md:1:1: cannot be read");
        status.ShouldBe(2);
    }

    [Fact]
    public void The_report_can_be_read_by_programs()
    {
        var (_, output, _) = Run(
            "check",
            "--json",
            "--mutate",
            Path.Combine(HarbourFiles.Folder, "harbour.md")
        );
        var report = JsonDocument.Parse(output).RootElement[0];
        report.GetProperty("problems").GetArrayLength().ShouldBe(0);
        var note = report.GetProperty("notes")[0];
        note.GetProperty("code").GetString().ShouldBe("unread_types");
        note.GetProperty("line").GetInt32().ShouldBeGreaterThan(0);
        var mutation = report.GetProperty("mutation");
        mutation.GetProperty("survivors")[0].GetProperty("line").GetInt32().ShouldBeGreaterThan(80);
    }

    [Fact]
    public void The_schema_is_printed() =>
        JsonDocument
            .Parse(Run("schema").Output)
            .RootElement.GetProperty("$defs")
            .TryGetProperty("limit", out _)
            .ShouldBeTrue();

    private static (int Status, string Output, string Errors) Run(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter errors = new() { NewLine = "\n" };
        var status = PolicyCommand
            .Create()
            .Parse(arguments)
            .Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (status, output.ToString(), errors.ToString());
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
