using Evenhand.Core.Time;

namespace Evenhand.Ledger;

/// <summary>
/// Asks a ledger and waits for the answer: for whoever has a thread of its own, as the committer and a verb of the command line
/// have. Of the embedded ledger nobody waits for another thread.
/// </summary>
public static class Blocking
{
    /// <summary>See <see cref="ILedger.AppendAsync"/>.</summary>
    public static IReadOnlyList<StreamName> Append(
        this ILedger ledger,
        IReadOnlyList<Slice> slices,
        Moment committed
    ) => Wait(ledger.AppendAsync(slices, committed));

    /// <summary>See <see cref="ILedger.ReadAsync"/>.</summary>
    public static IEnumerable<StoredSlice> Read(
        this ILedger ledger,
        StreamName stream,
        long from,
        SliceKinds kinds = default
    ) => ledger.ReadAsync(stream, from, kinds).ToBlockingEnumerable();

    /// <summary>See <see cref="ILedger.AccountsAsync"/>.</summary>
    public static IReadOnlyList<StreamName> Accounts(
        this ILedger ledger,
        StreamName after,
        int limit
    ) => Wait(ledger.AccountsAsync(after, limit));

    /// <summary>See <see cref="ILedger.RefreshAsync"/>.</summary>
    public static void Refresh(this ILedger ledger) => Wait(ledger.RefreshAsync());

    /// <summary>See <see cref="ILedger.ChangedAsync"/>.</summary>
    public static IEnumerable<StreamName> Changed(this ILedger ledger, ChangeCursor since) =>
        ledger.ChangedAsync(since).ToBlockingEnumerable();

    /// <summary>See <see cref="ILedger.LastCommittedAsync"/>.</summary>
    public static Moment LastCommitted(this ILedger ledger) => Wait(ledger.LastCommittedAsync());

    /// <summary>See <see cref="ILedger.HindranceAsync"/>.</summary>
    public static string? Hindrance(this ILedger ledger, string? known) =>
        Wait(ledger.HindranceAsync(known));

    /// <summary>See <see cref="ILedger.AuditedAsync"/>.</summary>
    public static IEnumerable<AuditedSlice> Audited(
        this ILedger ledger,
        int partition,
        long after
    ) => ledger.AuditedAsync(partition, after).ToBlockingEnumerable();

    /// <summary>See <see cref="ILedger.SnapshotAsync"/>.</summary>
    public static Snapshot? SnapshotOf(
        this ILedger ledger,
        StreamName stream,
        long slot = Snapshot.Live
    ) => Wait(ledger.SnapshotAsync(stream, slot));

    /// <summary>See <see cref="ILedger.SlotsAsync"/>.</summary>
    public static IReadOnlyList<SnapshotHead> Slots(this ILedger ledger, StreamName stream) =>
        Wait(ledger.SlotsAsync(stream));

    /// <summary>See <see cref="ILedger.DueAsync"/>.</summary>
    public static IEnumerable<SnapshotHead> Due(this ILedger ledger, Moment from, Moment to) =>
        ledger.DueAsync(from, to).ToBlockingEnumerable();

    /// <summary>See <see cref="ILedger.UnkeptAsync"/>.</summary>
    public static IEnumerable<StreamName> Unkept(this ILedger ledger) =>
        ledger.UnkeptAsync().ToBlockingEnumerable();

    /// <summary>See <see cref="ILedger.KeepAsync"/>.</summary>
    public static void Keep(this ILedger ledger, IReadOnlyList<Snapshot> snapshots) =>
        Wait(ledger.KeepAsync(snapshots));

    /// <summary>See <see cref="ILedger.DropSnapshotsAsync()"/>.</summary>
    public static void DropSnapshots(this ILedger ledger) => Wait(ledger.DropSnapshotsAsync());

    /// <summary>See <see cref="ILedger.DropSnapshotsAsync(StreamName, long)"/>.</summary>
    public static void DropSnapshots(this ILedger ledger, StreamName stream, long from) =>
        Wait(ledger.DropSnapshotsAsync(stream, from));

    private static T Wait<T>(ValueTask<T> asked) =>
        asked.IsCompletedSuccessfully ? asked.Result : asked.AsTask().GetAwaiter().GetResult();

    private static void Wait(ValueTask asked)
    {
        if (!asked.IsCompletedSuccessfully)
            asked.AsTask().GetAwaiter().GetResult();
    }
}
