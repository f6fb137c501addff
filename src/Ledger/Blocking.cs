using Evenhand.Core.Time;

namespace Evenhand.Ledger;

/// <summary>
/// Asks a ledger and waits for the answer: for whoever has a thread of its own, as the committer and a verb of the command line
/// have. Of the embedded ledger nobody waits for another thread.
/// </summary>
public static class Blocking
{
    [ThreadStatic]
    private static bool isHere;

    /// <summary>Whether this thread asks a ledger just now and waits for the answer, so that a store may wait on the spot.</summary>
    internal static bool IsHere => isHere;

    /// <summary>See <see cref="ILedger.AppendAsync"/>.</summary>
    public static IReadOnlyList<StreamName> Append(
        this ILedger ledger,
        IReadOnlyList<Slice> slices,
        Moment committed
    )
    {
        using var spot = new Spot();
        return Wait(ledger.AppendAsync(slices, committed));
    }

    /// <summary>See <see cref="ILedger.ReadAsync"/>.</summary>
    public static IEnumerable<StoredSlice> Read(
        this ILedger ledger,
        StreamName stream,
        long from,
        SliceKinds kinds = default
    ) => Each(ledger.ReadAsync(stream, from, kinds));

    /// <summary>See <see cref="ILedger.AccountsAsync"/>.</summary>
    public static IReadOnlyList<StreamName> Accounts(
        this ILedger ledger,
        StreamName after,
        int limit
    )
    {
        using var spot = new Spot();
        return Wait(ledger.AccountsAsync(after, limit));
    }

    /// <summary>See <see cref="ILedger.RefreshAsync"/>.</summary>
    public static void Refresh(this ILedger ledger)
    {
        using var spot = new Spot();
        Wait(ledger.RefreshAsync());
    }

    /// <summary>See <see cref="ILedger.ChangedAsync"/>.</summary>
    public static IEnumerable<StreamName> Changed(this ILedger ledger, ChangeCursor since) =>
        Each(ledger.ChangedAsync(since));

    /// <summary>See <see cref="ILedger.AppendedAsync"/>.</summary>
    public static IEnumerable<StreamName> Appended(this ILedger ledger, ChangeCursor since) =>
        Each(ledger.AppendedAsync(since));

    /// <summary>See <see cref="ILedger.ProofAsync"/>.</summary>
    public static ulong? Proof(this ILedger ledger, ChangeCursor upTo)
    {
        using var spot = new Spot();
        return Wait(ledger.ProofAsync(upTo));
    }

    /// <summary>See <see cref="ILedger.LastCommittedAsync"/>.</summary>
    public static Moment LastCommitted(this ILedger ledger)
    {
        using var spot = new Spot();
        return Wait(ledger.LastCommittedAsync());
    }

    /// <summary>See <see cref="ILedger.HindranceAsync"/>.</summary>
    public static string? Hindrance(this ILedger ledger, string? known)
    {
        using var spot = new Spot();
        return Wait(ledger.HindranceAsync(known));
    }

    /// <summary>See <see cref="ILedger.AuditedAsync"/>.</summary>
    public static IEnumerable<AuditedSlice> Audited(
        this ILedger ledger,
        int partition,
        long after
    ) => Each(ledger.AuditedAsync(partition, after));

    /// <summary>See <see cref="ILedger.SnapshotAsync"/>.</summary>
    public static Snapshot? SnapshotOf(
        this ILedger ledger,
        StreamName stream,
        long slot = Snapshot.Live
    )
    {
        using var spot = new Spot();
        return Wait(ledger.SnapshotAsync(stream, slot));
    }

    /// <summary>See <see cref="ILedger.SnapshotsAsync"/>.</summary>
    public static IReadOnlyList<Snapshot> SnapshotsOf(
        this ILedger ledger,
        IReadOnlyList<StreamName> streams,
        long slot
    )
    {
        using var spot = new Spot();
        return Wait(ledger.SnapshotsAsync(streams, slot));
    }

    /// <summary>See <see cref="ILedger.SlotsAsync"/>.</summary>
    public static IReadOnlyList<SnapshotHead> Slots(this ILedger ledger, StreamName stream)
    {
        using var spot = new Spot();
        return Wait(ledger.SlotsAsync(stream));
    }

    /// <summary>See <see cref="ILedger.DueAsync"/>.</summary>
    public static IEnumerable<SnapshotHead> Due(this ILedger ledger, Moment from, Moment to) =>
        Each(ledger.DueAsync(from, to));

    /// <summary>See <see cref="ILedger.UnkeptAsync"/>.</summary>
    public static IEnumerable<StreamName> Unkept(this ILedger ledger) => Each(ledger.UnkeptAsync());

    /// <summary>See <see cref="ILedger.KeepAsync"/>.</summary>
    public static void Keep(this ILedger ledger, IReadOnlyList<Snapshot> snapshots)
    {
        using var spot = new Spot();
        Wait(ledger.KeepAsync(snapshots));
    }

    /// <summary>See <see cref="ILedger.DropSnapshotsAsync()"/>.</summary>
    public static void DropSnapshots(this ILedger ledger)
    {
        using var spot = new Spot();
        Wait(ledger.DropSnapshotsAsync());
    }

    /// <summary>See <see cref="ILedger.DropSnapshotsAsync(StreamName, long)"/>.</summary>
    public static void DropSnapshots(this ILedger ledger, StreamName stream, long from)
    {
        using var spot = new Spot();
        Wait(ledger.DropSnapshotsAsync(stream, from));
    }

    private static IEnumerable<T> Each<T>(IAsyncEnumerable<T> asked)
    {
        IAsyncEnumerator<T> items;
        using (new Spot())
            items = asked.GetAsyncEnumerator();
        try
        {
            while (IsNext(items))
                yield return items.Current;
        }
        finally
        {
            using var spot = new Spot();
            Wait(items.DisposeAsync());
        }
    }

    private static bool IsNext<T>(IAsyncEnumerator<T> items)
    {
        using var spot = new Spot();
        return Wait(items.MoveNextAsync());
    }

    private static T Wait<T>(ValueTask<T> asked) =>
        asked.IsCompletedSuccessfully ? asked.Result : asked.AsTask().GetAwaiter().GetResult();

    private static void Wait(ValueTask asked)
    {
        if (!asked.IsCompletedSuccessfully)
            asked.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>While it is there, this thread waits on the spot.</summary>
    private readonly ref struct Spot : IDisposable
    {
        private readonly bool before;

        public Spot() => (before, isHere) = (isHere, true);

        public void Dispose() => isHere = before;
    }
}
