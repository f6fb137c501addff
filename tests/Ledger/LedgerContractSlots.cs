using Evenhand.Core.Time;
using Evenhand.Ledger;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger;

/// <summary>What every ledger must do with snapshots: they may be missing at any moment, and mean nothing.</summary>
public abstract partial class LedgerContract
{
    [Fact]
    public void Snapshots_replace_each_other_and_can_be_dropped()
    {
        var ledger = Open();
        Made.Append(ledger, "a", "x");
        Made.Append(ledger, "b", "x");
        var (a, b) = (StreamName.Of("a"), StreamName.Of("b"));

        ledger.Keep([
            new(a, 1, new(5), Made.Bytes("a1")),
            new(b, 1, Moment.Never, Made.Bytes("b1")),
        ]);
        ledger.Keep([new(a, 2, new(6), Made.Bytes("a2"))]);

        var kept = ledger.SnapshotOf(a).ShouldNotBeNull();
        (kept.Stream, kept.Sequence, kept.Due.Ticks).ShouldBe((a, 2, 6));
        kept.Body.ToArray().ShouldBe(Made.Bytes("a2"));
        Made.Heads(ledger)
            .ShouldBe([
                new SnapshotHead(a, Snapshot.Live, 2, new(6)),
                new SnapshotHead(b, Snapshot.Live, 1, Moment.Never),
            ]);
        ledger.SnapshotOf(StreamName.Of("c")).ShouldBeNull();

        ledger.DropSnapshots();

        Made.Heads(ledger).ShouldBeEmpty();
        ledger.SnapshotOf(a).ShouldBeNull();
        Made.Texts(ledger.Read(a, 0)).ShouldBe(["x"]);
    }

    [Fact]
    public void A_stream_has_a_snapshot_in_each_slot_and_they_do_not_touch_each_other()
    {
        var ledger = Open();
        Made.Append(ledger, "a", "x");
        Made.Append(ledger, "b", "x");
        var (a, b) = (StreamName.Of("a"), StreamName.Of("b"));

        ledger.Keep([
            new(a, 1, new(5), Made.Bytes("live")),
            new(a, 300, 1, Moment.Never, Made.Bytes("third")),
            new(a, 100, 1, Moment.Never, Made.Bytes("first")),
            new(a, 200, 1, Moment.Never, Made.Bytes("second")),
            new(b, 200, 1, Moment.Never, Made.Bytes("other")),
        ]);
        ledger.Keep([new(a, 200, 1, Moment.Never, Made.Bytes("anew"))]);

        ledger.Slots(a).Select(head => head.Slot).ShouldBe([Snapshot.Live, 100, 200, 300]);
        Body(ledger, a, 100).ShouldBe("first");
        Body(ledger, a, 200).ShouldBe("anew");
        Body(ledger, a, Snapshot.Live).ShouldBe("live");
        Body(ledger, a, 150).ShouldBeNull();
        ledger.Slots(StreamName.Of("c")).ShouldBeEmpty();
    }

    [Fact]
    public void Those_of_many_streams_in_a_slot_are_read_at_once()
    {
        var ledger = Open();
        StreamName[] streams = [.. Enumerable.Range(0, 300).Select(i => StreamName.Of($"a {i}"))];
        foreach (var stream in streams)
            Made.Append(ledger, stream, "x");
        ledger.Keep([.. streams.Where((_, i) => i % 3 > 0).Select(Kept)]);
        ledger.Keep([new(streams[0], 1, new(9), Made.Bytes("its live state"))]);

        var found = ledger.SnapshotsOf(
            [.. streams[..200], StreamName.Of("nobody")],
            Snapshot.Listed
        );

        found.Count.ShouldBe(133);
        foreach (var each in found)
        {
            Array.IndexOf(streams, each.Stream).ShouldBeInRange(1, 199);
            (each.Slot, each.Sequence, each.Due).ShouldBe((Snapshot.Listed, 1, new Moment(7)));
            each.Body.ToArray().ShouldBe(Made.Bytes($"what lists show of {each.Stream.Text}"));
        }
        ledger.SnapshotsOf([], Snapshot.Listed).ShouldBeEmpty();
        ledger.Unkept().ShouldNotContain(streams[0]);
        ledger.Unkept().ShouldContain(streams[1]);

        static Snapshot Kept(StreamName stream) =>
            new(
                stream,
                Snapshot.Listed,
                1,
                new(7),
                Made.Bytes($"what lists show of {stream.Text}")
            );
    }

