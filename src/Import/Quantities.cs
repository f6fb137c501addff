using System.Globalization;

namespace Evenhand.Import;

/// <summary>Plain decimal notation: no exponent, no thousands separators, no floating point.</summary>
internal static class Quantities
{
    private const NumberStyles Plain =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Far above any genuine figure, and far enough below the range of decimal that no unit overflows it.</summary>
    private const decimal Most = 1_000_000_000_000_000m;

    public static decimal? Parse(string text) =>
        decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out decimal value)
        && Math.Abs(value) <= Most
            ? value
            : null;

    /// <summary>Seconds as JSON writes them, to the millisecond (half to even), without trailing zeros.</summary>
    public static string Seconds(decimal seconds) =>
        decimal.Round(seconds, 3, MidpointRounding.ToEven)
            .ToString("0.###", CultureInfo.InvariantCulture);
}
