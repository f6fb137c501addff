using System.Globalization;
using System.Text;

namespace Evenhand.Cli;

/// <summary>
/// Text from the input as a terminal may show it: control characters, which could move the cursor or begin a line that
/// looks like one of ours, are written as JSON escapes.
/// </summary>
internal static class Printable
{
    /// <summary>The most characters of one message.</summary>
    private const int Longest = 1_000;

    /// <summary>The text on one line.</summary>
    public static string Line(string text)
    {
        if (text.Length <= Longest && !text.Any(IsHidden))
            return text;
        var shown = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, Longest)))
            _ = IsHidden(character)
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : shown.Append(character);
        return text.Length > Longest ? $"{shown}…" : shown.ToString();
    }

    /// <summary>Controls, line separators, and marks that turn the direction of writing.</summary>
    private static bool IsHidden(char character) =>
        char.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