    [Fact]
    public void Those_of_one_stream_are_dropped_from_an_instant_on_and_its_live_state_stays()
    {
        var ledger = Open();
        Made.Append(ledger, "a", "x");
        Made.Append(ledger, "b", "x");
        var (a, b) = (StreamName.Of("a"), StreamName.Of("b"));
        foreach (var slot in new[] { Snapshot.Live, -100, 100, 200, 300 })
            ledger.Keep([
                new(a, slot, 1, new(5), Made.Bytes($"a{slot}")),
                new(b, slot, 1, new(5), Made.Bytes($"b{slot}")),
            ]);

        ledger.DropSnapshots(a, 200);
        ledger.DropSnapshots(StreamName.Of("nobody"), 0);

        ledger.Slots(a).Select(head => head.Slot).ShouldBe([Snapshot.Live, -100, 100]);
        ledger.Slots(b).Count.ShouldBe(5);

        ledger.DropSnapshots(a, long.MinValue);

        ledger.Slots(a).Select(head => head.Slot).ShouldBe([Snapshot.Live]);
    }

    [Fact]
    public void What_is_due_in_a_while_comes_in_the_order_of_time_and_only_of_live_states()
    {
        var ledger = Open();
        var streams = Enumerable.Range(0, 8).Select(i => StreamName.Of($"account {i}")).ToArray();
        foreach (var stream in streams)
            Made.Append(ledger, stream, "x");
        long[] dues = [50, 40, 30, 30, 20, long.MaxValue, 10, long.MinValue];
        ledger.Keep([.. streams.Zip(dues, (stream, due) => Kept(stream, new(due)))]);
        ledger.Keep([new(streams[0], 100, 1, new(25), Made.Bytes("a checkpoint"))]);

        Due(new(20), new(50)).ShouldBe([20, 30, 30, 40]);
        Due(Moment.Earliest, new(10)).ShouldBe([long.MinValue]);
        Due(new(0), Moment.Never).ShouldBe([10, 20, 30, 30, 40, 50]);
        Due(new(51), Moment.Never).ShouldBeEmpty();
        ledger.Due(new(10), new(11)).ShouldBe([new(streams[6], Snapshot.Live, 1, new(10))]);

        ledger.Keep([Kept(streams[6], new(45))]);

        Due(new(0), new(50)).ShouldBe([20, 30, 30, 40, 45]);

        long[] Due(Moment from, Moment to) =>
            [.. ledger.Due(from, to).Select(head => head.Due.Ticks)];
        static Snapshot Kept(StreamName stream, Moment due) => new(stream, 1, due, Made.Bytes("x"));
    }

    [Fact]
    public void Accounts_whose_snapshot_is_missing_or_behind_are_named()
    {
        var ledger = Open();
        foreach (var name in new[] { "a", "b", "c", "d", "" })
            Made.Append(ledger, name, "x");
        var (a, b, c) = (StreamName.Of("a"), StreamName.Of("b"), StreamName.Of("c"));
        ledger.Keep([new(a, 1, new(5), Made.Bytes("x")), new(b, 1, Moment.Never, default)]);
        ledger.Keep([new(c, 100, 1, Moment.Never, Made.Bytes("a checkpoint"))]);
        Made.Append(ledger, "b", "more");

        Names(ledger).ShouldBe(["b", "c", "d"]);
        ledger.Keep([new(b, 2, new(5), default)]);
        Names(ledger).ShouldBe(["c", "d"]);
        Names(Open()).ShouldBe(["c", "d"]);

        static string[] Names(ILedger ledger) =>
            [.. ledger.Unkept().Select(each => each.Text).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_snapshot_of_a_stream_without_records_is_passed_over()
    {
        var ledger = Open();
        var stream = StreamName.Of("nobody");

        ledger.Keep([new(stream, 0, new(5), Made.Bytes("x"))]);
        Made.Append(ledger, stream, "x");

        ledger.SnapshotOf(stream).ShouldBeNull();
    }

    private static string? Body(ILedger ledger, StreamName stream, long slot) =>
        ledger.SnapshotOf(stream, slot) is { } snapshot
            ? System.Text.Encoding.UTF8.GetString(snapshot.Body.Span)
            : null;
}
