namespace Evenhand.Core.Stream;

/// <summary>
/// Reads numbers written as digits with or without decimals, of which a machine word holds all digits. What it takes is what
/// <see cref="NumberReader"/> makes of the same text; it leaves the rest to that.
/// </summary>
internal static class PlainNumbers
{
    private const int MostDigits = 15;
    private const int MostDecimals = 12;

    private static readonly long[] Powers =
    [
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        1_000_000,
        10_000_000,
        100_000_000,
        1_000_000_000,
        10_000_000_000,
        100_000_000_000,
        1_000_000_000_000,
        10_000_000_000_000,
        100_000_000_000_000,
        1_000_000_000_000_000,
    ];

    /// <summary>A whole number of base units.</summary>
    /// <param name="text">Digits, with or without a point between them.</param>
    /// <param name="factor">Base units in one unit.</param>
    /// <param name="units">The number.</param>
    public static bool TryQuantity(ReadOnlySpan<byte> text, long factor, out long units)
    {
        units = 0;
        if (!TryDigits(text, out var digits, out var decimals) || digits > long.MaxValue / factor)
            return false;
        (units, var rest) = Math.DivRem(digits * factor, Powers[decimals]);
        return rest == 0 && units <= NumberReader.MaxQuantity;
    }

    /// <summary>A sum without trailing zeros.</summary>
    public static bool TryMoney(ReadOnlySpan<byte> text, out decimal amount)
    {
        amount = 0;
        if (!TryDigits(text, out var digits, out var decimals))
            return false;
        while (decimals > 0 && digits % 10 == 0)
            (digits, decimals) = (digits / 10, decimals - 1);
        if (decimals > MostDecimals)
            return false;
        amount = new decimal(
            unchecked((int)digits),
            (int)(digits >> 32),
            0,
            isNegative: false,
            (byte)decimals
        );
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out long digits, out int decimals)
    {
        (digits, decimals) = (0, 0);
        // One more for the point.
        if (text.Length is 0 or > MostDigits + 1)
            return false;
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] - '0';
            if (digit is >= 0 and <= 9)
                digits = digits * 10 + digit;
            else if (digit == '.' - '0' && point < 0 && i > 0)
                point = i;
            else
                return false;
        }
        decimals = point < 0 ? 0 : text.Length - point - 1;
        return point < 0 ? text.Length <= MostDigits : decimals > 0;
    }
}
