using System.Text.RegularExpressions;

namespace Evenhand.Tests.Tidy;

/// <summary>What a merge leaves where it could not decide: some formats swallow it without a word.</summary>
internal static partial class ConflictMarks
{
    public static IEnumerable<Violation> Check(Tree tree) =>
        from file in tree.Files
        from line in file.Lines
        where Mark().IsMatch(line.Text)
        select new Violation(
            file.Path,
            line.Number,
            "the mark of a merge that was not decided",
            "Take one side, the other, or both, and the marks out"
        );

    [GeneratedRegex(@"^(<{7}|>{7}) \S")]
    private static partial Regex Mark();
}
