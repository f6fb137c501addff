using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Node.Sending;

/// <summary>When a digest goes out.</summary>
internal static class DigestTime
{
    /// <summary>The first instant after another at which an hour begins in a zone; where a clock skips the hour, what follows it.</summary>
    /// <param name="now">The other.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="hour">The hour, 0 to 23.</param>
    public static Moment After(Moment now, DateTimeZone zone, int hour)
    {
        for (var day = now.Instant.InZone(zone).Date; ; day = day.PlusDays(1))
        {
            var at = Moment.Of(zone.AtLeniently(day.At(new LocalTime(hour, 0))).ToInstant());
            if (at > now)
                return at;
        }
    }
}
