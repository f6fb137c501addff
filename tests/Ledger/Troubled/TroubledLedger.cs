using System.Runtime.CompilerServices;
using Evenhand.Core.Time;
using Evenhand.Ledger;

namespace Evenhand.Tests.Ledger.Troubled;

/// <summary>A ledger whose calls meet the trouble that a plan has for them.</summary>
internal sealed class TroubledLedger(ILedger ledger, TroublePlan plan) : LedgerDouble(ledger)
{
    public override bool IsBehind
    {
        get
        {
            plan.Meet(LedgerMember.IsBehind, Nobody);
            return base.IsBehind;
        }
    }

    public override ValueTask<IReadOnlyList<StreamName>> AccountsAsync(StreamName after, int limit)
    {
        plan.Meet(LedgerMember.Accounts, Nobody);
        return base.AccountsAsync(after, limit);
    }

    public override ValueTask<IReadOnlyList<StreamName>> AppendAsync(
        IReadOnlyList<Slice> slices,
        Moment committed
    )
    {
        plan.Meet(LedgerMember.Append, () => Names(slices.Select(slice => slice.Stream)));
        return base.AppendAsync(slices, committed);
    }

    /// <summary>A disk fails when it is read, so trouble comes with the first slice and not before.</summary>
    public override async IAsyncEnumerable<StoredSlice> ReadAsync(
        StreamName stream,
        long from,
        SliceKinds kinds = default,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        plan.Meet(LedgerMember.Read, () => stream.Text);
        await foreach (var slice in base.ReadAsync(stream, from, kinds, cancel))
            yield return plan.Meet(LedgerMember.Slice, () => stream.Text)
                ? slice with
                {
                    Payload = Spoilt(slice.Payload),
                }
                : slice;
    }

    public override ValueTask RefreshAsync()
    {
        plan.Meet(LedgerMember.Refresh, Nobody);
        return base.RefreshAsync();
    }

    public override async ValueTask<Snapshot?> SnapshotAsync(
        StreamName stream,
        long slot = Snapshot.Live
    )
    {
        var spoils = plan.Meet(LedgerMember.SnapshotOf, () => stream.Text);
        return await base.SnapshotAsync(stream, slot) is { } snapshot
            ? spoils
                ? snapshot with
                {
                    Body = Spoilt(snapshot.Body),
                }
                : snapshot
            : null;
    }

    public override async ValueTask<IReadOnlyList<Snapshot>> SnapshotsAsync(
        IReadOnlyList<StreamName> streams,
        long slot
    )
    {
        var spoils = plan.Meet(LedgerMember.SnapshotOf, () => Names(streams));
        var found = await base.SnapshotsAsync(streams, slot);
        return spoils ? [.. found.Select(each => each with { Body = Spoilt(each.Body) })] : found;
    }

    public override ValueTask<IReadOnlyList<SnapshotHead>> SlotsAsync(StreamName stream)
    {
        plan.Meet(LedgerMember.Snapshots, () => stream.Text);
        return base.SlotsAsync(stream);
    }

    public override IAsyncEnumerable<SnapshotHead> DueAsync(Moment from, Moment to)
    {
        plan.Meet(LedgerMember.Due, Nobody);
        return base.DueAsync(from, to);
    }

    public override ValueTask KeepAsync(IReadOnlyList<Snapshot> snapshots)
    {
        plan.Meet(LedgerMember.Keep, () => Names(snapshots.Select(each => each.Stream)));
        return base.KeepAsync(snapshots);
    }

    public override ValueTask DropSnapshotsAsync()
    {
        plan.Meet(LedgerMember.DropSnapshots, Nobody);
        return base.DropSnapshotsAsync();
    }

    public override ValueTask DropSnapshotsAsync(StreamName stream, long from)
    {
        plan.Meet(LedgerMember.DropSnapshots, () => stream.Text);
        return base.DropSnapshotsAsync(stream, from);
    }

    private static string Names(IEnumerable<StreamName> streams) =>
        string.Join(
            ',',
            streams.Select(stream => stream.Text).Distinct().Order(StringComparer.Ordinal)
        );

    private static string Nobody() => "";

    /// <summary>One bit in the middle is another.</summary>
    private static byte[] Spoilt(ReadOnlyMemory<byte> bytes)
    {
        var spoilt = bytes.ToArray();
        if (spoilt.Length > 0)
            spoilt[spoilt.Length / 2] ^= 0x10;
        return spoilt;
    }
}
