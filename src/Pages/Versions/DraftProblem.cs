using Evenhand.Notation;

namespace Evenhand.Pages.Versions;

/// <summary>What is wrong at a place of a draft, with the words that stand there.</summary>
/// <param name="Line">The line of the document, from 1.</param>
/// <param name="Column">The column of the line, from 1.</param>
/// <param name="Before">What stands before the place.</param>
/// <param name="Words">What stands at it.</param>
/// <param name="After">What follows.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Cure">What would be right; null where that is not known.</param>
public sealed record DraftProblem(
    int Line,
    int Column,
    string Before,
    string Words,
    string After,
    string Message,
    string? Cure
)
{
    /// <summary>So much of a line is shown on either side, characters.</summary>
    private const int Around = 40;

    /// <summary>A problem with its words.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="line">The line at which it is.</param>
    public static DraftProblem Of(Problem problem, string line)
    {
        var start = Math.Clamp(problem.At.Column - 1, 0, line.Length);
        var end = EndOfWord(line, start);
        var from = Math.Max(0, start - Around);
        var to = Math.Min(line.Length, end + Around);
        return new DraftProblem(
            problem.At.Line,
            problem.At.Column,
            (from > 0 ? "…" : "") + line[from..start],
            line[start..end],
            line[end..to] + (to < line.Length ? "…" : ""),
            problem.Message,
            problem.Suggestion
        );
    }

    private static int EndOfWord(string line, int start)
    {
        var end = start;
        while (end < line.Length && !char.IsWhiteSpace(line[end]) && end - start < Around)
            end++;
        return end;
    }
}
