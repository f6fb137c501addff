using Evenhand.Core.Time;
using Evenhand.Ledger;

namespace Evenhand.Tests.Ledger;

/// <summary>A ledger that passes everything on to another. Those that stand between a node and its ledger say what they do otherwise.</summary>
internal abstract class LedgerDouble(ILedger ledger) : ILedger
{
    protected ILedger Inner => ledger;

    public LedgerIdentity Identity => ledger.Identity;

    public long? Epoch => ledger.Epoch;

    public int AccountCount => ledger.AccountCount;

    public ChangeCursor Position => ledger.Position;

    public virtual bool IsBehind => ledger.IsBehind;

    public virtual long SequenceOf(StreamName stream) => ledger.SequenceOf(stream);

    public virtual ValueTask RefreshAsync() => ledger.RefreshAsync();

    public virtual IAsyncEnumerable<StreamName> ChangedAsync(ChangeCursor since) =>
        ledger.ChangedAsync(since);

    public virtual IAsyncEnumerable<StreamName> AppendedAsync(ChangeCursor since) =>
        ledger.AppendedAsync(since);

    public virtual ValueTask<ulong?> ProofAsync(ChangeCursor upTo) => ledger.ProofAsync(upTo);

    public virtual ValueTask<IReadOnlyList<StreamName>> AppendAsync(
        IReadOnlyList<Slice> slices,
        Moment committed
    ) => ledger.AppendAsync(slices, committed);

    public virtual IAsyncEnumerable<StoredSlice> ReadAsync(
        StreamName stream,
        long from,
        SliceKinds kinds = default,
        CancellationToken cancel = default
    ) => ledger.ReadAsync(stream, from, kinds, cancel);

    public virtual ValueTask<IReadOnlyList<StreamName>> AccountsAsync(
        StreamName after,
        int limit
    ) => ledger.AccountsAsync(after, limit);

    public virtual ValueTask<Moment> LastCommittedAsync() => ledger.LastCommittedAsync();

    public virtual ValueTask<string?> HindranceAsync(string? known) => ledger.HindranceAsync(known);

    public virtual IAsyncEnumerable<AuditedSlice> AuditedAsync(int partition, long after) =>
        ledger.AuditedAsync(partition, after);

    public virtual ValueTask<Snapshot?> SnapshotAsync(
        StreamName stream,
        long slot = Snapshot.Live
    ) => ledger.SnapshotAsync(stream, slot);

    public virtual ValueTask<IReadOnlyList<Snapshot>> SnapshotsAsync(
        IReadOnlyList<StreamName> streams,
        long slot
    ) => ledger.SnapshotsAsync(streams, slot);

    public virtual ValueTask<IReadOnlyList<SnapshotHead>> SlotsAsync(StreamName stream) =>
        ledger.SlotsAsync(stream);

    public virtual IAsyncEnumerable<SnapshotHead> DueAsync(Moment from, Moment to) =>
        ledger.DueAsync(from, to);

    public virtual IAsyncEnumerable<StreamName> UnkeptAsync() => ledger.UnkeptAsync();

    public virtual ValueTask KeepAsync(IReadOnlyList<Snapshot> snapshots) =>
        ledger.KeepAsync(snapshots);

    public virtual ValueTask DropSnapshotsAsync() => ledger.DropSnapshotsAsync();

    public virtual ValueTask DropSnapshotsAsync(StreamName stream, long from) =>
        ledger.DropSnapshotsAsync(stream, from);

    public virtual void Dispose() => ledger.Dispose();
}
