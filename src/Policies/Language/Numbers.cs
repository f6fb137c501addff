using System.Globalization;

namespace Evenhand.Policies.Language;

/// <summary>Exact numbers as rules write them: digits and at most one point.</summary>
public static class Numbers
{
    /// <summary>The most that a rule may say, so that no arithmetic on it overflows.</summary>
    public const decimal Most = 1_000_000_000_000_000m;

    /// <summary>Reads a number from 0 to <see cref="Most"/> with up to 12 decimals.</summary>
    public static bool TryParse(string text, out decimal number)
    {
        const NumberStyles style = NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(text, style, CultureInfo.InvariantCulture, out number)
            && number <= Most
            && number.Scale <= 12
            && char.IsAsciiDigit(text[0])
            && char.IsAsciiDigit(text[^1]);
    }

    /// <summary>Plain notation without trailing zeros.</summary>
    public static string Plain(decimal number) =>
        number.ToString("0.############################", CultureInfo.InvariantCulture);
}
