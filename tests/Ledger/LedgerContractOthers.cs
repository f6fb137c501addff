using Evenhand.Ledger;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger;

/// <summary>What every ledger must do where several use it: shelves, what others changed, and who holds it.</summary>
public abstract partial class LedgerContract
{
    [Fact]
    public void Papers_are_read_without_the_events_between_them_and_events_without_the_papers()
    {
        var ledger = Open();
        var stream = StreamName.Of("acme");
        SliceKind[] kinds =
        [
            SliceKind.Told,
            SliceKind.Events,
            SliceKind.Events,
            SliceKind.Reservation,
            SliceKind.Stated,
            SliceKind.Events,
            SliceKind.Told,
        ];
        for (var i = 0; i < kinds.Length; i++)
        {
            Made.Append(ledger, "other", $"{i}", i % 2 == 0 ? SliceKind.Events : SliceKind.Told);
            Made.Append(ledger, stream, $"{i}", kinds[i]);
        }

        foreach (var each in new[] { ledger, Open() })
        {
            Texts(each, SliceKinds.All).ShouldBe(["0", "1", "2", "3", "4", "5", "6"]);
            Texts(each, SliceKinds.Events).ShouldBe(["1", "2", "5"]);
            Texts(each, SliceKinds.Papers).ShouldBe(["0", "3", "4", "6"]);
            Texts(each, SliceKinds.Papers, 4).ShouldBe(["4", "6"]);
            Texts(each, SliceKinds.Of(SliceKind.Told)).ShouldBe(["0", "6"]);
            Texts(each, SliceKinds.Of(SliceKind.Events, SliceKind.Stated))
                .ShouldBe(["1", "2", "4", "5"]);
            Texts(each, SliceKinds.Of(SliceKind.Clock)).ShouldBeEmpty();
            Texts(each, SliceKinds.Papers, long.MaxValue).ShouldBeEmpty();
        }

        string[] Texts(ILedger each, SliceKinds wanted, long from = 0) =>
            [.. Made.Texts(each.Read(stream, from, wanted))];
    }

    [Fact]
    public void Papers_of_a_stream_are_those_that_a_look_at_all_of_it_finds()
    {
        var given = Environment.GetEnvironmentVariable("EVENHAND_SEED");
        var seed = given is null ? Random.Shared.Next() : int.Parse(given);
        var dice = new Random(seed);
        var ledger = Open();
        string[] names = ["", "a", "b"];
        for (var append = 0; append < 60; append++)
        {
            var slices = new List<Slice>();
            foreach (var name in names.Where(_ => dice.Next(3) > 0))
            {
                var expected = ledger.SequenceOf(StreamName.OrShared(name));
                for (var i = dice.Next(4); i > 0; i--)
                {
                    var kind = (SliceKind)dice.Next(1, 5);
                    slices.Add(Made.Slice(name, expected, 2, $"{append} {i}", kind));
                    expected += 2;
                }
            }
            ledger.Append(slices, new(append)).ShouldBeEmpty();
        }

        foreach (var name in names)
        foreach (var wanted in new[] { SliceKinds.Papers, SliceKinds.Of(SliceKind.Told) })
        {
            var stream = StreamName.OrShared(name);
            var from = dice.NextInt64(ledger.SequenceOf(stream));
            Places(ledger.Read(stream, from, wanted))
                .ShouldBe(
                    Places(ledger.Read(stream, from).Where(each => wanted.Has(each.Kind))),
                    $"EVENHAND_SEED={seed}"
                );
        }

        static List<(long, SliceKind, string)> Places(IEnumerable<StoredSlice> slices) =>
            [.. slices.Select(slice => (slice.From, slice.Kind, Made.Text(slice)))];
    }

    [Fact]
    public void What_others_appended_to_since_a_cursor_is_named_once_it_is_known_here()
    {
        var (mine, other) = (Open(), Open());
        var cursor = mine.Position;
        Made.Append(mine, "a", "mine");
        Made.Append(other, "b", "other's");
        Made.Append(other, "c", "other's");
        Made.Append(other, "c", "other's");

        mine.Refresh();

        Changed(mine, cursor).ShouldBe(["b", "c"]);
        Changed(mine, mine.Position).ShouldBeEmpty();
        cursor = mine.Position;
        Made.Append(other, "", "other's");
        mine.Append([Made.Slice("", 0, 1, "late")], new(1)).ShouldBe([StreamName.Shared]);
        Changed(mine, cursor).ShouldBe([""]);
    }

