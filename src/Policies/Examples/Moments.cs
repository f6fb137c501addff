using System.Text;
using Evenhand.Core.Stream;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Policies.Examples;

/// <summary>How examples say when: a local date, a local date and time, or an instant in RFC 3339.</summary>
internal static class Moments
{
    private static readonly LocalDateTimePattern[] Patterns =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFF"),
    ];

    /// <summary>Reads a moment in a zone; null when it is none, or lies outside of the years that streams speak of.</summary>
    public static Instant? Read(string text, DateTimeZone zone)
    {
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date })
            return Usual(date) ? zone.AtStartOfDay(date).ToInstant() : null;
        foreach (var pattern in Patterns)
            if (pattern.Parse(text) is { Success: true, Value: var local })
                return Usual(local.Date) ? local.InZoneLeniently(zone).ToInstant() : null;
        return
            Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var moment)
            && moment.Instant is var exact
            && Usual(exact.InUtc().Date)
            ? exact
            : null;
    }

    /// <summary>The end of the cycle in which an instant lies: local midnight of the cycle day, clamped to the month's last day.</summary>
    public static Instant CycleEnd(Instant at, DateTimeZone zone, int cycleDay)
    {
        var month = at.InZone(zone).Date.With(DateAdjusters.StartOfMonth);
        while (true)
        {
            var day = Math.Min(cycleDay, month.Calendar.GetDaysInMonth(month.Year, month.Month));
            var end = zone.AtStartOfDay(month.PlusDays(day - 1)).ToInstant();
            if (end > at)
                return end;
            month = month.PlusMonths(1);
        }
    }

    private static bool Usual(LocalDate date) => date.Year is >= 1990 and <= 2200;
}
