using System.Collections.Frozen;
using Evenhand.Core.Time;
using Evenhand.Languages;
using NodaTime.Text;

namespace Evenhand.Wording;

/// <summary>Instants and lengths of time as people read them.</summary>
public static class When
{
    private static readonly FrozenDictionary<Language, InstantPattern> Minutes = Patterns("HH:mm");

    private static readonly FrozenDictionary<Language, InstantPattern> Seconds = Patterns(
        "HH:mm:ss.FFFFFFF"
    );

    /// <summary>An instant: <c>5 January 2026, 10:00 UTC</c>, with seconds where there are any.</summary>
    public static string Of(Moment moment, Language say) =>
        (moment.Ticks % TimeSpan.TicksPerMinute == 0 ? Minutes : Seconds)[say]
            .Format(moment.Instant);

    /// <summary>The same of an instant of the wire.</summary>
    public static string Of(DateTimeOffset instant, Language say) => Of(Moment.Of(instant), say);

    /// <summary>A length of time: <c>14 days</c>, <c>36 hours</c>, <c>90 minutes</c>.</summary>
    public static string Of(TimeSpan span, Language say) =>
        span.Ticks % TimeSpan.TicksPerDay == 0 ? say.Count(span.Days, "{0} day|{0} days")
        : span.Ticks % TimeSpan.TicksPerHour == 0
            ? say.Count((long)span.TotalHours, "{0} hour|{0} hours")
        : say.Count((long)Math.Ceiling(span.TotalMinutes), "{0} minute|{0} minutes");

    private static FrozenDictionary<Language, InstantPattern> Patterns(string clock) =>
        Language.All.ToFrozenDictionary(
            each => each,
            each => InstantPattern.Create($"{each.Days.LongWithYear}, {clock} 'UTC'", each.Culture)
        );
}
