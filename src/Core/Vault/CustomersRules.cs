using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Vault;

/// <summary>
/// The rules that the customer set, by class: what is deleted, and what moves to cold storage. A thing that something keeps when its
/// time has come waits aside until nothing does.
/// </summary>
/// <param name="fold">The vault.</param>
internal sealed class CustomersRules(VaultFold fold)
{
    private readonly SortedDictionary<long, CustomersRule> retention = [];
    private readonly SortedDictionary<long, CustomersRule> lifecycle = [];
    private readonly HashSet<StoredThing> heldDeletions = [];
    private readonly HashSet<StoredThing> heldMoves = [];

    /// <summary>When one of them acts next.</summary>
    public Moment Next =>
        retention
            .Values.Concat(lifecycle.Values)
            .Aggregate(Moment.Never, (next, rule) => Moment.Min(next, rule.Next));

    /// <summary>What is set: whether it deletes, or else moves; of which class; after how many days.</summary>
    public IEnumerable<(bool Deletes, long Class, long Days)> Set =>
        retention
            .Select(each => (true, each.Key, each.Value.Days))
            .Concat(lifecycle.Select(each => (false, each.Key, each.Value.Days)));

    /// <summary>Sets after how many days things of a class are deleted; null for never.</summary>
    public void SetRetention(long ofClass, long? days) =>
        Change(retention, ofClass, days, Stored, heldDeletions);

    /// <summary>Sets after how many days things of a class move to cold storage; null for never.</summary>
    public void SetLifecycle(long ofClass, long? days) =>
        Change(lifecycle, ofClass, days, Hot, heldMoves);

    /// <summary>A thing was stored.</summary>
    public void Add(StoredThing thing)
    {
        if (retention.TryGetValue(ClassOf(thing), out var deletes))
            deletes.Add(thing);
        Moved(thing);
    }

    /// <summary>A thing lies elsewhere from now on.</summary>
    public void Moved(StoredThing thing)
    {
        heldMoves.Remove(thing);
        if (lifecycle.TryGetValue(ClassOf(thing), out var moves))
            moves.Add(thing);
    }

    /// <summary>A thing is there no more.</summary>
    public void Forget(StoredThing thing)
    {
        heldDeletions.Remove(thing);
        heldMoves.Remove(thing);
    }

    /// <summary>The things to delete now, by name.</summary>
    /// <param name="at">The present.</param>
    /// <param name="again">Whether something may be kept no more.</param>
    public StoredThing[] Deletions(Moment at, bool again) =>
        Ready(retention, fold.Policy.Vault?.Retention, heldDeletions, at, again, IsDeletable);

    /// <summary>The things to move now, by name.</summary>
    /// <param name="at">The present.</param>
    /// <param name="again">Whether something may be kept no more.</param>
    public StoredThing[] Moves(Moment at, bool again) =>
        Ready(lifecycle, fold.Policy.Vault?.Lifecycle, heldMoves, at, again, IsMovable);

    /// <summary>The rules end.</summary>
    public void End()
    {
        retention.Clear();
        lifecycle.Clear();
        heldDeletions.Clear();
        heldMoves.Clear();
    }

    private bool IsDeletable(StoredThing thing) =>
        !fold.Kept.IsKept(thing.Name) && !thing.WaitsForCopy;

    private bool IsMovable(StoredThing thing) => !fold.Kept.IsKept(thing.Name);

    private long ClassOf(StoredThing thing) => thing.Kept[fold.As.Class];

    private static Moment Stored(StoredThing thing) => thing.IsGone ? Moment.Never : thing.Stored;

    private Moment Hot(StoredThing thing) =>
        thing.IsGone || thing.Kept[fold.As.Tier] == fold.As.Cold ? Moment.Never : thing.Since;

    private void Change(
        SortedDictionary<long, CustomersRule> rules,
        long ofClass,
        long? days,
        Func<StoredThing, Moment> from,
        HashSet<StoredThing> held
    )
    {
        held.RemoveWhere(thing => ClassOf(thing) == ofClass);
        rules.Remove(ofClass);
        if (days is not { } after)
            return;
        var rule = new CustomersRule(after, from);
        rule.AddAll(fold.Book.Things.Values.Where(thing => ClassOf(thing) == ofClass));
        rules.Add(ofClass, rule);
    }

    private StoredThing[] Ready(
        SortedDictionary<long, CustomersRule> rules,
        VaultScope? scope,
        HashSet<StoredThing> held,
        Moment at,
        bool again,
        Func<StoredThing, bool> isFree
    )
    {
        var due = rules
            .Values.SelectMany(rule => rule.Take(at))
            .Where(thing => scope is not null && Matching.All(scope.Of, thing.Kept))
            .ToList();
        var ready = due.Where(isFree).ToList();
        foreach (var thing in due.Where(thing => !isFree(thing)))
            held.Add(thing);
        if (again && held.Count > 0)
        {
            ready.AddRange(held.Where(isFree));
            held.ExceptWith(ready);
        }
        return [.. ready.OrderBy(thing => fold.Text(thing.Name), StringComparer.Ordinal)];
    }

    /// <summary>Writes or reads them; the things themselves pass before.</summary>
    public void Exchange(StatePort port)
    {
        Exchange(port, retention, Stored, heldDeletions);
        Exchange(port, lifecycle, Hot, heldMoves);
    }

    private void Exchange(
        StatePort port,
        SortedDictionary<long, CustomersRule> rules,
        Func<StoredThing, Moment> from,
        HashSet<StoredThing> held
    )
    {
        List<(long Class, long Days)> set = [.. rules.Select(each => (each.Key, each.Value.Days))];
        port.List(set, (port, each) => (port.Exchange(each.Class), port.Exchange(each.Days)));
        List<long> names = [.. held.Select(thing => thing.Name).Order()];
        port.List(names, StatePort.Long);
        if (!port.Reads)
            return;
        held.Clear();
        foreach (var name in names)
            held.Add(
                fold.Book.Things.GetValueOrDefault(name)
                    ?? throw new BadSnapshotException("what is held is not there")
            );
        rules.Clear();
        foreach (var (ofClass, days) in set)
        {
            var rule = new CustomersRule(days, from);
            rule.AddAll(
                fold.Book.Things.Values.Where(thing =>
                    ClassOf(thing) == ofClass && !held.Contains(thing)
                )
            );
            if (!rules.TryAdd(ofClass, rule))
                throw new BadSnapshotException("a rule comes twice");
        }
    }
}
