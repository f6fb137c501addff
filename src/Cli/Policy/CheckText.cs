using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Examples;

namespace Evenhand.Cli.Policy;

/// <summary>The report of a check for people: faults on standard error, notes and the result on standard output.</summary>
internal static class CheckText
{
    public static void Write(PolicyReport report, TextWriter output, TextWriter errors)
    {
        Faults(report.Problems, errors);
        Faults(report.Failures, errors);
        foreach (var note in report.Notes)
            output.WriteLine(note);
        if (report.Checked is null || report.Problems.Count > 0)
            output.WriteLine($"{report.File}: {Counted.Of(report.Problems.Count, "problem")}");
        else
        {
            output.WriteLine($"{report.File}: {Summary(report)}");
            if (report.Mutation is { } mutation)
                Mutants(report.File, mutation, output);
        }
    }

    private static string Summary(PolicyReport report)
    {
        var clauses = report.Checked!.Policy.Clauses;
        var readings = clauses.Sum(clause => clause.Readings.Length);
        var summary =
            $"{Counted.Of(clauses.Length, "clause")}, {Counted.Of(readings, "reading")}, {Counted.Of(report.Examples, "example")}";
        return report.Failures.Count == 0
            ? $"{summary} {Counted.Word(report.Examples, "holds", "hold")}"
            : $"{summary}, {Counted.Of(report.Failures.Count, "failure")}";
    }

    private static void Mutants(string file, MutationReport mutation, TextWriter output)
    {
        foreach (var survivor in mutation.Survivors)
        {
            var at = survivor.Parameter.Node.At;
            output.WriteLine($"{file}:{at.Line}:{at.Column}: no example notices {survivor}");
        }
        foreach (var later in mutation.Later)
            output.WriteLine(
                $"{file}:{later.Node.At.Line}:{later.Node.At.Column}: runs later: {later.FullPath}"
            );
        var found = mutation.Mutants - mutation.Rejected - mutation.Survivors.Length;
        output.WriteLine(
            $"{file}: {Counted.Of(mutation.Mutants, "mutant")}: {Counted.Of(found)} found by examples, {Counted.Of(mutation.Rejected)} refused by the check, "
                + $"{Counted.Of(mutation.Survivors.Length)} survived; {Counted.Of(mutation.Later.Length, "parameter")} {Counted.Word(mutation.Later.Length, "runs", "run")} later"
        );
    }

    private static void Faults(Problems problems, TextWriter errors)
    {
        foreach (var problem in problems.InOrder)
            errors.WriteLine(problem);
        if (problems.Untold > 0)
            errors.WriteLine($"… and {Counted.Of(problems.Untold)} more");
    }
}
