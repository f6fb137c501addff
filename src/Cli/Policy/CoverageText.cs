using Evenhand.Notation;
using Evenhand.Policies.Covering;

namespace Evenhand.Cli.Policy;

/// <summary>The coverage of a policy for people.</summary>
internal static class CoverageText
{
    public static void Write(string file, IReadOnlyList<Covered> clauses, TextWriter output)
    {
        foreach (var clause in clauses)
        {
            output.WriteLine(
                $"{file}:{clause.At.Line}: {clause.Clause}: {string.Join(", ", clause.Fates.Select(Word))}"
            );
            foreach (var shown in clause.Shown)
                output.WriteLine($"  {shown.At.Line}: {Line(shown, clause)}");
        }
        output.WriteLine($"{file}: {Counted.Of(clauses.Count, "clause")}: {Summary(clauses)}");
    }

    /// <summary>What becomes of a clause, as people read it.</summary>
    public static string Word(Fate fate) =>
        fate switch
        {
            Fate.Runs => "runs",
            Fate.Decided => "decided by a person",
            _ => "states nothing",
        };

    private static string Line(ShownBy shown, Covered clause) =>
        shown.Clause == clause.Clause ? shown.Says : $"{shown.Says} (in {shown.Clause})";

    private static string Summary(IReadOnlyList<Covered> clauses) =>
        string.Join(
            ", ",
            Enum.GetValues<Fate>()
                .Select(fate =>
                    $"{Counted.Of(clauses.Count(clause => clause.Fates.Contains(fate)))} {Word(fate)}"
                )
        );
}
