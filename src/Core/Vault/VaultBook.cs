using System.Collections.Immutable;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Vault;

/// <summary>All that the vault knows: the things that are stored, and what people and the account decided on them.</summary>
internal sealed class VaultBook
{
    /// <summary>The things, by the symbols of their names.</summary>
    public Dictionary<long, StoredThing> Things { get; } = [];

    /// <summary>The holds, by id.</summary>
    public Dictionary<string, Hold> Holds { get; } = new(StringComparer.Ordinal);

    /// <summary>The targets, by name.</summary>
    public SortedDictionary<string, Target> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>The exports, in the order in which they were asked for.</summary>
    public List<ListedExport> Exports { get; } = [];

    /// <summary>The promises that are open, by the symbols of their retrievals.</summary>
    public Dictionary<long, Promise> Promises { get; } = [];

    /// <summary>The promises that were broken and whose bytes are not there yet, likewise: whoever fetches them finds them here.</summary>
    public Dictionary<long, BrokenPromise> Broken { get; } = [];

    /// <summary>The ids of retrievals that had an effect.</summary>
    public HashSet<long> Retrievals { get; } = [];

    /// <summary>When all that nothing kept was purged; never while it was not.</summary>
    public Moment Purged { get; set; } = Moment.Never;

    /// <summary>What is kept, and by what.</summary>
    public KeptThings Kept { get; private set; } = new();

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port, ImmutableArray<PolicyVersion> versions)
    {
        Exchange(port, Things, StoredThing.Exchange, thing => thing.Name);
        Exchange(port, Holds, Hold.Exchange, hold => hold.Id);
        Exchange(port, Targets, Target.Exchange, target => target.Name);
        port.List(Exports, ListedExport.Exchange);
        Exchange(
            port,
            Promises,
            (port, promise) => Promise.Exchange(port, promise, versions),
            promise => promise.Retrieval
        );
        Exchange(port, Broken, BrokenPromise.Exchange, promise => promise.Retrieval);
        port.Set(Retrievals);
        Purged = port.Exchange(Purged);
        var onlyVendorKeeps = port.Exchange(Kept.OnlyVendorKeeps);
        if (port.Reads)
            Kept = WhatIsKept(onlyVendorKeeps);
    }

    private KeptThings WhatIsKept(bool onlyVendorKeeps)
    {
        var kept = new KeptThings { OnlyVendorKeeps = onlyVendorKeeps };
        foreach (var hold in Holds.Values.Where(hold => !hold.IsReleased))
            kept.Hold(hold.IsVendors, hold.Names, 1);
        foreach (var export in Exports.Where(export => !export.IsOver))
        foreach (var name in export.Names)
            kept.Export(name, 1);
        foreach (var thing in Things.Values)
            if (thing.Quarantine is { } cited)
                kept.SetAside(thing.Name, cited);
        return kept;
    }

    private static void Exchange<TKey, T>(
        StatePort port,
        IDictionary<TKey, T> all,
        Exchanging<T> item,
        Func<T, TKey> key
    )
        where TKey : notnull
    {
        List<T> list =
        [
            .. all.OrderBy(each => each.Key, Comparer<TKey>.Create(Compare))
                .Select(each => each.Value),
        ];
        port.List(list, item);
        if (!port.Reads)
            return;
        all.Clear();
        foreach (var each in list)
            if (!all.TryAdd(key(each), each))
                throw new BadSnapshotException($"{key(each)} comes twice");
    }

    private static int Compare<TKey>(TKey one, TKey other) =>
        one is string text && other is string second
            ? string.CompareOrdinal(text, second)
            : Comparer<TKey>.Default.Compare(one, other);
}
