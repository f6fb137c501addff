using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Sampling;

/// <summary>The span that a sample covers. Within it times are whole milliseconds since its start, which is midnight UTC.</summary>
internal sealed class Period
{
    public const long Second = 1000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    private readonly byte[][] dates;

    public Period(LocalDate from, int months)
    {
        Start = from.AtMidnight().InUtc().ToInstant();
        var days = NodaTime.Period.DaysBetween(from, from.PlusMonths(months));
        Length = days * Day;
        // One date more than the period has: a moment named by an event may lie after its end.
        dates = [.. Enumerable.Range(0, days + 1).Select(day => Bytes(from.PlusDays(day)))];
    }

    public Instant Start { get; }

    /// <summary>In milliseconds.</summary>
    public long Length { get; }

    public long Since(Instant instant) => (long)(instant - Start).TotalMilliseconds;

    public Instant At(long time) => Start + Duration.FromMilliseconds(time);

    public void WriteDate(long time, Utf8Lines lines)
    {
        var day = time / Day;
        lines.Add(day < dates.Length ? dates[day] : Bytes(At(time).InUtc().Date));
    }

    /// <summary>RFC 3339 in UTC with milliseconds.</summary>
    public void WriteTime(long time, Utf8Lines lines)
    {
        WriteDate(time, lines);
        var rest = time % Day;
        lines.Add((byte)'T');
        lines.AddPadded(rest / Hour, 2);
        lines.Add((byte)':');
        lines.AddPadded(rest / Minute % 60, 2);
        lines.Add((byte)':');
        lines.AddPadded(rest / Second % 60, 2);
        lines.Add((byte)'.');
        lines.AddPadded(rest % Second, 3);
        lines.Add((byte)'Z');
    }

    private static byte[] Bytes(LocalDate date) =>
        System.Text.Encoding.ASCII.GetBytes(
            LocalDatePattern.Iso.WithCulture(CultureInfo.InvariantCulture).Format(date)
        );
}
