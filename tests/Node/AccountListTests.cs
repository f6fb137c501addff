using Evenhand.Core.Codes;
using Evenhand.Ledger;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>A list of accounts tells what each account itself tells, and leaves memory as it is.</summary>
public class AccountListTests
{
    /// <summary>The stream that all accounts share may be in memory too.</summary>
    private const int Shared = 1;

    [Fact]
    public async Task A_page_of_accounts_brings_none_into_memory()
    {
        await using var served = await Opened("a", "b", "c");
        await EmptyAsync(served);
        served.Node.Accounts(null, 10).Items.Select(each => each.Id).ShouldBe(["a", "b", "c"]);
        served.Node.Accounts(null, 10).Items.Count.ShouldBe(3);
        served.Node.Figures.Loaded.ShouldBeLessThanOrEqualTo(Shared);
    }

    [Fact]
    public async Task An_account_that_is_only_listed_leaves_memory_as_if_nobody_had_looked()
    {
        await using var served = await Opened("a", "b", "c");
        for (var i = 0; i < 6; i++)
        {
            served.Clock.Add(TimeSpan.FromMinutes(5));
            served.Node.Accounts(null, 10).Items.Count.ShouldBe(3);
            await served.Node.LookAfterDueAsync();
        }
        served.Node.Figures.Loaded.ShouldBeLessThanOrEqualTo(Shared);
    }

    [Fact]
    public async Task What_is_listed_follows_what_is_stored_and_what_time_brings()
    {
        await using var served = await Opened("a", "b");
        await EmptyAsync(served);
        served.Node.Accounts(null, 10).Items[0].Plan.ShouldBe("volume-500");
        await served.UntilAsync("2026-03-02");
        await served.SendAsync(
            new Story { Account = "b" }.At("2026-03-02", "account.terminated", "{}", "end")
        );
        await EmptyAsync(served);
        var listed = served.Node.Accounts(null, 10).Items[1];
        listed.Ended.ShouldBe(Story.Moment("2026-03-02"));
        listed.ShouldBe(served.Node.Account("b"));
    }

    [Fact]
    public async Task What_is_listed_is_what_each_account_tells()
    {
        var stream = new RandomStream(77, perAccount: 60);
        await using var served = await ServedNode.At("2026-01-01");
        var events = stream.Events.Where(each => each.Type != "gate.asked").ToArray();
        foreach (var some in events.OrderBy(each => each.Type != "account.opened").Chunk(50))
        {
            await served.SendAsync([.. some.Select(each => each.Line)]);
            served.Clock.Add(TimeSpan.FromDays(11));
            await served.Node.LookAfterDueAsync();
            foreach (var each in served.Node.Accounts(null, 100).Items)
                each.ShouldBe(served.Node.Account(each.Id));
        }
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_is_listed_as_one_that_is_set_aside()
    {
        BreakingLedger? breaking = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => breaking = new BreakingLedger(ledger)
        );
        await served.SendAsync(Opening("a"), Opening("b"));
        await served.RestartAsync(snapshots: false);
        breaking!.At = (call, account) =>
        {
            if (call == LedgerCall.Read && account == "a")
                throw new DamagedLedgerException("a bad sector");
        };
        var listed = served.Node.Accounts(null, 10).Items;
        listed[0].Parked!.Reason.ShouldContain("a bad sector");
        listed[1].Parked.ShouldBeNull();
        served.Node.Figures.Parked.ShouldBe(1);
    }

    private static async Task<ServedNode> Opened(params string[] accounts)
    {
        var served = await ServedNode.At("2026-01-01");
        await served.SendAsync([.. accounts.Select(Opening)]);
        return served;
    }

    private static string Opening(string account) =>
        new Story { Account = account }
            .At(
                "2026-01-01",
                "account.opened",
                """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}"""
            )
            .Lines[0];

    /// <summary>Waits until nobody has used any account for long, so that all have left memory.</summary>
    private static async Task EmptyAsync(ServedNode served)
    {
        for (var i = 0; i < 4; i++)
        {
            served.Clock.Add(TimeSpan.FromMinutes(5));
            await served.Node.LookAfterDueAsync();
        }
        served.Node.Figures.Loaded.ShouldBeLessThanOrEqualTo(Shared);
    }
}
