using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node;

/// <summary>What might throw the live state off: lateness, boundaries, things taken back.</summary>
public class LiveTests
{
    [Fact]
    public async Task An_event_at_the_instant_of_a_boundary_belongs_to_the_cycle_that_begins()
    {
        await using var served = await Plan500();
        served.Clock.Set("2026-01-31T23:59:59.9999999Z");
        await served.SendAsync(Drops("2026-01-31T23:59:59.9999999Z", 500, "last"));
        (await Left(served)).ShouldBe("0");
        served.Clock.Set("2026-02-01");
        (await Left(served)).ShouldBe("500");
        await served.SendAsync(Drops("2026-02-01", 10, "first"));
        (await Left(served)).ShouldBe("490");
        await served.SendAsync(Drops("2026-01-31T23:59:59.9999999Z", 7, "late"));
        (await Left(served)).ShouldBe("490");
        served
            .Node.Statement(new AccountId("acme"), "2026-01-01", true)!
            .Statement.Due.ToString()
            .ShouldBe("0.35");
    }

    [Fact]
    public async Task A_late_event_of_the_running_cycle_counts_at_once()
    {
        await using var served = await Plan500();
        served.Clock.Set("2026-01-20");
        await served.SendAsync(Drops("2026-01-19", 100, "one"));
        (await Left(served)).ShouldBe("400");
        await served.SendAsync(Drops("2026-01-03", 50, "late"));
        (await Left(served)).ShouldBe("350");
        await served.RestartAsync(snapshots: false);
        (await Left(served)).ShouldBe("350");
    }

    [Fact]
    [Trait("fault", "case-a-key")]
    public async Task The_case_of_each_user_is_told_once_however_the_account_is_folded()
    {
        await using var served = await ServedNode.At("2026-01-10");
        await served.SendAsync(
            Story
                .Under("numonix", opened: "2026-01-01")
                .At("2026-01-05", "object.stored", Recorded("a", "kim"))
                .At("2026-01-06", "object.stored", Recorded("b", "lee"))
                .At("2026-01-07", "object.stored", Recorded("c", "kim"))
        );
        await served.Node.LookAfterDueAsync();
        await served.RestartAsync(snapshots: false);
        // It came late, so that lee's case is said before kim's when the account is folded anew.
        await served.SendAsync(
            new Story().At("2026-01-04", "object.stored", Recorded("d", "lee"), "late").Lines[0]
        );
        await served.RestartAsync(snapshots: false);
        await served.Node.LookAfterDueAsync();
        served
            .Node.Cases(new AccountId("acme"), null, 10)!
            .Items.Select(each => each.Figures.Single(figure => figure.Name == "of").Value)
            .ShouldBe(["kim", "lee"]);

        static string Recorded(string name, string user) =>
            $$"""{"object": "{{name}}", "class": "call-recording", "bytes": 1, "duration": 712800, "user": "{{user}}"}""";
    }

    [Fact]
    public async Task An_event_before_the_last_one_that_was_folded_anew_does_not_turn_time_back()
    {
        await using var served = await ServedNode.At("2026-01-10T18:00:00Z");
        await served.SendAsync(
            Story
                .Under("qcontact", opened: "2026-01-01")
                .At("2026-01-01", "seats.set", """{"licensed":1}""")
                .At("2026-01-10T15:00:00Z", "api.called", """{"count":10}""", "last")
        );
        served.Clock.Set("2026-01-10T18:00:00Z");
        await served.RestartAsync(snapshots: false);
        (await served.AskAsync("acme", "api.called")).Decision.Outcome.ShouldBe(Outcome.Allow);
        await served.RestartAsync(snapshots: false);
        await served.SendAsync(
            new Story().At("2026-01-10T14:00:00Z", "api.called", """{"count":10}""", "late").Lines[
                0
            ]
        );
        (await served.AskAsync("acme", "api.called")).Decision.Outcome.ShouldBe(Outcome.Allow);
    }

    [Fact]
    public async Task A_plan_that_is_set_late_is_taken_account_of()
    {
        await using var served = await Plan500();
        served.Clock.Set("2026-01-20");
        await served.SendAsync(Drops("2026-01-19", 100, "one"));
        await served.SendAsync(
            new Story().At("2026-01-02", "plan.set", """{"plan":"volume-2500"}""", "plan").Lines[0]
        );
        (await Left(served)).ShouldBe("2400");
        served.Node.Account(new AccountId("acme"))!.Plan.ShouldBe("volume-2500");
    }

    [Fact]
    public async Task Seats_that_are_set_late_are_taken_account_of()
    {
        await using var served = await ServedNode.At("2026-01-20");
        await served.SendAsync(Story.Under("qcontact"));
        (await served.AskAsync("acme", "api.called")).Decision.Outcome.ShouldBe(Outcome.Deny);
        await served.SendAsync(
            new Story().At("2026-01-02", "seats.set", """{"licensed":4}""", "seats").Lines[0]
        );
        served.Node.Account(new AccountId("acme"))!.Licensed.ShouldBe(4);
        (await served.AskAsync("acme", "api.called")).Decision.Outcome.ShouldBe(Outcome.Allow);
    }

