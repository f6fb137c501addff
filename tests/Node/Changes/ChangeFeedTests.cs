using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Changes;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Changes;

/// <summary>What changed since somebody last looked.</summary>
public sealed class ChangeFeedTests
{
    private readonly ChangeFeed feed = new(new ChangeCursor(7));

    [Fact]
    public void Changes_of_one_account_are_one_and_name_all_that_changed()
    {
        var begin = feed.End.Place;
        Store(("b", SliceKind.Events), ("a", SliceKind.Events), ("b", SliceKind.Told));
        feed.After(begin)!
            .Changes.ShouldBe([
                new Change(new AccountId("b"), Changed.Events | Changed.Told),
                new Change(new AccountId("a"), Changed.Events),
            ]);
    }

    [Fact]
    public void Nothing_is_told_twice_and_nothing_left_out_between_two_pages()
    {
        Store(("a", SliceKind.Events));
        var page = feed.After(0)!;
        Store(("b", SliceKind.Stated));
        var next = feed.After(page.End.Place)!;
        next.Changes.ShouldBe([new Change(new AccountId("b"), Changed.Statements)]);
        feed.After(next.End.Place)!.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void What_nobody_reads_is_no_change()
    {
        Store(("a", SliceKind.Audit), ("a", SliceKind.Delivered));
        feed.End.Place.ShouldBe(0);
    }

    [Fact]
    public void What_accounts_share_is_told_by_who_reads_it_whoever_stored_it()
    {
        Store(("", SliceKind.Policy));
        feed.End.Place.ShouldBe(0);
        feed.Note(
            new StoredSlice(0, SliceKind.Policy, 1, default, default, Moment.Earliest, default)
        );
        feed.After(0)!.Changes.ShouldBe([new Change(AccountId.None, Changed.Policies)]);
    }

    [Fact]
    public void A_place_that_is_forgotten_or_never_was_has_no_page()
    {
        feed.After(1).ShouldBeNull();
        feed.After(-1).ShouldBeNull();
        for (var i = 0; i < ChangeFeed.Kept; i++)
            Store(("a", SliceKind.Events));
        feed.After(0).ShouldNotBeNull().Changes.Count.ShouldBe(1);
        Store(("a", SliceKind.Events));
        feed.After(0).ShouldBeNull();
        feed.After(1).ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_the_next_change_and_not_held_up_by_an_earlier_one()
    {
        var stop = TestContext.Current.CancellationToken;
        var waits = feed.WaitAsync(0, stop);
        waits.IsCompleted.ShouldBeFalse();
        Store(("a", SliceKind.Audit));
        // A commit that changed nothing may wake it: it finds nothing, and waits again.
        Store(("a", SliceKind.Events));
        await waits;
        feed.WaitAsync(0, stop).IsCompleted.ShouldBeTrue();
        feed.WaitAsync(feed.End.Place, stop).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void A_place_of_the_ledger_counts_once_all_before_it_is_noted()
    {
        feed.End.Cursor.ShouldBe(new ChangeCursor(7));
        feed.Begin();
        feed.Reach(new(8));
        feed.End.Cursor.ShouldBe(new ChangeCursor(7), "8 may be of the commit that is not noted");
        Store(("a", SliceKind.Events));
        feed.After(0)!.End.ShouldBe(new ChangeMark(1, new(7)));
        feed.EndCommit();
        feed.End.ShouldBe(new ChangeMark(1, new(8)));
        feed.Reach(new(9));
        feed.End.Cursor.ShouldBe(new ChangeCursor(9));
    }

    private void Store(params (string Account, SliceKind Kind)[] slices) =>
        feed.Note([
            .. slices.Select(each => new Slice(
                StreamName.OrShared(each.Account),
                0,
                each.Kind,
                1,
                default,
                default,
                default
            )),
        ]);
}
