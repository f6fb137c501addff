using System.Text;
using Evenhand.Ledger;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger;

/// <summary>What every ledger must do. A store's tests inherit it and say how the store is opened.</summary>
public abstract class LedgerContract : IDisposable
{
    private readonly List<ILedger> opened = [];

    /// <summary>Opens the ledger under test; again, on the same data, each time it is called.</summary>
    protected abstract ILedger OpenStore();

    protected ILedger Open()
    {
        var ledger = OpenStore();
        opened.Add(ledger);
        return ledger;
    }

    public virtual void Dispose()
    {
        foreach (var ledger in opened)
            ledger.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void What_was_appended_is_read_back_in_order()
    {
        var ledger = Open();
        var stream = ledger.StreamOf("acme");
        ledger.Append([Made.Slice(stream, 0, 2, "one")], 100).ShouldBeEmpty();
        ledger.Append([Made.Slice(stream, 2, 3, "two", SliceKind.Told)], 200).ShouldBeEmpty();

        var read = ledger.Read(stream, 0).ToList();

        read.Select(Made.Text).ShouldBe(["one", "two"]);
        read.Select(slice => slice.From).ShouldBe([0, 2]);
        read.Select(slice => slice.Count).ShouldBe([2, 3]);
        read.Select(slice => slice.Kind).ShouldBe([SliceKind.Events, SliceKind.Told]);
        read.Select(slice => slice.Committed).ShouldBe([100, 200]);
        read.Select(slice => (slice.First, slice.Last)).ShouldBe([(-5, 7), (-5, 7)]);
        ledger.SequenceOf(stream).ShouldBe(5);
    }

    [Fact]
    public void It_does_what_lists_in_memory_would_do()
    {
        var given = Environment.GetEnvironmentVariable("EVENHAND_SEED");
        var seed = given is null ? Random.Shared.Next() : int.Parse(given);
        new LedgerModel(Open, seed).Hold(steps: 150);
    }

    [Fact]
    public void Reading_from_a_sequence_begins_with_the_slice_that_holds_it()
    {
        var ledger = Open();
        var stream = ledger.StreamOf("acme");
        for (var i = 0; i < 10; i++)
            ledger.Append([Made.Slice(stream, i * 3, 3, $"slice {i}")], i);

        Made.Texts(ledger.Read(stream, 0)).Count.ShouldBe(10);
        Made.Texts(ledger.Read(stream, 23)).ShouldBe(["slice 7", "slice 8", "slice 9"]);
        Made.Texts(ledger.Read(stream, 24)).ShouldBe(["slice 8", "slice 9"]);
        ledger.Read(stream, 30).ShouldBeEmpty();
        ledger.Read(stream, 3000).ShouldBeEmpty();
    }

    [Fact]
    public void Slices_of_one_append_may_follow_each_other_in_one_stream()
    {
        var ledger = Open();
        var (a, b) = (ledger.StreamOf("a"), ledger.StreamOf("b"));

        ledger
            .Append(
                [Made.Slice(a, 0, 2, "a0"), Made.Slice(b, 0, 1, "b0"), Made.Slice(a, 2, 1, "a2")],
                1
            )
            .ShouldBeEmpty();

        Made.Texts(ledger.Read(a, 0)).ShouldBe(["a0", "a2"]);
        Made.Texts(ledger.Read(b, 0)).ShouldBe(["b0"]);
    }

    [Fact]
    public void An_append_that_expects_another_sequence_writes_nothing_at_all()
    {
        var ledger = Open();
        var (a, b) = (ledger.StreamOf("a"), ledger.StreamOf("b"));
        ledger.Append([Made.Slice(a, 0, 2, "a0")], 1).ShouldBeEmpty();

        ledger.Append([Made.Slice(b, 0, 1, "b0"), Made.Slice(a, 1, 1, "late")], 2).ShouldBe([a]);
        ledger.Append([Made.Slice(a, 3, 1, "early")], 3).ShouldBe([a]);
        ledger.Append([Made.Slice(a, 2, 1, "x"), Made.Slice(a, 2, 1, "y")], 4).ShouldBe([a]);

        ledger.SequenceOf(a).ShouldBe(2);
        ledger.SequenceOf(b).ShouldBe(0);
        Made.Texts(ledger.Read(a, 0)).ShouldBe(["a0"]);
        ledger.Read(b, 0).ShouldBeEmpty();
        ledger.FindStream("b").ShouldBeNull();
        ledger.Append([Made.Slice(b, 0, 1, "b0")], 5).ShouldBeEmpty();
    }

    [Fact]
    public void An_append_without_slices_changes_nothing()
    {
        var ledger = Open();

        ledger.Append([], 1).ShouldBeEmpty();

        ledger.Accounts(null, 10).ShouldBeEmpty();
    }

    [Fact]
    public void A_slice_without_records_or_with_times_in_disorder_is_misuse_and_writes_nothing()
    {
        var ledger = Open();
        var a = ledger.StreamOf("a");
        var empty = Made.Slice(a, 0, 1, "a0") with { Count = 0 };
        var disorder = Made.Slice(a, 0, 1, "a0") with { First = 9, Last = 8 };

        Should.Throw<ArgumentException>(() => ledger.Append([empty], 1));
        Should.Throw<ArgumentException>(() => ledger.Append([disorder], 1));
        Should.Throw<ArgumentException>(() => ledger.StreamOf(""));
        Should.Throw<ArgumentException>(() => ledger.Append([Made.Slice(99, 0, 1, "x")], 1));

        ledger.SequenceOf(a).ShouldBe(0);
        ledger.Append([Made.Slice(a, 0, 1, "a0")], 1).ShouldBeEmpty();
    }

    [Fact]
    public void The_shared_stream_is_number_0_and_has_no_account()
    {
        var ledger = Open();

        ledger.Append([Made.Slice(0, 0, 1, "policy", SliceKind.Policy)], 1).ShouldBeEmpty();

        ledger.AccountOf(0).ShouldBe("");
        ledger.SequenceOf(0).ShouldBe(1);
        Made.Texts(ledger.Read(0, 0)).ShouldBe(["policy"]);
        ledger.Accounts(null, 10).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_has_one_number_and_is_found_once_it_has_records()
    {
        var ledger = Open();
        var stream = ledger.StreamOf("Zoë 🙂");

        ledger.StreamOf("Zoë 🙂").ShouldBe(stream);
        ledger.StreamOf("zoë 🙂").ShouldNotBe(stream);
        ledger.AccountOf(stream).ShouldBe("Zoë 🙂");
        ledger.FindStream("Zoë 🙂").ShouldBeNull();
        ledger.Append([Made.Slice(stream, 0, 1, "x")], 1);
        ledger.FindStream("Zoë 🙂").ShouldBe(stream);
        ledger.FindStream("nobody").ShouldBeNull();
    }

    [Fact]
    public void Accounts_come_in_the_order_of_their_bytes_a_page_at_a_time()
    {
        var ledger = Open();
        string[] names = ["b", "a", "Z", "ä", "aa", "🙂", "\uFFFD"];
        foreach (var name in names)
            ledger.Append([Made.Slice(ledger.StreamOf(name), 0, 1, "x")], 1);
        ledger.StreamOf("without records");
        var ordered = names.OrderBy(Encoding.UTF8.GetBytes, Made.ByBytes).ToList();

        ledger.Accounts(null, 100).ShouldBe(ordered);
        ledger.Accounts(null, 3).ShouldBe(ordered[..3]);
        ledger.Accounts(ordered[2], 3).ShouldBe(ordered[3..6]);
        ledger.Accounts(ordered[^1], 3).ShouldBeEmpty();
        ledger.Accounts("aaa", 1).ShouldBe(["b"]);
    }

    [Fact]
    public void A_ledger_opened_again_is_the_same()
    {
        LedgerIdentity identity;
        using (var ledger = OpenStore())
        {
            identity = ledger.Identity;
            for (var i = 0; i < 20; i++)
                Made.Append(ledger, $"account {i % 7}", $"slice {i}");
            Made.Append(ledger, 0, "shared");
            ledger.Keep([new Snapshot(ledger.StreamOf("account 1"), 2, 77, Made.Bytes("state"))]);
        }

        var again = Open();

        again.Identity.ShouldBe(identity);
        again.Identity.Id.ShouldNotBe(Guid.Empty);
        again.Accounts(null, 100).Count.ShouldBe(7);
        var stream = again.FindStream("account 1").ShouldNotBeNull();
        again.SequenceOf(stream).ShouldBe(3);
        Made.Texts(again.Read(stream, 0)).ShouldBe(["slice 1", "slice 8", "slice 15"]);
        Made.Texts(again.Read(0, 0)).ShouldBe(["shared"]);
        Encoding.UTF8.GetString(again.SnapshotOf(stream)!.Body.Span).ShouldBe("state");
    }

    [Fact]
    public void What_another_node_appended_is_a_conflict_and_is_known_after_it()
    {
        var (one, other) = (Open(), Open());
        Made.Append(one, "acme", "first");

        var stream = other.StreamOf("acme");
        other.SequenceOf(stream).ShouldBe(0);
        other.Append([Made.Slice(stream, 0, 1, "mine")], 1).ShouldBe([stream]);

        other.SequenceOf(stream).ShouldBe(1);
        Made.Texts(other.Read(stream, 0)).ShouldBe(["first"]);
        other.Append([Made.Slice(stream, 1, 1, "mine")], 2).ShouldBeEmpty();
        one.Refresh();
        Made.Texts(one.Read(one.StreamOf("acme"), 0)).ShouldBe(["first", "mine"]);
    }

    [Fact]
    public void Two_nodes_that_meet_new_accounts_at_once_do_not_mix_them_up()
    {
        var (one, other) = (Open(), Open());
        string[] names = ["a", "b", "c", "d"];
        foreach (var name in names)
            one.StreamOf(name);
        foreach (var name in names.Reverse())
            other.StreamOf(name);

        Made.Append(one, "b", "b by one");
        Made.Append(other, "c", "c by other");
        Made.Append(one, "a", "a by one");
        Made.Append(other, "d", "d by other");
        one.Refresh();
        other.Refresh();

        string[] expected = ["a by one", "b by one", "c by other", "d by other"];
        foreach (var ledger in new[] { one, other, Open() })
            names
                .SelectMany(name => Made.Texts(ledger.Read(ledger.StreamOf(name), 0)))
                .ShouldBe(expected);
    }

    [Fact]
    public void Refresh_takes_note_of_accounts_and_records_of_other_nodes()
    {
        var (one, other) = (Open(), Open());
        Made.Append(one, "acme", "first");

        other.FindStream("acme").ShouldBeNull();
        other.Refresh();

        var stream = other.FindStream("acme").ShouldNotBeNull();
        Made.Texts(other.Read(stream, 0)).ShouldBe(["first"]);
    }

    [Fact]
    public async Task Reading_goes_on_while_appending_and_sees_whole_slices_in_order()
    {
        const int Appends = 300;
        var ledger = Open();
        var stream = ledger.StreamOf("acme");
        var started = new TaskCompletionSource();
        var cancelled = TestContext.Current.CancellationToken;
        var reading = Task.Run(
            () =>
            {
                started.SetResult();
                var seen = 0;
                while (seen < Appends && !cancelled.IsCancellationRequested)
                {
                    var texts = Made.Texts(ledger.Read(stream, 0));
                    texts.ShouldBe(Enumerable.Range(0, texts.Count).Select(i => $"slice {i}"));
                    texts.Count.ShouldBeGreaterThanOrEqualTo(seen);
                    seen = texts.Count;
                }
            },
            cancelled
        );
        await started.Task;

        for (var i = 0; i < Appends; i++)
            Made.Append(ledger, "acme", $"slice {i}");

        await reading.WaitAsync(TimeSpan.FromMinutes(1), cancelled);
    }

    [Fact]
    public void Large_and_empty_payloads_come_back_as_they_were()
    {
        var ledger = Open();
        var stream = ledger.StreamOf("acme");
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        var slices = new[]
        {
            new Slice(stream, 0, SliceKind.Events, 1, 0, 0, Array.Empty<byte>()),
            new Slice(stream, 1, SliceKind.Stated, 1, long.MinValue / 4, long.MaxValue / 4, large),
            new Slice(stream, 2, SliceKind.Events, 1, 0, 0, new byte[] { 1 }),
        };

        ledger.Append(slices, long.MinValue).ShouldBeEmpty();

        var read = ledger.Read(stream, 0).ToList();
        read[0].Payload.Length.ShouldBe(0);
        read[1].Payload.Span.SequenceEqual(large).ShouldBeTrue();
        (read[1].First, read[1].Last).ShouldBe((long.MinValue / 4, long.MaxValue / 4));
        read[2].Payload.ToArray().ShouldBe([1]);
        read[2].Committed.ShouldBe(long.MinValue);
    }

    [Fact]
    public void Snapshots_replace_each_other_and_can_be_dropped()
    {
        var ledger = Open();
        Made.Append(ledger, "a", "x");
        Made.Append(ledger, "b", "x");
        var (a, b) = (ledger.StreamOf("a"), ledger.StreamOf("b"));

        ledger.Keep([new(a, 1, 5, Made.Bytes("a1")), new(b, 1, long.MaxValue, Made.Bytes("b1"))]);
        ledger.Keep([new(a, 2, 6, Made.Bytes("a2"))]);

        var kept = ledger.SnapshotOf(a).ShouldNotBeNull();
        (kept.Stream, kept.Sequence, kept.Due).ShouldBe((a, 2, 6));
        kept.Body.ToArray().ShouldBe(Made.Bytes("a2"));
        ledger
            .Snapshots()
            .OrderBy(head => head.Stream)
            .ShouldBe([new SnapshotHead(a, 2, 6), new SnapshotHead(b, 1, long.MaxValue)]);
        ledger.SnapshotOf(ledger.StreamOf("c")).ShouldBeNull();

        ledger.DropSnapshots();

        ledger.Snapshots().ShouldBeEmpty();
        ledger.SnapshotOf(a).ShouldBeNull();
        Made.Texts(ledger.Read(a, 0)).ShouldBe(["x"]);
    }

    [Theory]
    [Trait("fault", "low-after")]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue - 1)]
    [InlineData(int.MaxValue)]
    [InlineData(3)]
    public void Reading_after_the_end_finds_nothing_however_far(long from)
    {
        var ledger = Open();
        for (var i = 0; i < 3; i++)
            Made.Append(ledger, "a", $"{i}");

        ledger.Read(ledger.StreamOf("a"), from).ShouldBeEmpty();
        ledger.Read(0, from).ShouldBeEmpty();
        ledger.Accounts(null, int.MaxValue).ShouldBe(["a"]);
        ledger.Accounts(null, -1).ShouldBeEmpty();
    }

    [Fact]
    [Trait("fault", "M3")]
    public void Where_nothing_stands_in_the_way_it_says_so_whatever_was_known_before()
    {
        var ledger = Open();
        Made.Append(ledger, "a", "one");

        ledger.Hindrance(null).ShouldBeNull();
        for (var times = 0; times < 3; times++)
            ledger.Hindrance("the last append failed").ShouldBeNull();

        Made.Append(ledger, "a", "two");
        Made.Texts(ledger.Read(ledger.StreamOf("a"), 0)).ShouldBe(["one", "two"]);
        var again = Open();
        again.SequenceOf(again.StreamOf("a")).ShouldBe(2);
    }
}