    [Fact]
    public async Task An_event_that_is_taken_back_no_longer_counts_live_whichever_came_first()
    {
        await using var served = await Plan500();
        await served.SendAsync(Drops("2026-01-01", 100, "wrong"));
        (await Left(served)).ShouldBe("400");
        await served.SendAsync(Undo("2026-01-01", "wrong"));
        (await Left(served)).ShouldBe("500");
        await served.SendAsync(Undo("2026-01-01", "to-come"));
        await served.SendAsync(Drops("2026-01-01", 100, "to-come"));
        (await Left(served)).ShouldBe("500");
        await served.SendAsync(Drops("2026-01-01", 30, "right"));
        (await Left(served)).ShouldBe("470");
    }

    [Fact]
    public async Task An_opening_that_was_wrong_can_be_taken_back_and_made_anew()
    {
        await using var served = await Plan500();
        await served.SendAsync(Drops("2026-01-01", 100, "one"));
        await served.SendAsync(Undo("2026-01-01", "0001"));
        served.Node.Account(new AccountId("acme"))!.Opened.ShouldBeNull();
        (await served.SendAsync(Opening("2025-12-15", "again"))).Accepted.ShouldBe(1);
        served.Node.Account(new AccountId("acme"))!.Opened.ShouldBe(Story.Moment("2025-12-15"));
        (await Left(served)).ShouldBe("2400");
    }

    [Fact]
    public async Task An_opening_may_be_made_anew_right_after_it_was_taken_back()
    {
        await using var served = await Plan500();
        await served.SendAsync(Undo("2026-01-01", "0001"));
        (await served.SendAsync(Opening("2025-12-15", "again"))).Accepted.ShouldBe(1);
        (await Left(served)).ShouldBe("2500");
    }

    [Fact]
    public async Task A_void_that_is_dated_ahead_counts_from_its_time_on()
    {
        await using var served = await Plan500();
        await served.SendAsync(Drops("2026-01-01", 100, "wrong"), Undo("2026-01-05", "wrong"));
        (await Left(served)).ShouldBe("400");
        served.Clock.Set("2026-01-05");
        (await Left(served)).ShouldBe("500");
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_though_late_events_come()
    {
        await using var served = await Plan500();
        await served.SendAsync(Drops("2026-01-01", 400, "near"));
        await served.SendAsync(Drops("2026-01-01", 150, "beyond"));
        await served.Node.LookAfterDueAsync();
        var told = Notices(served);
        told.ShouldNotBeEmpty();
        for (var i = 0; i < 3; i++)
        {
            await served.SendAsync(
                new Story()
                    .At("2026-01-01", "seats.set", $$"""{"licensed":{{i}}}""", $"s{i}")
                    .Lines[0]
            );
            await served.RestartAsync(snapshots: i == 0);
            await served.Node.LookAfterDueAsync();
        }
        Notices(served).ShouldBe(told);
    }

    [Fact]
    public async Task What_was_told_keeps_its_id_and_what_more_is_told_has_another()
    {
        await using var served = await Plan500();
        await served.SendAsync(Drops("2026-01-01", 450, "near"));
        await served.Node.LookAfterDueAsync();
        var told = Ids(served);
        told.ShouldNotBeEmpty();
        await served.SendAsync(
            new Story().At("2026-01-01", "seats.set", """{"licensed":3}""", "late").Lines[0]
        );
        await served.RestartAsync(snapshots: false);
        await served.SendAsync(Drops("2026-01-01", 150, "beyond"));
        await served.Node.LookAfterDueAsync();
        var now = Ids(served);
        now[..told.Length].ShouldBe(told);
        now.Length.ShouldBeGreaterThan(told.Length);
        now.ShouldAllBe(id => id != null);
        now.Distinct().Count().ShouldBe(now.Length);
    }

    private static string?[] Ids(ServedNode served) =>
        [
            .. served
                .Node.Notices(new AccountId("acme"), null, 1000)!
                .Items.Select(notice => notice.Id),
        ];

    internal static string[] Notices(ServedNode served, string account = "acme") =>
        [
            .. served
                .Node.Notices(new AccountId(account), null, 1000)!
                .Items.Select(each => $"{each.Clause} {each.What} {each.Time}"),
        ];

    private static async Task<ServedNode> Plan500()
    {
        var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        return served;
    }

    private static string Opening(string time, string id) =>
        new Story()
            .At(
                time,
                "account.opened",
                """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-2500"}""",
                id
            )
            .Lines[0];

    private static string Drops(string time, int count, string id) =>
        new Story()
            .At(time, "email.sent", $$"""{"origin":"sequence","count":{{count}}}""", id)
            .Lines[0];

    private static async Task<string?> Left(ServedNode served) =>
        (await served.AskAsync("acme", "voicemail.dropped")).Remaining;
}
