using System.Collections.Immutable;

namespace Evenhand.Import;

/// <summary>
/// A class of numbers: those that begin with one of <c>Prefixes</c> and have one of <c>Lengths</c> digits, each where given.
/// A prefix with a plus is compared with the E.164 form, one without with the text of the column.
/// </summary>
internal sealed record NumberClass(
    Reading Meaning,
    ImmutableArray<string> Prefixes,
    ImmutableArray<int> Lengths
)
{
    public bool Admits(string? number, string text) =>
        (Prefixes.IsEmpty || HasPrefix(number, text))
        && (Lengths.IsEmpty || Lengths.Contains(Digits(number ?? text)));

    private bool HasPrefix(string? number, string text)
    {
        foreach (string prefix in Prefixes)
        {
            var candidate = prefix[0] == '+' ? number : text;
            if (candidate is not null && candidate.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static int Digits(string text) => text.Count(char.IsAsciiDigit);
}
