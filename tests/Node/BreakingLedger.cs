using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Tests.Ledger;

namespace Evenhand.Tests.Node;

/// <summary>A ledger in which what a test wants to break breaks: a call about one stream, or what it gives.</summary>
internal sealed class BreakingLedger(ILedger ledger) : LedgerDouble(ledger)
{
    /// <summary>Asked at each call that is about a stream or an account; it may throw, or wait.</summary>
    public Action<LedgerCall, string> At { get; set; } = (_, _) => { };

    /// <summary>What becomes of a slice that is read.</summary>
    public Func<string, StoredSlice, StoredSlice> Damage { get; set; } = (_, slice) => slice;

    public override long SequenceOf(StreamName stream)
    {
        At(LedgerCall.SequenceOf, stream.Text);
        return base.SequenceOf(stream);
    }

    public override async ValueTask<IReadOnlyList<StreamName>> AppendAsync(
        IReadOnlyList<Slice> slices,
        Moment committed
    )
    {
        At(LedgerCall.Append, "");
        var conflicts = await base.AppendAsync(slices, committed);
        At(LedgerCall.Appended, "");
        return conflicts;
    }

    public override async IAsyncEnumerable<StoredSlice> ReadAsync(
        StreamName stream,
        long from,
        SliceKinds kinds = default,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        At(LedgerCall.Read, stream.Text);
        await foreach (var slice in base.ReadAsync(stream, from, kinds, cancel))
        {
            At(LedgerCall.ReadSlice, stream.Text);
            yield return Damage(stream.Text, slice);
        }
    }

    public override ValueTask<Snapshot?> SnapshotAsync(StreamName stream, long slot = Snapshot.Live)
    {
        At(LedgerCall.SnapshotOf, stream.Text);
        return base.SnapshotAsync(stream, slot);
    }
}

/// <summary>The calls that are about a stream or an account.</summary>
internal enum LedgerCall
{
    SequenceOf,
    SnapshotOf,
    Read,
    ReadSlice,
    Append,
    Appended,
}
