using Evenhand.Core.Time;
using Evenhand.Ledger;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>Whoever waits with a thread of its own needs no other: the pool's may all be waiting for the same.</summary>
public sealed class OnTheSpotTests
{
    [Fact]
    public void What_a_thread_waits_for_ends_on_that_thread()
    {
        var ledgers = new PostgresLedgers(PostgresServer.OfThisRun());
        using var ledger = new Watching(ledgers.Open(holds: true));
        var stream = StreamName.Of("a");

        Made.Append(ledger, "a", "one");
        ledger.Keep([new Snapshot(stream, Snapshot.Live, 1, Moment.Never, new byte[] { 1 })]);
        ledger.SnapshotOf(stream).ShouldNotBeNull();
        Made.Texts(ledger.Read(stream, 0)).ShouldBe(["one"]);
        ledger.Accounts(StreamName.Shared, 5).ShouldBe([stream]);
        ledger.Refresh();

        ledger.Asked.ShouldBeGreaterThan(6);
        ledger.Waited.ShouldBe(0);
    }

    /// <summary>Counts what was not there yet as a call returned.</summary>
    private sealed class Watching(ILedger ledger) : LedgerDouble(ledger)
    {
        public int Asked { get; private set; }

        public int Waited { get; private set; }

        public override ValueTask<IReadOnlyList<StreamName>> AppendAsync(
            IReadOnlyList<Slice> slices,
            Moment committed
        )
        {
            var asked = base.AppendAsync(slices, committed);
            Note(asked.IsCompleted);
            return asked;
        }

        public override ValueTask<Snapshot?> SnapshotAsync(StreamName stream, long slot)
        {
            var asked = base.SnapshotAsync(stream, slot);
            Note(asked.IsCompleted);
            return asked;
        }

        public override ValueTask KeepAsync(IReadOnlyList<Snapshot> snapshots)
        {
            var asked = base.KeepAsync(snapshots);
            Note(asked.IsCompleted);
            return asked;
        }

        public override ValueTask<IReadOnlyList<StreamName>> AccountsAsync(
            StreamName after,
            int limit
        )
        {
            var asked = base.AccountsAsync(after, limit);
            Note(asked.IsCompleted);
            return asked;
        }

        public override ValueTask RefreshAsync()
        {
            var asked = base.RefreshAsync();
            Note(asked.IsCompleted);
            return asked;
        }

        public override async IAsyncEnumerable<StoredSlice> ReadAsync(
            StreamName stream,
            long from,
            SliceKinds kinds,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
        )
        {
            await using var slices = base.ReadAsync(stream, from, kinds, cancel)
                .GetAsyncEnumerator(cancel);
            while (true)
            {
                var next = slices.MoveNextAsync();
                Note(next.IsCompleted);
                if (!await next)
                    yield break;
                yield return slices.Current;
            }
        }

        private void Note(bool isThere)
        {
            Asked++;
            Waited += isThere ? 0 : 1;
        }
    }
}
