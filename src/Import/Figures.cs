using System.Globalization;

namespace Evenhand.Import;

/// <summary>
/// How a file writes figures: which mark stands before decimals, and which between groups of digits. No exponent, no floating
/// point; a mark that stands where it does not belong makes the text no figure, since it may mean something else.
/// </summary>
internal sealed record Figures(char Point, char? Grouping)
{
    public static readonly Figures Plain = new('.', null);

    /// <summary>Far above any genuine figure, and far enough below the range of decimal that no unit overflows it.</summary>
    private const decimal Most = 1_000_000_000_000_000m;

    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public decimal? Parse(string text)
    {
        if (Plainly(text) is not { } plain)
            return null;
        return
            decimal.TryParse(plain, Style, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= Most
            ? value
            : null;
    }

    /// <summary>Seconds as JSON writes them, to the millisecond (half to even), without trailing zeros.</summary>
    public static string Seconds(decimal seconds) =>
        decimal.Round(seconds, 3, MidpointRounding.ToEven)
            .ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The text with a point and without groups; null if it holds another mark, or groups that are none.</summary>
    private string? Plainly(string text)
    {
        var point = text.IndexOf(Point, StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var decimals = point < 0 ? "" : text[point..].Replace(Point, '.');
        if (
            decimals.Contains(',', StringComparison.Ordinal)
            || (Point != '.' && whole.Contains('.') && Grouping != '.')
        )
            return null;
        if (Grouping is not { } mark)
            return whole + decimals;
        var groups = Unsigned(whole)
            .Replace('\u00A0', ' ')
            .Replace('\u202F', ' ')
            .Split(mark is '\u00A0' or '\u202F' ? ' ' : mark);
        return AreGroups(groups) ? Sign(whole) + string.Concat(groups) + decimals : null;
    }

    private static string Sign(string whole) => whole is ['-' or '+', ..] ? whole[..1] : "";

    private static string Unsigned(string whole) => whole[Sign(whole).Length..];

    /// <summary>One group, or a first of up to three digits, then of three, or of two as in India, the last of three.</summary>
    private static bool AreGroups(string[] groups) =>
        groups.Length == 1
        || (
            groups[0].Length is >= 1 and <= 3
            && groups[^1].Length == 3
            && groups[1..].All(group => group.Length is 2 or 3 && group.All(char.IsAsciiDigit))
        );
}
