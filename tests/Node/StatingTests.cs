using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>When a cycle is stated, and what is shown of it before and after.</summary>
public class StatingTests
{
    [Fact]
    public async Task A_cycle_is_stated_the_grace_after_its_end_without_traffic_and_once()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.UntilAsync("2026-02-03T23:59:59Z");
        served.Stated("acme").ShouldBeEmpty();
        await served.UntilAsync("2026-02-04");
        await served.UntilAsync("2026-02-05");
        var stated = served.Stated("acme").ShouldHaveSingleItem();
        stated.FirstDay.ShouldBe("2026-01-01");
        stated.Statement.Due.ToString().ShouldBe("0.12");
        stated.Stated.ShouldBe(Story.Moment("2026-02-04"));
        served.Node.Figures.Stated.ShouldBe(1);
    }

    [Fact]
    public async Task What_arrives_for_a_cycle_in_its_grace_puts_it_off_by_the_grace()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece"));
        await served.UntilAsync("2026-02-02T06:00:00Z");
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.UntilAsync("2026-02-05T05:59:59Z");
        served.Stated("acme").ShouldBeEmpty();
        await served.UntilAsync("2026-02-05T06:00:00Z");
        served.Stated("acme").ShouldHaveSingleItem().Statement.Due.ToString().ShouldBe("0.06");
    }

    [Fact]
    public async Task What_arrives_for_the_next_cycle_puts_nothing_off()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece"));
        await served.UntilAsync("2026-02-03");
        await served.SendAsync(Sms("2026-02-02", "new"));
        await served.UntilAsync("2026-02-04");
        served.Stated("acme").ShouldHaveSingleItem().Statement.Due.ToString().ShouldBe("0.00");
    }

    [Fact]
    public async Task A_backfill_of_old_months_is_stated_in_order_and_needs_no_correction()
    {
        await using var served = await ServedNode.At("2026-07-10");
        var story = Story.Under("engagece");
        for (var month = 6; month > 0; month--)
        for (var i = 0; i < month; i++)
            story.At($"2026-0{month}-1{i}", "mms.sent");
        await served.SendAsync(story);
        await served.UntilAsync("2026-07-12T23:59:59Z");
        served.Stated("acme").ShouldBeEmpty();
        await served.UntilAsync("2026-07-13");
        var stated = served.Stated("acme");
        stated
            .Select(each => (each.FirstDay, each.Statement.Due.ToString()))
            .ShouldBe([
                ("2026-01-01", "0.12"),
                ("2026-02-01", "0.24"),
                ("2026-03-01", "0.36"),
                ("2026-04-01", "0.48"),
                ("2026-05-01", "0.60"),
                ("2026-06-01", "0.72"),
            ]);
        stated.ShouldAllBe(each => each.Adjustments.IsEmpty && !each.Closing);
        await served.UntilAsync("2026-08-04");
        served.Stated("acme")[^1].Adjustments.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_stated_never_changes_though_what_is_expected_does()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.UntilAsync("2026-02-04");
        var before = Json(
            served.Node.Statement(new AccountId("acme"), "2026-01-01", expected: false)!
        );
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.UntilAsync("2026-02-10");
        await served.RestartAsync(snapshots: false);
        await served.UntilAsync("2026-03-20");
        Json(served.Node.Statement(new AccountId("acme"), "2026-01-01", expected: false)!)
            .ShouldBe(before);
        var expected = served.Node.Statement(new AccountId("acme"), "2026-01-01", expected: true)!;
        expected.Statement.Due.ToString().ShouldBe("0.18");
        expected.Running.ShouldBeFalse();
    }

    [Fact]
    public async Task The_running_cycle_is_shown_as_it_stands_now()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.UntilAsync("2026-02-10");
        await served.SendAsync(Sms("2026-02-09", "a"), Sms("2026-02-10T12:00:00Z", "tomorrow"));
        var all = served.Node.Statements(new AccountId("acme"))!;
        all.Select(each => (each.FirstDay, each.Running))
            .ShouldBe([("2026-01-01", false), ("2026-02-01", true)]);
        all[1].Statement.Due.ToString().ShouldBe("0.06");
        all[1].Stated.ShouldBeNull();
        served.Clock.Set("2026-02-10T12:00:00Z");
        served
            .Node.Statement(new AccountId("acme"), "2026-02-01", false)!
            .Statement.Due.ToString()
            .ShouldBe("0.12");
        served.Node.Statement(new AccountId("acme"), "2026-03-01", false).ShouldBeNull();
        served.Node.Statement(new AccountId("nobody"), "2026-02-01", false).ShouldBeNull();
    }

    [Fact]
    public async Task Cycles_that_end_during_downtime_are_stated_after_it_each_once()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.StopAsync();
        served.Clock.Set("2026-04-20");
        await served.StartAsync();
        await served.Node.ConfirmClockAsync("after some months");
        await served.Node.LookAfterDueAsync();
        await served.RestartAsync();
        await served.Node.LookAfterDueAsync();
        served
            .Stated("acme")
            .Select(each => (each.FirstDay, each.Statement.Due.ToString()))
            .ShouldBe([("2026-01-01", "0.12"), ("2026-02-01", "0.00"), ("2026-03-01", "0.00")]);
    }

    [Fact]
    public async Task Two_nodes_that_look_after_one_ledger_state_each_cycle_once()
    {
        await using var one = await ServedNode.At("2026-01-01");
        for (var i = 0; i < 20; i++)
            await one.SendAsync(
                new Story { Account = $"a{i}" }.At(
                    "2026-01-01",
                    "account.opened",
                    """{"policy":"engagece","currency":"USD","time_zone":"UTC"}"""
                )
            );
        await using var other = await one.BesideAsync();
        one.Clock.Set("2026-03-10");
        await Task.WhenAll(one.Node.LookAfterDueAsync(), other.Node.LookAfterDueAsync());
        await one.RestartAsync(snapshots: false);
        for (var i = 0; i < 20; i++)
            one.Stated($"a{i}")
                .Select(each => each.FirstDay)
                .ShouldBe(["2026-01-01", "2026-02-01"]);
        StatedSlices(one).ShouldBe(40);
    }

    [Fact]
    public async Task Statements_stay_though_the_opening_is_taken_back()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.UntilAsync("2026-02-10");
        await served.SendAsync(Undo("2026-02-10", "0001"));
        await served.UntilAsync("2026-03-10");
        served
            .Node.Statements(new AccountId("acme"))!
            .ShouldHaveSingleItem()
            .Statement.Due.ToString()
            .ShouldBe("0.12");
        served.Node.Statement(new AccountId("acme"), "2026-01-01", expected: true).ShouldBeNull();
        served.Node.Account(new AccountId("acme"))!.Opened.ShouldBeNull();
    }

    internal static string Sms(string time, string id) =>
        new Story().At(time, "sms.sent", """{"segments":1}""", id).Lines[0];

    internal static string Undo(string time, string id) =>
        new Story()
            .At(
                time,
                "usage.voided",
                $$"""{"source":"test","id":"{{id}}","reason":"a mistake"}""",
                $"undo-{id}"
            )
            .Lines[0];

    private static int StatedSlices(ServedNode served) =>
        served
            .Ledger.Accounts(StreamName.Shared, 100)
            .Sum(name => served.Ledger.Read(name, 0, SliceKinds.Of(SliceKind.Stated)).Count());

    private static string Json(CycleStatement statement) =>
        $"{statement.Stated} {Said.Json([statement.Statement])}";
}
