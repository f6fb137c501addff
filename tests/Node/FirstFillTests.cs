using System.Globalization;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Reads;
using Evenhand.Node.Views;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is kept across accounts is filled by one walk over them, for which nobody waits where they are many.</summary>
public class FirstFillTests
{
    private const int Many = FirstFill.Few + 1;

    private readonly List<string> seen = [];
    private readonly List<AccountId> again = [];

    [Fact]
    public void One_walk_feeds_everything_and_few_accounts_are_read_on_the_spot()
    {
        var walks = 0;
        var fill = Fill(
            3,
            name =>
            {
                walks++;
                return Next(name, 3);
            }
        );
        fill.Feeds(each => seen.Add($"other {each.Id}"));
        fill.IsBegun.ShouldBeFalse();
        fill.Begin();
        fill.Begin();
        walks.ShouldBe(3);
        seen.ShouldBe(["0", "other 0", "1", "other 1", "2", "other 2"]);
        fill.IsBegun.ShouldBeTrue();
        fill.Progress.ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_waits_for_many_accounts_and_what_is_read_so_far_is_told()
    {
        using var gate = new SemaphoreSlim(0);
        using var reached = new SemaphoreSlim(0);
        var fill = Fill(
            Many,
            name =>
            {
                if (name.Text == "1")
                {
                    reached.Release();
                    gate.Wait();
                }
                return Next(name, Many);
            }
        );
        fill.Progress.ShouldBeNull();
        fill.Begin();
        fill.Progress.ShouldNotBeNull().All.ShouldBe(Many);
        await reached.WaitAsync(TestContext.Current.CancellationToken);
        fill.Progress.ShouldBe(new FillProgress(2, Many));
        var whole = WholeAsync(fill);
        whole.IsCompleted.ShouldBeFalse();
        gate.Release();
        await whole;
        fill.Progress.ShouldBeNull();
        seen.Count.ShouldBe(Many);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(Many)]
    public async Task A_walk_that_fails_goes_on_where_it_was(int accounts)
    {
        var failures = 0;
        var fill = Fill(
            accounts,
            name =>
                name.Text == "1" && failures++ == 0
                    ? throw new IOException("a disk")
                    : Next(name, accounts)
        );
        await Should.ThrowAsync<IOException>(() => WholeAsync(fill));
        fill.Progress.ShouldBe(new FillProgress(2, accounts));
        await WholeAsync(fill);
        seen.ShouldBe(Enumerable.Range(0, accounts).Select(each => $"{each}"));
    }

    [Fact]
    public void One_that_is_visited_while_it_is_read_is_looked_at_once_more()
    {
        FirstFill? fill = null;
        fill = Fill(
            3,
            name =>
            {
                if (name.Text == "0")
                    fill!.Look(new AccountId("1"));
                return Next(name, 3);
            }
        );
        fill.Look(new AccountId("2"));
        fill.Begin();
        again.ShouldBe([new AccountId("1")]);
    }

    [Fact]
    public async Task It_ends_with_the_node()
    {
        using var stop = new CancellationTokenSource();
        var fill = Fill(
            Many,
            name =>
            {
                stop.Cancel();
                return Next(name, Many);
            },
            stop
        );
        await Should.ThrowAsync<OperationCanceledException>(() => WholeAsync(fill));
        seen.ShouldBe(["0"]);
    }

    /// <summary>One after the other, by number.</summary>
    private static (IReadOnlyList<AccountSummary>, StreamName?) Next(StreamName after, int accounts)
    {
        var number = after.IsShared ? 0 : int.Parse(after.Text, CultureInfo.InvariantCulture) + 1;
        var id = new AccountId($"{number}");
        return (
            [new(id, null, null, "", "", "", "", "", 0, 0, 0)],
            number + 1 < accounts ? StreamName.Of(id) : null
        );
    }

    private static Task WholeAsync(FirstFill fill) =>
        fill.WholeAsync(TestContext.Current.CancellationToken);

    private FirstFill Fill(
        int accounts,
        Func<StreamName, (IReadOnlyList<AccountSummary>, StreamName?)> next,
        CancellationTokenSource? stop = null
    )
    {
        var fill = new FirstFill(
            new AccountWalk(next, () => accounts, again.Add),
            NullLogger.Instance,
            stop?.Token ?? default
        );
        fill.Feeds(each => seen.Add($"{each.Id}"));
        return fill;
    }
}
