using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Evenhand.Tests.Ledger;
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
        served.Node.Accounts(null, 10).Items.Select(each => each.Id.Text).ShouldBe(["a", "b", "c"]);
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
        listed.ShouldBe(served.Node.Account(new AccountId("b")));
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
    public async Task A_list_reads_no_account_even_after_a_start()
    {
        CountingLedger? counting = null;
        await using var served = await Opened(
            ["a", "b", "c"],
            ledger => counting = new CountingLedger(ledger)
        );
        var before = served.Node.Accounts(null, 10).Items;
        await served.RestartAsync();
        (await ReadByListing(served, counting!, before)).ShouldBeEmpty();
        await EmptyAsync(served);
        (await ReadByListing(served, counting!, before)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_lists_show_may_be_thrown_away_and_the_next_list_makes_it_again()
    {
        CountingLedger? counting = null;
        await using var served = await Opened(
            ["a", "b", "c"],
            ledger => counting = new CountingLedger(ledger)
        );
        await EmptyAsync(served);
        var before = served.Node.Accounts(null, 10).Items;
        served.Ledger.DropSnapshots();
        (await ReadByListing(served, counting!, before)).ShouldBe(["a", "b", "c"]);
        (await ReadByListing(served, counting!, before)).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_kill_between_a_commit_and_what_lists_show_of_it_lists_are_right()
    {
        var isKilled = false;
        await using var served = await Opened(
            ["a", "b"],
            ledger => new DyingLedger(ledger) { IsDead = () => isKilled }
        );
        await EmptyAsync(served);
        await served.SendAsync(
            new Story { Account = "b" }.At(
                "2026-01-01T00:10:00Z",
                "account.terminated",
                "{}",
                "end"
            )
        );
        isKilled = true;
        await served.StopAsync();
        isKilled = false;
        await served.StartAsync();
        foreach (var each in served.Node.Accounts(null, 10).Items)
            each.ShouldBe(served.Node.Account(each.Id));
        served
            .Node.Account(new AccountId("b"))!
            .Ended.ShouldBe(Story.Moment("2026-01-01T00:10:00Z"));
    }

    [Fact]
    public async Task Taking_events_in_writes_nothing_for_lists()
    {
        var kept = 0;
        await using var served = await Opened(
            ["a", "b"],
            ledger => new DyingLedger(ledger) { IsDead = () => kept++ < 0 }
        );
        for (var i = 0; i < 50; i++)
            await served.SendAsync(
                new Story { Account = i % 2 == 0 ? "a" : "b" }.At(
                    "2026-01-01",
                    "sms.sent",
                    """{ "contact": "c" }""",
                    $"sent {i}"
                )
            );
        kept.ShouldBe(0);
        await EmptyAsync(served);
        kept.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_lists_show_is_another_once_a_version_is_published()
    {
        await using var served = await Opened("a", "b");
        await EmptyAsync(served);
        Versions(served).ShouldBe(["2020.3.2", "2020.3.2"]);
        // Cheaper, so that no notice is owed, and in force before anything else happens to the accounts.
        var cheaper = PublishingTests.Dearer("2026.2", "2026-01-10").Replace("0.09", "0.03");
        await served.Node.PublishAsync(cheaper);
        Versions(served).ShouldBe(["2020.3.2", "2020.3.2"]);
        served.Clock.Set("2026-01-10");
        served.Node.Account(new AccountId("a"))!.Version.ShouldBe("2026.2");
        Versions(served).ShouldBe(["2026.2", "2026.2"]);
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

    private static string[] Versions(ServedNode served) =>
        [.. served.Node.Accounts(null, 10).Items.Select(each => each.Version)];

    /// <summary>The accounts that are read for a list, which shows what it showed before.</summary>
    private static async Task<IReadOnlyList<string>> ReadByListing(
        ServedNode served,
        CountingLedger counting,
        IReadOnlyList<AccountSummary> before
    ) =>
        await counting.DuringAsync(() =>
        {
            served.Node.Accounts(null, 10).Items.ShouldBe(before);
            return Task.CompletedTask;
        });

    private static Task<ServedNode> Opened(params string[] accounts) =>
        Opened(accounts, each => each);

    private static async Task<ServedNode> Opened(string[] accounts, Func<ILedger, ILedger> between)
    {
        var served = await ServedNode.At("2026-01-01", between: between);
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

    /// <summary>Keeps nothing any more, as when the process is killed before it does.</summary>
    private sealed class DyingLedger(ILedger ledger) : LedgerDouble(ledger)
    {
        public Func<bool> IsDead { get; init; } = () => false;

        public override ValueTask KeepAsync(IReadOnlyList<Snapshot> snapshots) =>
            IsDead() ? ValueTask.CompletedTask : base.KeepAsync(snapshots);
    }
}
