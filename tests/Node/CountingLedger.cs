using System.Collections.Concurrent;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Tests.Ledger;

namespace Evenhand.Tests.Node;

/// <summary>Notes of which accounts something is read on its own, a stream or a snapshot.</summary>
internal sealed class CountingLedger(ILedger ledger) : LedgerDouble(ledger)
{
    private readonly ConcurrentDictionary<string, bool> read = [];

    public IReadOnlyList<string> Read => [.. read.Keys.Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<string>> DuringAsync(Func<Task> act)
    {
        read.Clear();
        await act();
        return Read;
    }

    public override IAsyncEnumerable<StoredSlice> ReadAsync(
        StreamName stream,
        long from,
        SliceKinds kinds = default,
        CancellationToken cancel = default
    )
    {
        Note(stream);
        return base.ReadAsync(stream, from, kinds, cancel);
    }

    public override ValueTask<Snapshot?> SnapshotAsync(StreamName stream, long slot = Snapshot.Live)
    {
        Note(stream);
        return base.SnapshotAsync(stream, slot);
    }

    public override ValueTask<IReadOnlyList<SnapshotHead>> SlotsAsync(StreamName stream)
    {
        Note(stream);
        return base.SlotsAsync(stream);
    }

    private void Note(StreamName stream)
    {
        if (!stream.IsShared)
            read[stream.Text] = true;
    }
}