    [Fact]
    public void What_was_appended_before_the_opening_is_named_whoever_did_it()
    {
        string kept;
        using (var ledger = OpenStore(holds: false))
        {
            Made.Append(ledger, "a", "before");
            kept = ledger.Position.ToString();
            Made.Append(ledger, "b", "after");
            Made.Append(ledger, "c", "after");
        }

        var again = Open();

        Changed(again, ChangeCursor.Parse(kept).ShouldNotBeNull()).ShouldBe(["b", "c"]);
        Changed(again, ChangeCursor.Start).ShouldBe(["a", "b", "c"]);
        again.Position.ShouldNotBe(ChangeCursor.Start);
    }

    [Fact]
    public void Whoever_takes_a_ledger_over_fences_the_one_before_who_can_append_nothing_and_says_so()
    {
        var first = Open(holds: true);
        Made.Append(first, "a", "one");
        first.IsBehind.ShouldBeFalse();

        var second = Open(holds: true);

        second.Epoch.ShouldNotBeNull().ShouldBeGreaterThan(first.Epoch.ShouldNotBeNull());
        IsBehind(first).ShouldBeTrue();
        Should.Throw<FencedException>(() => first.Append([Made.Slice("a", 1, 1, "two")], new(2)));
        Should.Throw<FencedException>(() => first.Append([Made.Slice("new", 0, 1, "x")], new(2)));
        Should.Throw<FencedException>(first.Refresh);
        Should.Throw<FencedException>(() =>
            first.Keep([new(StreamName.Of("a"), 1, new(5), default)])
        );
        second.Append([Made.Slice("a", 1, 1, "by the second")], new(3)).ShouldBeEmpty();
        Made.Texts(second.Read(StreamName.Of("a"), 0)).ShouldBe(["one", "by the second"]);
        Made.Accounts(second, null, 9).ShouldBe(["a"]);
        second.SnapshotOf(StreamName.Of("a")).ShouldBeNull();
        IsBehind(first).ShouldBeTrue();
    }

    [Fact]
    public void A_guest_appends_beside_the_holder_and_fences_nobody()
    {
        var holder = Open(holds: true);
        Made.Append(holder, "a", "holder's");

        var guest = Open();
        guest.Epoch.ShouldBeNull();
        Made.Append(guest, "a", "guest's");
        Made.Append(guest, "b", "guest's");

        IsBehind(holder).ShouldBeTrue();
        holder.Refresh();
        Made.Append(holder, "a", "holder's");
        Made.Texts(holder.Read(StreamName.Of("a"), 0))
            .ShouldBe(["holder's", "guest's", "holder's"]);

        var successor = Open(holds: true);
        Made.Append(guest, "b", "guest's");
        successor.Refresh();
        Made.Texts(successor.Read(StreamName.Of("b"), 0)).ShouldBe(["guest's", "guest's"]);
    }

    [Fact]
    public void What_anybody_appended_after_a_cursor_is_named_before_and_after_an_opening()
    {
        ChangeCursor cursor;
        using (var ledger = OpenStore(holds: false))
        {
            Made.Append(ledger, "a", "before");
            cursor = ledger.Position;
            Made.Append(ledger, "b", "after");
            Appended(ledger, cursor).ShouldBe(["b"], "its own, too");
        }
        var again = Open();
        Made.Append(again, "c", "by the one that opened it");
        Appended(again, cursor).ShouldBe(["b", "c"]);
        Appended(again, again.Position).ShouldBeEmpty();
        Appended(again, ChangeCursor.Start).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void A_cursor_is_proved_by_its_own_past_and_by_no_other()
    {
        var ledger = Open();
        var empty = ledger.Proof(ledger.Position);
        Made.Append(ledger, "a", "one");
        var (cursor, proof) = (ledger.Position, ledger.Proof(ledger.Position));
        Made.Append(ledger, "a", "two");

        proof.ShouldNotBeNull().ShouldNotBe(empty.ShouldNotBeNull());
        ledger.Proof(cursor).ShouldBe(proof);
        Open().Proof(cursor).ShouldBe(proof, "whoever opens it");
        ledger.Proof(ledger.Position).ShouldNotBe(proof);
        ledger
            .Proof(new([.. cursor.Places.Select(each => each + 9)]))
            .ShouldBeNull("it is to come");
        ledger.Proof(new([.. cursor.Places, 0])).ShouldBeNull("of a partition more");
    }

    private static List<string> Appended(ILedger ledger, ChangeCursor since) =>
        [.. ledger.Appended(since).Select(each => each.Text).Order(StringComparer.Ordinal)];

    private static List<string> Changed(ILedger ledger, ChangeCursor since) =>
        [.. ledger.Changed(since).Select(each => each.Text).Order(StringComparer.Ordinal)];
}
