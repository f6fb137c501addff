using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Viewing;
using Evenhand.Runtime.Output;
using Evenhand.Runtime.Serving.Accounts;
using Evenhand.Runtime.Serving.Views;
using NodaTime;

namespace Evenhand.Runtime.Serving;

/// <summary>Reads usage out of what is stored: meters window by window, and the events behind a line.</summary>
internal sealed class UsageReading(NodeContext context, AccountDirectory accounts)
{
    /// <summary>Windows of one answer at most: a year of hours, and a day.</summary>
    public const int MostWindows = 366 * 24;

    /// <summary>Meters over time; null where there is no such account.</summary>
    public IReadOnlyList<MeterSeries>? Series(
        string id,
        long? from,
        long? to,
        SeriesWindow window,
        string? meter
    )
    {
        var now = context.Clock.Now;
        if (accounts.Visit(id, account => new Open(account.Live)) is not { } open)
            return null;
        if (open.Live is not { } live || accounts.Find(id) is not { } door)
            return [];
        var end = Math.Min(to ?? now, now);
        var bounds = Bounds(live, from ?? live.CycleAt(now).From, end, window);
        if (bounds.Count < 2)
            return [];
        return door.Study(() => Series(door, bounds, end, meter));
    }

    private MeterSeries[] Series(Door door, List<long> bounds, long end, string? meter)
    {
        var rules = context.Rules;
        var stored = StoredEvents.Of(context, door.Name, door.Stream);
        var (replay, number) = stored.Fold(rules, end, end, context.Rates.Latest(rules));
        var watch = new MeterWatch(bounds);
        AccountReplay.Run(replay, number, watch);
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

    /// <summary>The events behind a line, in the order of arrival; null where the statement has no such line.</summary>
    public Page<string>? EventsBehind(
        string id,
        Statement statement,
        string clause,
        string? after,
        int limit
    )
    {
        if (statement.Lines.FirstOrDefault(each => each.Clause == clause) is not { } line)
            return null;
        if (context.Shelf.Find(statement.Policy, line.Version) is not { } policy)
            return null;
        if (
            LineEvents.Of(policy.Version, clause) is not { } behind
            || accounts.Find(id) is not { } door
        )
            return null;
        var skip =
            after is null ? -1
            : int.TryParse(after, out var last) ? last
            : int.MaxValue;
        return door.Study(() => EventsBehind(door, statement, behind, skip, limit));
    }

    private Page<string> EventsBehind(
        Door door,
        Statement statement,
        LineEvents behind,
        int skip,
        int limit
    )
    {
        var stored = StoredEvents.Of(context, door.Name, door.Stream);
        var json = new EventJson(context.Shelf.Catalogue, stored.Sources);
        var items = new List<string>();
        foreach (var records in stored.Batches)
            for (var offset = 0; offset < records.Length; )
            {
                ref readonly var head = ref Record.Head(records, offset);
                var isBehind =
                    head.Line > skip
                    && head.Time >= statement.From
                    && head.Time < statement.Time
                    && stored.RefiledAt(head) is null
                    && behind.Holds(records, offset);
                if (isBehind && items.Count == limit)
                    return new Page<string>(
                        items,
                        skip.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    );
                if (isBehind)
                {
                    items.Add(json.Write(records, offset, door.Name));
                    skip = head.Line;
                }
                offset += head.Length;
            }
        return new Page<string>(items, null);
    }

    private sealed record Open(LiveAccount? Live);

    /// <summary>The bounds of the windows, the last one cut where the series ends.</summary>
    private static List<long> Bounds(LiveAccount live, long from, long to, SeriesWindow window)
    {
        var bounds = new List<long>();
        var at = Math.Max(from, live.CycleAt(live.Opened).From);
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

    private static long Next(DateTimeZone zone, long at, SeriesWindow window)
    {
        if (window == SeriesWindow.Hour)
            return (at / TimeSpan.TicksPerHour + 1) * TimeSpan.TicksPerHour;
        var date = Instant.FromUnixTimeTicks(at).InZone(zone).Date;
        var next =
            window == SeriesWindow.Day
                ? date.PlusDays(1)
                : new LocalDate(date.Year, date.Month, 1).PlusMonths(1);
        return zone.AtStartOfDay(next).ToInstant().ToUnixTimeTicks();
    }
}
