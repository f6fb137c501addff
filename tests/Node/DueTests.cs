using Evenhand.Ledger;
using Evenhand.Tests.Core;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>A start and a tick read the accounts that are due, however many others there are.</summary>
public class DueTests
{
    private const int Idle = 40;

    [Fact]
    public async Task A_tick_and_a_start_read_only_what_is_due()
    {
        CountingLedger counting = null!;
        await using var served = await ServedNode.At(
            "2026-01-02",
            between: ledger => counting = new CountingLedger(ledger)
        );
        for (var i = 0; i < Idle; i++)
            await OpenAsync(served, $"idle-{i:00}", cycleDay: 1);
        await OpenAsync(served, "tenth", cycleDay: 10);
        await LeaveAsync(served, "2026-01-02");

        (await counting.DuringAsync(() => served.UntilAsync("2026-01-09"))).ShouldBeEmpty();
        (await counting.DuringAsync(() => served.UntilAsync("2026-01-10"))).ShouldBe(["tenth"]);
        await LeaveAsync(served, "2026-01-10");

        await served.RestartAsync();
        await served.UntilAsync("2026-01-12");
        counting.Read.ShouldBeEmpty();
        (await counting.DuringAsync(() => served.UntilAsync("2026-01-14"))).ShouldBe(["tenth"]);
        served.Stated("tenth").ShouldHaveSingleItem();
        await LeaveAsync(served, "2026-01-14");
        (await counting.DuringAsync(() => served.UntilAsync("2026-02-01")))
            .Count(name => name != "tenth")
            .ShouldBe(Idle);
    }

    [Fact]
    public async Task What_no_snapshot_tells_of_is_read_at_a_start()
    {
        CountingLedger counting = null!;
        await using var served = await ServedNode.At(
            "2026-01-02",
            between: ledger => counting = new CountingLedger(ledger)
        );
        await OpenAsync(served, "one", cycleDay: 10);
        await OpenAsync(served, "two", cycleDay: 1);
        await served.RestartAsync(snapshots: false);
        await served.Node.LookAfterDueAsync();

        counting.Read.ShouldBe(["one", "two"]);
        await LeaveAsync(served, "2026-01-02");
        await served.UntilAsync("2026-01-14");
        served.Stated("one").ShouldHaveSingleItem();
    }

    /// <summary>A look that had two more follow it would have thousands of them follow within two weeks.</summary>
    [Fact]
    [Trait("fault", "twice-due")]
    public async Task An_account_that_stays_in_memory_is_looked_after_as_often_after_weeks_as_after_days()
    {
        await using var served = await ServedNode.At(
            "2026-01-02",
            each => each with { Idle = Duration.FromDays(100) }
        );
        await served.SendAsync(Story.Under("qcontact"));
        var looks = 0;
        served.Clock.Asked = () => Interlocked.Increment(ref looks);
        List<int> days = [];
        for (var day = 3; day < 24; day++)
        {
            var time = $"2026-01-{day:00}T01:00:00Z";
            await served.UntilAsync(time);
            days.Add(Interlocked.Exchange(ref looks, 0));
            var used = new Story { Account = "acme" };
            await served.SendAsync(used.At(time, "api.called", """{"count":1}""", time));
        }
        days.Max().ShouldBeLessThan(10 * days.Take(3).Max(), string.Join(' ', days));
    }

    private static async Task OpenAsync(ServedNode served, string account, int cycleDay) =>
        await served.SendAsync(
            new Story { Account = account }.At(
                "2026-01-01",
                "account.opened",
                $$"""{ "policy": "engagece", "currency": "USD", "time_zone": "UTC", "plan": "volume-500", "cycle_day": {{cycleDay}} }""",
                $"opened {account}"
            )
        );

    /// <summary>Lets accounts leave memory that nobody asked about since the beginning of a day.</summary>
    private static async Task LeaveAsync(ServedNode served, string day)
    {
        await served.UntilAsync($"{day}T01:00:00Z");
        // The shared stream has a door of its own, which is passed with every look.
        served.Node.Figures.Loaded.ShouldBe(1);
    }
}
