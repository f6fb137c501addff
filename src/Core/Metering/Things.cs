using Evenhand.Core.Stream;

namespace Evenhand.Core.Metering;

/// <summary>The things of one kind that exist now.</summary>
internal sealed class Things(Thing kind)
{
    private readonly Dictionary<long, ThingEntry> open = [];

    /// <summary>What kind of thing.</summary>
    public Thing Kind { get; } = kind;

    /// <summary>The things that exist.</summary>
    public IEnumerable<ThingEntry> Open => open.Values;

    /// <summary>The thing of a name, or null.</summary>
    public ThingEntry? Find(long name) => open.GetValueOrDefault(name);

    /// <summary>Brings a thing into being.</summary>
    public ThingEntry Add(long name, long[] kept, int holds)
    {
        var entry = new ThingEntry(name, kept, holds);
        open.Add(name, entry);
        return entry;
    }

    /// <summary>Ends a thing.</summary>
    public void Remove(ThingEntry entry) => open.Remove(entry.Name);
}

/// <summary>A thing that exists, or whose share still counts.</summary>
internal sealed class ThingEntry(long name, long[] kept, int holds)
{
    /// <summary>The symbol of its name.</summary>
    public long Name { get; } = name;

    /// <summary>The kept values, in the order of the kind's kept fields.</summary>
    public long[] Kept { get; } = kept;

    /// <summary>By stock with a least time: until when a share counts at least.</summary>
    public long[] HeldUntil { get; } = new long[holds];

    /// <summary>By stock with a least time: whether a share counts although the thing left the condition.</summary>
    public bool[] Held { get; } = new bool[holds];
}
