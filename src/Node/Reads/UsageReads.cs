using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;
using NodaTime;

namespace Evenhand.Node.Reads;

/// <summary>Reads usage out of what is stored: meters window by window.</summary>
internal sealed class UsageReads(NodeContext context, AccountDirectory accounts)
{
    /// <summary>Windows of one answer at most: a year of hours, and a day.</summary>
    public const int MostWindows = 366 * 24;

    /// <summary>Meters over time; null where there is no such account.</summary>
    public IReadOnlyList<MeterSeries>? Series(
        AccountId id,
        Moment? from,
        Moment? to,
        SeriesWindow window,
        string? meter
    )
    {
        var now = context.Clock.Now;
        if (accounts.Visit(id, account => new Open(account.Live)) is not { } open)
            return null;
        if (open.Live is not { } live || accounts.Find(id) is not { } door)
            return [];
        var end = Moment.Min(to ?? now, now);
        var bounds = Bounds(live, from ?? live.CycleAt(now).From, end, window);
        if (bounds.Count < 2)
            return [];
        return door.Study(() => Series(door, bounds, end, meter));
    }

    private MeterSeries[] Series(Door door, List<Moment> bounds, Moment end, string? meter)
    {
        var rules = context.Rules;
        var watch = new MeterWatch(bounds);
        door.Life.Look()
            .Run(
                new LifeFold(rules, end, end, context.Rates.Latest(rules, end))
                {
                    Watch = watch,
                    From = bounds[0],
                    StatedFrom = Moment.Never,
                }
            );
        return
        [
            .. watch
                .Readings.Where(reading => meter is null || reading.Meter == meter)
                .GroupBy(reading => (reading.Meter, reading.Unit))
                .Select(group => new MeterSeries(
                    group.Key.Meter,
                    group.Key.Unit,
                    [
                        .. group.Select(reading => new SeriesPoint(
                            bounds[reading.Window],
                            bounds[reading.Window + 1],
                            reading.Value
                        )),
                    ]
                )),
        ];
    }

    private sealed record Open(LiveAccount? Live);

    /// <summary>The bounds of the windows, the last one cut where the series ends.</summary>
    private static List<Moment> Bounds(
        LiveAccount live,
        Moment from,
        Moment to,
        SeriesWindow window
    )
    {
        var bounds = new List<Moment>();
        var at = Moment.Max(from, live.CycleAt(live.Opened).From);
        for (; at < to; at = Next(live.Zone, at, window))
        {
            bounds.Add(at);
            if (bounds.Count > MostWindows)
                throw new RequestException(
                    Code.Malformed,
                    $"more than {MostWindows:N0} windows; ask for a shorter span or longer windows"
                );
        }
        if (bounds.Count > 0)
            bounds.Add(to);
        return bounds;
    }

    private static Moment Next(DateTimeZone zone, Moment at, SeriesWindow window)
    {
        if (window == SeriesWindow.Hour)
            return new((at.Ticks / TimeSpan.TicksPerHour + 1) * TimeSpan.TicksPerHour);
        var date = at.Instant.InZone(zone).Date;
        var next =
            window == SeriesWindow.Day
                ? date.PlusDays(1)
                : new LocalDate(date.Year, date.Month, 1).PlusMonths(1);
        return Moment.Of(zone.AtStartOfDay(next).ToInstant());
    }
}
