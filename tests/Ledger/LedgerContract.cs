using System.Text;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger;

/// <summary>What every ledger must do. A store's tests inherit it and say how the store is opened.</summary>
public abstract partial class LedgerContract : IDisposable
{
    private readonly List<ILedger> opened = [];

    /// <summary>Opens the ledger under test; again, on the same data, each time it is called.</summary>
    /// <param name="holds">Whether it is held from then on.</param>
    protected abstract ILedger OpenStore(bool holds);

    /// <summary>Whether a ledger says that it is behind; where tidings come over a network, a moment after they were sent.</summary>
    protected virtual bool IsBehind(ILedger ledger) => ledger.IsBehind;

    protected ILedger Open(bool holds = false)
    {
        var ledger = OpenStore(holds);
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
        var stream = StreamName.Of("acme");
        ledger.Append([Made.Slice(stream, 0, 2, "one")], new(100)).ShouldBeEmpty();
        ledger.Append([Made.Slice(stream, 2, 3, "two", SliceKind.Told)], new(200)).ShouldBeEmpty();

        var read = ledger.Read(stream, 0).ToList();

        read.Select(Made.Text).ShouldBe(["one", "two"]);
        read.Select(slice => slice.From).ShouldBe([0, 2]);
        read.Select(slice => slice.Count).ShouldBe([2, 3]);
        read.Select(slice => slice.Kind).ShouldBe([SliceKind.Events, SliceKind.Told]);
        read.Select(slice => slice.Committed.Ticks).ShouldBe([100, 200]);
        read.Select(slice => (slice.First.Ticks, slice.Last.Ticks)).ShouldBe([(-5, 7), (-5, 7)]);
        ledger.SequenceOf(stream).ShouldBe(5);
    }

    [Fact]
    public void What_is_read_can_be_gone_through_again_and_is_then_read_anew()
    {
        var ledger = Open();
        Made.Append(ledger, "acme", "one");
        var read = ledger.Read(StreamName.Of("acme"), 0);
        Made.Texts(read).ShouldBe(["one"]);

        Made.Append(ledger, "acme", "two");

        Made.Texts(read).ShouldBe(["one", "two"]);
    }

    [Fact]
    public void It_does_what_lists_in_memory_would_do()
    {
        var given = Environment.GetEnvironmentVariable("EVENHAND_SEED");
        var seed = given is null ? Random.Shared.Next() : int.Parse(given);
        new LedgerModel(() => Open(), seed).Hold(steps: 150);
    }

    [Fact]
    public void Reading_from_a_sequence_begins_with_the_slice_that_holds_it()
    {
        var ledger = Open();
        var stream = StreamName.Of("acme");
        for (var i = 0; i < 10; i++)
            ledger.Append([Made.Slice(stream, i * 3, 3, $"slice {i}")], new(i));

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
        var (a, b) = (StreamName.Of("a"), StreamName.Of("b"));

        ledger
            .Append(
                [Made.Slice(a, 0, 2, "a0"), Made.Slice(b, 0, 1, "b0"), Made.Slice(a, 2, 1, "a2")],
                new(1)
            )
            .ShouldBeEmpty();

        Made.Texts(ledger.Read(a, 0)).ShouldBe(["a0", "a2"]);
        Made.Texts(ledger.Read(b, 0)).ShouldBe(["b0"]);
    }

    [Fact]
    public void An_append_that_expects_another_sequence_writes_nothing_at_all()
    {
        var ledger = Open();
        var (a, b) = (StreamName.Of("a"), StreamName.Of("b"));
        ledger.Append([Made.Slice(a, 0, 2, "a0")], new(1)).ShouldBeEmpty();

        ledger
            .Append([Made.Slice(b, 0, 1, "b0"), Made.Slice(a, 1, 1, "late")], new(2))
            .ShouldBe([a]);
        ledger.Append([Made.Slice(a, 3, 1, "early")], new(3)).ShouldBe([a]);
        ledger.Append([Made.Slice(a, 2, 1, "x"), Made.Slice(a, 2, 1, "y")], new(4)).ShouldBe([a]);

        ledger.SequenceOf(a).ShouldBe(2);
        ledger.SequenceOf(b).ShouldBe(0);
        Made.Texts(ledger.Read(a, 0)).ShouldBe(["a0"]);
        ledger.Read(b, 0).ShouldBeEmpty();
        Made.Accounts(ledger, null, 9).ShouldBe(["a"]);
        ledger.Append([Made.Slice(b, 0, 1, "b0")], new(5)).ShouldBeEmpty();
    }

