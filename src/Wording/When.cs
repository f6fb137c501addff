using Evenhand.Core.Time;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Wording;

/// <summary>Instants and lengths of time as people read them.</summary>
public static class When
{
    private static readonly InstantPattern Minutes = InstantPattern.CreateWithInvariantCulture(
        "d MMMM uuuu, HH:mm 'UTC'"
    );

    private static readonly InstantPattern Seconds = InstantPattern.CreateWithInvariantCulture(
        "d MMMM uuuu, HH:mm:ss.FFFFFFF 'UTC'"
    );

    /// <summary>An instant: <c>5 January 2026, 10:00 UTC</c>, with seconds where there are any.</summary>
    public static string Of(Moment moment) =>
        (moment.Ticks % TimeSpan.TicksPerMinute == 0 ? Minutes : Seconds).Format(moment.Instant);

    /// <summary>The same of an instant of the wire.</summary>
    public static string Of(DateTimeOffset instant) => Of(Moment.Of(instant));

    /// <summary>A length of time: <c>14 days</c>, <c>36 hours</c>, <c>90 minutes</c>.</summary>
    public static string Of(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerDay == 0 ? Amount.Of(Number(span.Days), "day", "days")
        : span.Ticks % TimeSpan.TicksPerHour == 0
            ? Amount.Of(Number((long)span.TotalHours), "hour", "hours")
        : Amount.Of(Number((long)Math.Ceiling(span.TotalMinutes)), "minute", "minutes");

    private static string Number(long count) =>
        count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
