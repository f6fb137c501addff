using Evenhand.Notation;
using NodaTime;
using NodaTime.TimeZones;

namespace Evenhand.Import;

/// <summary>
/// Local times to instants, leniently: a time that a zone skips in spring moves forward by what was skipped; of a time that
/// comes twice in autumn the first is meant, unless that lies before a time it must follow.
/// </summary>
internal static class LocalTimes
{
    /// <summary>The instant of a stamp, and that of the same local time so many days later.</summary>
    public static RowTime Place(Stamp stamp, DateTimeZone zone, int shiftDays, RowTime? after)
    {
        try
        {
            var actual = stamp.Offset is { } offset
                ? stamp.Local.WithOffset(offset).ToInstant()
                : Resolve(stamp.Local, zone, after?.Actual);
            if (shiftDays == 0)
            {
                return new RowTime(actual, actual, null);
            }

            var local = actual.InZone(zone).LocalDateTime.PlusDays(shiftDays);
            return new RowTime(actual, Resolve(local, zone, after?.Shifted), null);
        }
        catch (Exception error) when (error is OverflowException or ArgumentOutOfRangeException)
        {
            return RowTime.Bad(
                $"{stamp.Local:uuuu-MM-dd} is outside the calendar once placed or shifted"
            );
        }
    }

    private static Instant Resolve(LocalDateTime local, DateTimeZone zone, Instant? notBefore)
    {
        var mapping = zone.MapLocal(local);
        if (mapping.Count == 2)
        {
            var first = mapping.First().ToInstant();
            return first < notBefore ? mapping.Last().ToInstant() : first;
        }
        return zone.ResolveLocal(mapping.LocalDateTime, Resolvers.LenientResolver).ToInstant();
    }
}
