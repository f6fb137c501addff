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
            return Shifted(actual, zone, shiftDays, after);
        }
        catch (Exception error) when (error is OverflowException or ArgumentOutOfRangeException)
        {
            return Beyond(stamp.Local);
        }
    }

    /// <summary>
    /// The first time after another at which the clocks of a zone show a time of day: the same day, when the clocks were
    /// put back and show it a second time, or the next day.
    /// </summary>
    public static RowTime Next(LocalTime clock, DateTimeZone zone, int shiftDays, RowTime after)
    {
        var date = after.Actual.InZone(zone).Date;
        try
        {
            var actual = At(date + clock, zone)
                .Concat(At(date.PlusDays(1) + clock, zone))
                .First(instant => instant >= after.Actual);
            return Shifted(actual, zone, shiftDays, after);
        }
        catch (Exception error) when (error is OverflowException or ArgumentOutOfRangeException)
        {
            return Beyond(date + clock);
        }
    }

    private static RowTime Shifted(Instant actual, DateTimeZone zone, int days, RowTime? after)
    {
        if (days == 0)
            return new RowTime(actual, actual, null);
        var local = actual.InZone(zone).LocalDateTime.PlusDays(days);
        return new RowTime(actual, Resolve(local, zone, after?.Shifted), null);
    }

    private static RowTime Beyond(LocalDateTime local) =>
        RowTime.Bad($"{local:uuuu-MM-dd} is outside the calendar once placed or shifted");

    private static IEnumerable<Instant> At(LocalDateTime local, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(local);
        return mapping.Count == 2
            ? [mapping.First().ToInstant(), mapping.Last().ToInstant()]
            : [zone.ResolveLocal(local, Resolvers.LenientResolver).ToInstant()];
    }

    private static Instant Resolve(LocalDateTime local, DateTimeZone zone, Instant? notBefore) =>
        At(local, zone).Aggregate((first, second) => first < notBefore ? second : first);
}
