using System.Text.Json;
using Evenhand.Core.Time;

namespace Evenhand.Core.Stream;

/// <summary>Reads RFC 3339 instants from UTF-8.</summary>
public static class Rfc3339
{
    private const int DateAndTime = 19;
    private const int KeptDecimals = 7;
    private const int LeapSecond = 60;

    /// <summary>Bytes of the longest text with escapes that is looked at; each of its characters may be written with six.</summary>
    private const int LongestEscaped = 256;

    /// <summary>Reads an instant from a text of JSON, in which any character may stand escaped, as many write the plus of an offset.</summary>
    public static bool TryRead(ref Utf8JsonReader text, out Moment time)
    {
        time = default;
        if (!text.ValueIsEscaped)
            return TryParse(text.ValueSpan, out time);
        if (text.ValueSpan.Length > LongestEscaped)
            return false;
        Span<byte> plain = stackalloc byte[LongestEscaped];
        return TryParse(plain[..text.CopyString(plain)], out time);
    }

    /// <summary>
    /// Reads <c>2026-01-31T23:59:59.1234567+01:00</c>: an offset or Z, and decimals, of which those beyond the seventh
    /// are cut off. The second of a leap, <c>:60</c>, is read as the last instant before the next minute. Years outside
    /// 1970–9999 are refused, as is anything else that is no such instant.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Moment time)
    {
        time = default;
        if (
            text.Length <= DateAndTime
            || text[4] != '-'
            || text[7] != '-'
            || (text[10] | 0x20) != 't'
        )
            return false;
        if (text[13] != ':' || text[16] != ':')
            return false;
        var fine =
            Digits(text[..4], out var year)
            & Digits(text[5..7], out var month)
            & Digits(text[8..10], out var day)
            & Digits(text[11..13], out var hour)
            & Digits(text[14..16], out var minute)
            & Digits(text[17..19], out var second);
        if (
            !fine
            || year is < 1970 or > 9999
            || month is < 1 or > 12
            || day < 1
            || hour > 23
            || minute > 59
            || second > LeapSecond
        )
            return false;
        if (day > DateTime.DaysInMonth(year, month))
            return false;
        var rest = text[DateAndTime..];
        if (!Fraction(ref rest, out var fraction) || !Offset(rest, out var offsetMinutes))
            return false;
        if (second == LeapSecond)
            (second, fraction) = (LeapSecond - 1, TimeSpan.TicksPerSecond - 1);
        var seconds =
            DaysSinceEpoch(year, month, day) * 86_400L
            + hour * 3_600
            + minute * 60
            + second
            - offsetMinutes * 60L;
        time = new(seconds * TimeSpan.TicksPerSecond + fraction);
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest[0] != '.')
            return true;
        var length = 1;
        while (length < rest.Length && rest[length] is >= (byte)'0' and <= (byte)'9')
            length++;
        var decimals = length - 1;
        if (decimals == 0)
            return false;
        Digits(rest.Slice(1, Math.Min(decimals, KeptDecimals)), out var value);
        ticks = value;
        for (var i = decimals; i < KeptDecimals; i++)
            ticks *= 10;
        rest = rest[length..];
        return true;
    }

    private static bool Offset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.Length == 1)
            return (rest[0] | 0x20) == 'z';
        if (rest.Length != 6 || rest[3] != ':' || rest[0] is not ((byte)'+' or (byte)'-'))
            return false;
        if (
            !Digits(rest[1..3], out var hours)
            || !Digits(rest[4..6], out var rem)
            || hours > 23
            || rem > 59
        )
            return false;
        minutes = (hours * 60 + rem) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }

    /// <summary>Days from 1970-01-01 in the proleptic Gregorian calendar, counting years from March.</summary>
    private static int DaysSinceEpoch(int year, int month, int day)
    {
        var y = month <= 2 ? year - 1 : year;
        var dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return 365 * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468;
    }
}
