using NodaTime.Text;

namespace Evenhand.Import;

/// <summary>
/// Whether a pattern of NodaTime's letters says all that a time needs. The library fills in what a pattern leaves out, such
/// as noon's half of a day or the year 2000; here that would be another time without a word.
/// </summary>
internal static class PatternLetters
{
    /// <summary>Throws <see cref="InvalidPatternException"/> if a text that fits the pattern could mean several times.</summary>
    public static void RequireOneMeaning(string pattern, bool withDate)
    {
        // A single letter is a whole pattern of the library's own.
        if (pattern.Length < 2)
            return;
        var letters = Letters(pattern).ToHashSet();
        if (letters.Contains('h') && !letters.Contains('t'))
            throw new InvalidPatternException(
                "`h` counts to 12 and does not say which half of the day; use `H`, or add `tt`"
            );
        if (letters.Contains('t') && !letters.Contains('h') && !letters.Contains('H'))
            throw new InvalidPatternException("`tt` without `h` says no hour");
        if (letters.Contains('m') && !letters.Contains('H') && !letters.Contains('h'))
            throw new InvalidPatternException("it has minutes `m` and no hour; months are `M`");
        if (!withDate || letters.Contains('l'))
            return;
        if (!letters.Contains('u') && !letters.Contains('y'))
            throw new InvalidPatternException("it has no year; the year is `uuuu`");
        if (!letters.Contains('M') || !letters.Contains('d'))
            throw new InvalidPatternException("a date needs month `M` and day `d`");
    }

    private static IEnumerable<char> Letters(string pattern)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\')
                at++;
            else if (pattern[at] is '\'' or '"')
                at = Closing(pattern, at, pattern[at]);
            else if (pattern[at] == 'o' && pattern.AsSpan(at + 1).StartsWith('<'))
                at = Closing(pattern, at, '>');
            else
                yield return pattern[at];
        }
    }

    private static int Closing(string pattern, int at, char mark) =>
        pattern.IndexOf(mark, at + 1) is var close and >= 0 ? close : pattern.Length;
}
