using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Evenhand.Core.Stream;

/// <summary>Reads quantities and money from JSON numbers or from strings in plain decimal notation, exactly.</summary>
internal static class NumberReader
{
    /// <summary>The largest quantity, in base units: 10^18.</summary>
    public const long MaxQuantity = 1_000_000_000_000_000_000;

    /// <summary>The largest sum of money, and the most decimals it may have: together they fit a decimal.</summary>
    private const decimal MaxMoney = 1_000_000_000_000_000m;
    private const int MaxMoneyDecimals = 12;

    private const int FastDigits = 15;

    /// <summary>Digits that every decimal holds; with as many decimals, smaller digits may have been lost.</summary>
    private const int MaxDigits = 28;

    /// <summary>A whole number of base units from 0 to <see cref="MaxQuantity"/>.</summary>
    public static bool TryQuantity(ref Utf8JsonReader data, long factor, out long value)
    {
        if (
            data.TokenType == JsonTokenType.Number
            && TryDigits(data.ValueSpan, out value)
            && value <= MaxQuantity / factor
        )
        {
            value *= factor;
            return true;
        }
        value = 0;
        if (
            !TryDecimal(ref data, out var number)
            || number < 0
            || number > (decimal)MaxQuantity / factor
        )
            return false;
        number *= factor;
        if (number != decimal.Truncate(number))
            return false;
        value = (long)number;
        return true;
    }

    /// <summary>An exact sum, not negative, without trailing zeros.</summary>
    public static bool TryMoney(ref Utf8JsonReader data, out decimal value)
    {
        if (!TryDecimal(ref data, out value) || value < 0 || value > MaxMoney)
            return false;
        value = Normal(value);
        return value.Scale <= MaxMoneyDecimals;
    }

    /// <summary>The same number without trailing zeros, so that equal sums have equal bits.</summary>
    public static decimal Normal(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>A number, or a string in plain decimal notation without exponent.</summary>
    public static bool TryDecimal(ref Utf8JsonReader data, out decimal value)
    {
        value = 0;
        if (data.TokenType == JsonTokenType.Number)
            return TryExact(data.ValueSpan, out value);
        return data.TokenType == JsonTokenType.String
            && !data.ValueIsEscaped
            && data.ValueSpan.Length is > 0 and <= 40
            && data.ValueSpan[0] is not ((byte)' ' or (byte)'+')
            && data.ValueSpan.IndexOfAny((byte)'e', (byte)'E', (byte)',') < 0
            && TryExact(data.ValueSpan, out value);
    }

    /// <summary>Reads a decimal and refuses what it would have to round.</summary>
    private static bool TryExact(ReadOnlySpan<byte> text, out decimal value) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign
                | NumberStyles.AllowDecimalPoint
                | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out value
        )
        && SignificantDigits(text) <= MaxDigits
        && value.Scale < MaxDigits;

    private static int SignificantDigits(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        foreach (var character in text)
        {
            if ((character | 0x20) == 'e')
                break;
            if (character is >= (byte)'1' and <= (byte)'9' || character == '0' && digits > 0)
                digits++;
        }
        return digits;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length > FastDigits)
            return false;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }
}
