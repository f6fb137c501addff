using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Reads;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>
/// What stands across all accounts (cases, messages, waits, what runs out next) is what each account itself tells, and a start finds it
/// in what was kept.
/// </summary>
public class AcrossAccountsTests
{
    private static readonly CaseQuery AllCases = new(null, null, null, null, null);

    [Theory]
    [InlineData(5)]
    [InlineData(78)]
    public async Task A_start_gives_the_same_and_reads_no_account(int seed)
    {
        CountingLedger? counting = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => counting = new CountingLedger(ledger)
        );
        foreach (var some in Streamed(seed))
        {
            await served.SendAsync([.. some.Select(each => each.Line)]);
            served.Clock.Add(TimeSpan.FromDays(9));
            await served.Node.LookAfterDueAsync();
            var before = Told(served);
            await served.RestartAsync();
            var after = "";
            var read = await counting!.DuringAsync(() => Task.FromResult(after = Told(served)));
            after.ShouldBe(before);
            read.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(79)]
    public async Task It_is_right_also_where_something_fell_due_while_the_node_was_down(int seed)
    {
        await using var served = await ServedNode.At("2026-01-01");
        foreach (var some in Streamed(seed))
        {
            await served.SendAsync([.. some.Select(each => each.Line)]);
            await served.Node.LookAfterDueAsync();
            await served.StopAsync();
            served.Clock.Add(TimeSpan.FromDays(23));
            await served.StartAsync();
            _ = Told(served);
            await served.Node.LookAfterDueAsync();
            RunOuts(served).ShouldBe(RunOutsOfEach(served));
            CasesOf(served).ShouldBe(CasesOfEach(served), ignoreOrder: true);
            served.Node.Looks.MayPropose(null, 1_000).ShouldBe(MayProposeOfEach(served));
        }
    }

    private static IEnumerable<RandomEvent[]> Streamed(int seed) =>
        new RandomStream(seed, perAccount: 60)
            .Events.Where(each => each.Type != "gate.asked")
            .OrderBy(each => each.Type != "account.opened")
            .Chunk(80);

    private static string Told(ServedNode served) =>
        string.Join(
            '\n',
            CasesOf(served)
                .Concat(RunOuts(served).Select(each => $"{each}"))
                .Concat(served.Node.Standing.Asking(null, 1_000).Items.Select(each => each.Text))
                .Concat(
                    served
                        .Node.Undelivered.Page(
                            new DeliveryQuery([], null, null, null, null, DeliveryOrder.Age),
                            null,
                            1_000
                        )
                        .Items.Select(each => $"{each.Account} {each.Id} {each.Stage}")
                )
                .Concat(served.Node.Looks.MayPropose(null, 1_000).Select(each => $"{each} may"))
                .Concat(served.Node.Looks.Find("a", 1_000).Select(each => each.Text))
        );

    private static string[] CasesOf(ServedNode served) =>
        [.. served.Node.Standing.Cases(AllCases, null, 10_000).Items.Select(each => $"{each}")];

    private static IEnumerable<string> CasesOfEach(ServedNode served) =>
        Each(served).SelectMany(each => each.Cases.All).Select(each => $"{each}");

    private static (AccountId, Moment)[] RunOuts(ServedNode served) =>
        [.. served.Node.Looks.RunningOut(1_000).Select(each => (each.Account, each.Next.At))];

    private static (AccountId, Moment)[] RunOutsOfEach(ServedNode served) =>
        [
            .. Each(served)
                .Where(each => each.RunsOut is not null)
                .Select(each => (each.Id, each.RunsOut!.Value.At))
                .OrderBy(each => each.At)
                .ThenBy(each => each.Id),
        ];

    /// <summary>Where something waits, it is among those that may.</summary>
    private static IEnumerable<AccountId> MayProposeOfEach(ServedNode served)
    {
        foreach (var each in Each(served))
            if (each.MayPropose)
                yield return each.Id;
            else
                served.Node.Looks.Proposed.Cycles(each.Id).ShouldBeEmpty();
    }

    private static IEnumerable<AccountSummary> Each(ServedNode served) =>
        served
            .Ledger.Accounts(StreamName.Shared, 1_000)
            .Select(each => served.Node.Account(each.Account)!);
}
