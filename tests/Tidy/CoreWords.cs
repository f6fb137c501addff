using System.Text.RegularExpressions;

namespace Evenhand.Tests.Tidy;

/// <summary>
/// What src/Core/BannedSymbols.txt cannot see: the analyzer reports the use of a banned symbol, but neither the type of
/// a parameter nor a literal. Strings and comments are not looked at.
/// </summary>
internal static partial class CoreWords
{
    public static IEnumerable<Violation> Check(Tree tree) =>
        from file in tree.Files
        where file.IsUnder("src/Core") && file.IsCSharp
        from line in file.Lines
        let code = StringOrComment().Replace(line.Text, "")
        from violation in CheckLine(file.Path, line.Number, code)
        select violation;

    private static IEnumerable<Violation> CheckLine(string path, int number, string code)
    {
        var inexact = FloatingPoint().Match(code);
        if (inexact.Success)
        {
            var what = $"floating point in the core: \"{inexact.Value}\"";
            yield return new(
                path,
                number,
                what,
                "Use long or Int128 for quantities and decimal for prices"
            );
        }
        var waiting = Waiting().Match(code);
        if (waiting.Success)
        {
            var what = $"the fold is synchronous: \"{waiting.Value}\"";
            yield return new(path, number, what, "Leave waiting to src/Node");
        }
    }

    // Raw strings over several lines are rare in the core, and a false alarm there is plain to see.
    [GeneratedRegex(@"//.*|/\*.*?\*/|""(\\.|[^""\\])*""")]
    private static partial Regex StringOrComment();

    [GeneratedRegex(
        @"\b(double|float|Half)\b|\b\d[\d_]*\.\d+(?![\d_]*[mM])\b|\b\d+[dDfF]\b|\b\d+[eE][+-]?\d+\b(?![mM])"
    )]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(@"\b(async|await)\b")]
    private static partial Regex Waiting();
}