    [Fact]
    public void An_append_without_slices_changes_nothing()
    {
        var ledger = Open();

        ledger.Append([], new(1)).ShouldBeEmpty();

        Made.Accounts(ledger, null, 10).ShouldBeEmpty();
    }

    [Fact]
    public void A_slice_without_records_or_with_times_in_disorder_is_misuse_and_writes_nothing()
    {
        var ledger = Open();
        var a = StreamName.Of("a");
        var empty = Made.Slice(a, 0, 1, "a0") with { Count = 0 };
        var disorder = Made.Slice(a, 0, 1, "a0") with { First = new(9), Last = new(8) };

        Should.Throw<ArgumentException>(() => ledger.Append([empty], new(1)));
        Should.Throw<ArgumentException>(() => ledger.Append([disorder], new(1)));
        Should.Throw<ArgumentException>(() => StreamName.Of(""));

        ledger.SequenceOf(a).ShouldBe(0);
        ledger.Append([Made.Slice(a, 0, 1, "a0")], new(1)).ShouldBeEmpty();
    }

    [Fact]
    public void The_shared_stream_has_no_account()
    {
        var ledger = Open();

        ledger.Append([Made.Slice("", 0, 1, "policy", SliceKind.Policy)], new(1)).ShouldBeEmpty();

        StreamName.Shared.Text.ShouldBe("");
        ledger.SequenceOf(StreamName.Shared).ShouldBe(1);
        Made.Texts(ledger.Read(StreamName.Shared, 0)).ShouldBe(["policy"]);
        Made.Accounts(ledger, null, 10).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_is_one_stream_and_is_there_once_it_has_records()
    {
        var ledger = Open();
        var stream = StreamName.Of("Zoë 🙂");

        StreamName.Of("Zoë 🙂").ShouldBe(stream);
        StreamName.Of("zoë 🙂").ShouldNotBe(stream);
        stream.Text.ShouldBe("Zoë 🙂");
        ledger.SequenceOf(stream).ShouldBe(0);
        ledger.Append([Made.Slice(stream, 0, 1, "x")], new(1));
        ledger.SequenceOf(stream).ShouldBe(1);
        ledger.SequenceOf(StreamName.Of("zoë 🙂")).ShouldBe(0);
        Made.Accounts(ledger, null, 9).ShouldBe(["Zoë 🙂"]);
    }

    [Fact]
    public void Accounts_come_in_the_order_of_their_bytes_a_page_at_a_time()
    {
        var ledger = Open();
        string[] names = ["b", "a", "Z", "ä", "aa", "🙂", "\uFFFD"];
        foreach (var name in names)
            ledger.Append([Made.Slice(StreamName.Of(name), 0, 1, "x")], new(1));
        ledger.SequenceOf(StreamName.Of("without records")).ShouldBe(0);
        var ordered = names.OrderBy(Encoding.UTF8.GetBytes, Made.ByBytes).ToList();

        Made.Accounts(ledger, null, 100).ShouldBe(ordered);
        Made.Accounts(ledger, null, 3).ShouldBe(ordered[..3]);
        Made.Accounts(ledger, ordered[2], 3).ShouldBe(ordered[3..6]);
        Made.Accounts(ledger, ordered[^1], 3).ShouldBeEmpty();
        Made.Accounts(ledger, "aaa", 1).ShouldBe(["b"]);
    }

    [Fact]
    public void A_ledger_opened_again_is_the_same()
    {
        LedgerIdentity identity;
        using (var ledger = OpenStore(holds: false))
        {
            identity = ledger.Identity;
            for (var i = 0; i < 20; i++)
                Made.Append(ledger, $"account {i % 7}", $"slice {i}");
            Made.Append(ledger, "", "shared");
            ledger.Keep([
                new Snapshot(StreamName.Of("account 1"), 2, new(77), Made.Bytes("state")),
            ]);
        }

        var again = Open();

        again.Identity.ShouldBe(identity);
        again.Identity.Id.ShouldNotBe(Guid.Empty);
        Made.Accounts(again, null, 100).Count.ShouldBe(7);
        var stream = StreamName.Of("account 1");
        again.SequenceOf(stream).ShouldBe(3);
        Made.Texts(again.Read(stream, 0)).ShouldBe(["slice 1", "slice 8", "slice 15"]);
        Made.Texts(again.Read(StreamName.Shared, 0)).ShouldBe(["shared"]);
        Encoding.UTF8.GetString(again.SnapshotOf(stream)!.Body.Span).ShouldBe("state");
    }

    [Fact]
    public void What_another_node_appended_is_a_conflict_and_is_known_after_it()
    {
        var (one, other) = (Open(), Open());
        Made.Append(one, "acme", "first");

        var stream = StreamName.Of("acme");
        other.SequenceOf(stream).ShouldBe(0);
        other.Append([Made.Slice(stream, 0, 1, "mine")], new(1)).ShouldBe([stream]);

        other.SequenceOf(stream).ShouldBe(1);
        Made.Texts(other.Read(stream, 0)).ShouldBe(["first"]);
        other.Append([Made.Slice(stream, 1, 1, "mine")], new(2)).ShouldBeEmpty();
        one.Refresh();
        Made.Texts(one.Read(StreamName.Of("acme"), 0)).ShouldBe(["first", "mine"]);
    }

    [Fact]
    public void Two_nodes_that_meet_new_accounts_at_once_do_not_mix_them_up()
    {
        var (one, other) = (Open(), Open());
        string[] names = ["a", "b", "c", "d"];
        foreach (var name in names)
            one.SequenceOf(StreamName.Of(name)).ShouldBe(0);
        foreach (var name in names.Reverse())
            other.SequenceOf(StreamName.Of(name)).ShouldBe(0);

        Made.Append(one, "b", "b by one");
        Made.Append(other, "c", "c by other");
        Made.Append(one, "a", "a by one");
        Made.Append(other, "d", "d by other");
        one.Refresh();
        other.Refresh();

        string[] expected = ["a by one", "b by one", "c by other", "d by other"];
        foreach (var ledger in new[] { one, other, Open() })
            names
                .SelectMany(name => Made.Texts(ledger.Read(StreamName.Of(name), 0)))
                .ShouldBe(expected);
    }

    [Fact]
    public void Refresh_takes_note_of_accounts_and_records_of_other_nodes()
    {
        var (one, other) = (Open(), Open());
        Made.Append(one, "acme", "first");

        var stream = StreamName.Of("acme");
        other.SequenceOf(stream).ShouldBe(0);
        IsBehind(other).ShouldBeTrue();
        other.Refresh();

        other.IsBehind.ShouldBeFalse();
        other.SequenceOf(stream).ShouldBe(1);
        Made.Accounts(other, null, 9).ShouldBe(["acme"]);
        Made.Texts(other.Read(stream, 0)).ShouldBe(["first"]);
    }

    [Fact]
    public async Task Reading_goes_on_while_appending_and_sees_whole_slices_in_order()
    {
        const int Appends = 300;
        var ledger = Open();
        var stream = StreamName.Of("acme");
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

        await reading.WaitAsync(Wait.Longest, cancelled);
    }

    [Fact]
    public void Large_and_empty_payloads_come_back_as_they_were()
    {
        var ledger = Open();
        var stream = StreamName.Of("acme");
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        var slices = new[]
        {
            new Slice(stream, 0, SliceKind.Events, 1, new(0), new(0), Array.Empty<byte>()),
            new Slice(
                stream,
                1,
                SliceKind.Stated,
                1,
                new(long.MinValue / 4),
                new(long.MaxValue / 4),
                large
            ),
            new Slice(stream, 2, SliceKind.Events, 1, new(0), new(0), new byte[] { 1 }),
        };

        ledger.Append(slices, Moment.Earliest).ShouldBeEmpty();

        var read = ledger.Read(stream, 0).ToList();
        read[0].Payload.Length.ShouldBe(0);
        read[1].Payload.Span.SequenceEqual(large).ShouldBeTrue();
        (read[1].First.Ticks, read[1].Last.Ticks).ShouldBe((long.MinValue / 4, long.MaxValue / 4));
        read[2].Payload.ToArray().ShouldBe([1]);
        read[2].Committed.ShouldBe(Moment.Earliest);
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

        ledger.Read(StreamName.Of("a"), from).ShouldBeEmpty();
        ledger.Read(StreamName.Shared, from).ShouldBeEmpty();
        Made.Accounts(ledger, null, int.MaxValue).ShouldBe(["a"]);
        Made.Accounts(ledger, null, -1).ShouldBeEmpty();
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
        Made.Texts(ledger.Read(StreamName.Of("a"), 0)).ShouldBe(["one", "two"]);
        var again = Open();
        again.SequenceOf(StreamName.Of("a")).ShouldBe(2);
    }
}
