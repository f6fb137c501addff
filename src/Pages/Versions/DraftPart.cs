using System.Collections.Immutable;
using Evenhand.Notation;

namespace Evenhand.Pages.Versions;

/// <summary>A part of a draft that is written in a field of its own: the front matter, or what stands under a heading.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="FirstLine">The line of the document at which it begins, from 1.</param>
/// <param name="Text">It, heading included.</param>
/// <param name="Problems">What is wrong in it.</param>
public sealed record DraftPart(
    string Title,
    int FirstLine,
    string Text,
    ImmutableArray<DraftProblem> Problems
)
{
    /// <summary>How many lines it has.</summary>
    public int Lines => Text.Count(sign => sign == '\n');

    /// <summary>The parts of a document, in its order; together they are the document.</summary>
    /// <param name="text">The document; its lines end with a single character.</param>
    /// <param name="problems">What is wrong with it.</param>
    public static ImmutableArray<DraftPart> Of(string text, IReadOnlyList<Problem> problems)
    {
        var lines = text.Split('\n');
        var starts = Starts(lines);
        return
        [
            .. starts.Select(
                (start, at) =>
                {
                    var end = at + 1 < starts.Count ? starts[at + 1] : lines.Length;
                    return new DraftPart(
                        Titled(lines, start),
                        start + 1,
                        Written(lines, start, end),
                        [
                            .. problems
                                .Where(each =>
                                    start < Line(each, lines) && Line(each, lines) <= end
                                )
                                .Select(each =>
                                    DraftProblem.Of(each, lines[Line(each, lines) - 1])
                                ),
                        ]
                    );
                }
            ),
        ];
    }

    /// <summary>The document of parts as they come back from their fields.</summary>
    public static string Joined(IEnumerable<string> parts) =>
        string.Concat(
            parts
                .Select(part => part.Replace("\r\n", "\n", StringComparison.Ordinal))
                .Where(part => part.Length > 0)
                .Select(part => part.EndsWith('\n') ? part : part + "\n")
        );

    private static List<int> Starts(string[] lines)
    {
        var starts = new List<int> { 0 };
        var isFenced = false;
        for (var at = FrontMatter(lines); at < lines.Length; at++)
            if (lines[at].StartsWith("```", StringComparison.Ordinal))
                isFenced = !isFenced;
            else if (!isFenced && at > 0 && IsHeading(lines[at]))
                starts.Add(at);
        return starts;
    }

    /// <summary>The line after the front matter, in which a heading's sign begins a remark.</summary>
    private static int FrontMatter(string[] lines) =>
        lines[0] == "---" ? Math.Max(0, Array.IndexOf(lines, "---", 1)) + 1 : 0;

    private static bool IsHeading(string line) =>
        line.TrimStart('#') is { } rest
        && rest.Length < line.Length
        && line.Length - rest.Length <= 3
        && rest.StartsWith(' ');

    private static string Titled(string[] lines, int start) =>
        IsHeading(lines[start]) ? lines[start].TrimStart('#').Trim() : "Front matter";

    private static string Written(string[] lines, int start, int end) =>
        string.Join('\n', lines[start..end]) + (end < lines.Length ? "\n" : "");

    private static int Line(Problem problem, string[] lines) =>
        Math.Clamp(problem.At.Line, 1, lines.Length);
}
