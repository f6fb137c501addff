using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>The things of one kind that exist now.</summary>
/// <param name="kind">What kind of thing.</param>
/// <param name="leastTimes">How many stocks may hold shares of a thing.</param>
internal sealed class Things(Thing kind, int leastTimes) : Part
{
    private SmallMap<long, ThingEntry> open;

    /// <summary>What kind of thing.</summary>
    public Thing Kind { get; } = kind;

    /// <summary>The things that exist.</summary>
    public IEnumerable<ThingEntry> Open => open.Values;

    /// <summary>The thing of a name, or null.</summary>
    public ThingEntry? Find(long name) => open.GetValueOrDefault(name);

    /// <summary>Brings a thing into being.</summary>
    /// <param name="name">The symbol of its name.</param>
    /// <param name="kept">What is kept of it.</param>
    /// <param name="time">When.</param>
    /// <param name="isSetAside">Whether it counts nothing as long as it is set aside.</param>
    public ThingEntry Add(long name, long[] kept, Moment time, bool isSetAside)
    {
        var entry = new ThingEntry(name, kept, leastTimes)
        {
            Opened = time,
            Since = time,
            IsSetAside = isSetAside,
        };
        if (!open.TryAdd(name, entry))
            throw new InvalidOperationException("a thing of this name exists");
        return entry;
    }

    /// <summary>Ends a thing.</summary>
    public void Remove(ThingEntry entry) => open.Remove(entry.Name);

    /// <summary>Ends all of them.</summary>
    public override void Purge(Moment time) => open.Clear();

    /// <summary>Writes or reads a thing, to which the account and its stocks may refer.</summary>
    public ThingEntry Exchange(StatePort port, ThingEntry? entry) =>
        ThingEntry.Exchange(port, entry, Kind, leastTimes);

    /// <summary>Writes or reads the things.</summary>
    public override void Exchange(StatePort port)
    {
        List<ThingEntry> entries = [.. open.Values.OrderBy(entry => entry.Name)];
        port.List(entries, Exchange);
        if (!port.Reads)
            return;
        open.Clear();
        foreach (var entry in entries)
            if (!open.TryAdd(entry.Name, entry))
                throw new BadSnapshotException("a thing comes twice");
    }
}

/// <summary>A thing that exists, or whose share still counts.</summary>
internal sealed class ThingEntry(long name, long[] kept, int leastTimes)
{
    /// <summary>The symbol of its name.</summary>
    public long Name { get; } = name;

    /// <summary>The kept values, in the order of the kind's kept fields.</summary>
    public long[] Kept { get; } = kept;

    /// <summary>When it came into being.</summary>
    public Moment Opened { get; set; }

    /// <summary>Since when it lies where it does.</summary>
    public Moment Since { get; set; }

    /// <summary>Whether neither it nor a share of it counts for now.</summary>
    public bool IsSetAside { get; set; }

    /// <summary>By stock with a least time: until when a share counts at least.</summary>
    public Moment[] LeastTimeEnds { get; } = leastTimes == 0 ? [] : new Moment[leastTimes];

    /// <summary>By stock with a least time: whether a share counts although the thing left the condition.</summary>
    public bool[] LeastTimeRuns { get; } = leastTimes == 0 ? [] : new bool[leastTimes];

    /// <summary>Writes or reads a thing, to which the account and its stocks may refer.</summary>
    public static ThingEntry Exchange(StatePort port, ThingEntry? entry, Thing kind, int leastTimes)
    {
        entry = port.Reference(entry, (port, entry) => Content(port, entry, kind, leastTimes));
        return entry.Kept.Length == kind.Keeps.Length
            ? entry
            : throw new BadSnapshotException($"a thing is no {kind.Name}");
    }

    private static ThingEntry Content(StatePort port, ThingEntry? entry, Thing kind, int leastTimes)
    {
        var name = port.Exchange(entry?.Name ?? 0);
        entry ??= new ThingEntry(name, new long[kind.Keeps.Length], leastTimes);
        port.Each(entry.Kept, StatePort.Long);
        entry.Opened = port.Exchange(entry.Opened);
        entry.Since = new Moment(port.After(entry.Opened.Ticks, entry.Since.Ticks));
        entry.IsSetAside = port.Exchange(entry.IsSetAside);
        port.Each(entry.LeastTimeEnds, MomentPort.Instant);
        port.Each(entry.LeastTimeRuns, (port, runs) => port.Exchange(runs));
        return entry;
    }
}
