using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Clock;
using Evenhand.Node.Keys;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Clock;

/// <summary>A node whose machine's clock jumps: nothing is stated, and nothing given, for time that did not pass.</summary>
[Trait("fault", "H4")]
public class JumpTests
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    [Fact]
    public async Task A_clock_that_is_a_year_ahead_for_some_seconds_states_nothing()
    {
        await using var served = await Mailing("2026-01-10T12:00:00Z");
        served.Clock.Jump(Year);
        await Pass(served, seconds: 6);
        served.Stated("acme").ShouldBeEmpty();
        served.Node.ClockState.Jump.ShouldBe(ClockJump.Ahead);
        served.Node.NotReady.ShouldBeNull();
        served.Clock.Jump(-Year);
        await Pass(served, seconds: 1);
        served.Node.ClockState.IsTrusted.ShouldBeTrue();
        served.Stated("acme").ShouldBeEmpty();
        await served.UntilAsync("2026-02-05");
        served.Stated("acme").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Meanwhile_events_count_and_asks_are_answered_by_the_time_that_is_expected()
    {
        await using var served = await Mailing("2026-01-10T12:00:00Z");
        served.Clock.Jump(Year);
        await Pass(served, seconds: 60);
        var sent = await served.SendAsync(Mail("2026-01-10T12:00:50Z", "a", 400));
        sent.Accepted.ShouldBe(1);
        var ask = await served.AskAsync("acme", "email.sent", """{"user":"ana"}""");
        (ask.Decision.Outcome, ask.Remaining).ShouldBe((Outcome.Allow, "600"));
        ask.Decision.Time.ShouldBe(Story.Moment("2026-01-10T12:01:00Z"));
        served.Node.Clock.GetUtcNow().ShouldBe(DateTimeOffset.Parse("2026-01-10T12:01:00Z"));
    }

    [Fact]
    public async Task Repeats_stay_known_and_what_waits_for_its_time_goes_on_waiting()
    {
        await using var served = await Mailing("2026-01-10T12:00:00Z");
        await served.SendAsync(
            Mail("2026-01-10T12:00:00Z", "now", 100),
            Mail("2026-01-10T18:00:00Z", "later", 50)
        );
        served.Clock.Jump(TimeSpan.FromDays(400));
        await Pass(served, seconds: 3);
        for (var again = 0; again < 2; again++)
        {
            var sent = await served.SendAsync(Mail("2026-01-10T12:00:00Z", "now", 100));
            (sent.Accepted, sent.Duplicates).ShouldBe((0, 1));
            (await Left(served)).ShouldBe("900");
            await served.RestartAsync(snapshots: again == 0);
            await Pass(served, seconds: 3);
        }
    }

    [Theory]
    [InlineData(600)]
    [InlineData(299)]
    [InlineData(-600)]
    public async Task A_bucket_is_filled_by_the_time_that_passes_whatever_the_clock_does(int jump)
    {
        await using var served = await Calling("2026-01-10T12:00:00Z");
        (await Drain(served, "first")).ShouldBe(10);
        for (var round = 0; round < 6; round++)
        {
            served.Clock.Jump(TimeSpan.FromSeconds(jump));
            served.Clock.Add(TimeSpan.FromSeconds(2));
            (await Drain(served, $"there {round}")).ShouldBeInRange(1, 2);
            served.Clock.Jump(TimeSpan.FromSeconds(-jump));
            served.Clock.Add(TimeSpan.FromSeconds(2));
            (await Drain(served, $"back {round}")).ShouldBeInRange(1, 2);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bucket_gives_nothing_twice_across_restarts_under_clocks_that_jump(
        bool snapshots
    )
    {
        await using var served = await Calling("2026-01-10T12:00:00Z");
        (await Drain(served, "first")).ShouldBe(10);
        served.Clock.Jump(TimeSpan.FromMinutes(10));
        await served.RestartAsync(snapshots);
        (await Drain(served, "downtime, as far as anybody can know")).ShouldBe(10);
        for (var restart = 0; restart < 3; restart++)
        {
            served.Clock.Jump(TimeSpan.FromMinutes(-10));
            await served.RestartAsync(snapshots);
            (await Drain(served, $"back {restart}")).ShouldBe(0);
            served.Clock.Jump(TimeSpan.FromMinutes(10));
            await served.RestartAsync(snapshots);
            (await Drain(served, $"there {restart}")).ShouldBe(0);
        }
    }

    [Fact]
    public async Task What_waits_goes_on_once_somebody_says_that_the_clock_is_right()
    {
        await using var served = await Mailing("2026-01-10T12:00:00Z");
        served.Clock.Jump(TimeSpan.FromDays(40));
        await Pass(served, seconds: 1);
        served.Stated("acme").ShouldBeEmpty();
        (await served.Node.ConfirmClockAsync("k1")).IsTrusted.ShouldBeTrue();
        await served.Node.LookAfterDueAsync();
        served.Stated("acme").Count.ShouldBe(1);
        await served.RestartAsync();
        served.Node.ClockState.IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_confirmation_holds_though_nothing_is_stored_after_it()
    {
        await using var served = await Mailing("2026-01-10T12:00:00Z");
        foreach (var days in new[] { 400, -400 })
        {
            served.Clock.Jump(TimeSpan.FromDays(days));
            await served.Node.ConfirmClockAsync("k1");
            await served.RestartAsync();
            served.Node.ClockState.IsTrusted.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task The_command_line_confirms_beside_a_running_node()
    {
        await using var served = await Mailing("2026-01-10T12:00:00Z");
        served.Clock.Jump(TimeSpan.FromDays(40));
        await Pass(served, seconds: 1);
        using (var ledger = SqliteLedger.Open(served.Data))
        {
            LedgerClock.Report(ledger, served.Clock).Why.ShouldContain("ahead by 40 days");
            LedgerClock.Confirm(ledger, served.Clock);
            LedgerClock.Report(ledger, served.Clock).Why.ShouldBeEmpty();
        }
        await served.Node.LookAfterDueAsync();
        served.Node.ClockState.IsTrusted.ShouldBeTrue();
        served.Stated("acme").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_is_stopped_meanwhile_does_not_forget_that_the_clock_jumped()
    {
        await using var served = await Mailing("2026-01-10T12:00:00Z");
        served.Clock.Jump(TimeSpan.FromDays(26));
        await Pass(served, seconds: 1);
        await served.RestartAsync();
        await Pass(served, seconds: 1);
        served.Node.ClockState.Jump.ShouldBe(ClockJump.Unresolved);
        served.Stated("acme").ShouldBeEmpty();
        served.Clock.Jump(TimeSpan.FromDays(-26));
        await Pass(served, seconds: 1);
        served.Node.ClockState.IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_command_line_appends_does_not_make_a_wrong_clock_a_right_one()
    {
        await using var served = await Mailing("2026-01-10T12:00:00Z");
        await served.StopAsync();
        served.Clock.Jump(Year);
        using (var ledger = SqliteLedger.Open(served.Data))
            await LedgerKeys
                .Open(ledger, served.Clock)
                .CreateAsync(Role.Read, AccountId.None, "mine");
        await served.StartAsync();
        served.Node.ClockState.Jump.ShouldBe(ClockJump.FarAfterLedger);
    }

    [Fact]
    public async Task A_clock_that_is_confirmed_at_an_earlier_time_has_everything_folded_anew()
    {
        await using var served = await Mailing("2026-01-10T12:00:00Z");
        await served.SendAsync(Mail("2026-01-10T12:00:00Z", "a", 400));
        served.Clock.Jump(TimeSpan.FromHours(20));
        await served.Node.ConfirmClockAsync("k1");
        (await Left(served)).ShouldBe("1000");
        served.Clock.Jump(TimeSpan.FromHours(-20));
        await served.Node.ConfirmClockAsync("k1");
        (await Left(served)).ShouldBe("600");
        await served.RestartAsync();
        (await Left(served)).ShouldBe("600");
    }

    [Fact]
    public async Task After_a_week_of_downtime_everything_happens_once_at_its_instant()
    {
        await using var served = await Mailing("2026-01-28T12:00:00Z");
        await served.SendAsync(Mail("2026-01-28T12:00:00Z", "a", 400));
        await served.AskAsync(
            "acme",
            "email.sent",
            """{"user":"ana"}""",
            ""","reserve":{"quantity":5,"seconds":3600}"""
        );
        await served.StopAsync();
        served.Clock.Add(TimeSpan.FromDays(7));
        await served.StartAsync();
        served.Node.ClockState.IsTrusted.ShouldBeTrue();
        for (var look = 0; look < 2; look++)
        {
            await served.Node.LookAfterDueAsync();
            var stated = served.Stated("acme").ShouldHaveSingleItem();
            stated.Statement.Time.ShouldBe(Story.Moment("2026-02-01"));
            (await Left(served)).ShouldBe("1000");
            await served.RestartAsync(snapshots: false);
        }
    }

    private static async Task Pass(ServedNode served, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            served.Clock.Add(TimeSpan.FromSeconds(1));
            await served.Node.LookAfterDueAsync();
        }
    }

    /// <summary>Calls until it is told that it is too soon; how often it was let.</summary>
    private static async Task<int> Drain(ServedNode served, string id)
    {
        var now = served.Node.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'");
        for (var calls = 0; ; calls++)
        {
            var ask = await served.AskAsync("acme", "api.called", """{"count":1}""");
            if (ask.Decision.Outcome == Outcome.Deny || calls == 100)
                return calls;
            await served.SendAsync(
                new Story().At(now, "api.called", """{"count":1}""", $"{id} {calls}").Lines[0]
            );
        }
    }

    /// <summary>An account whose users may send 1,000 e-mails a day each.</summary>
    private static async Task<ServedNode> Mailing(string instant)
    {
        var served = await ServedNode.At(instant);
        await served.SendAsync(Story.Under("qcontact"));
        return served;
    }

    /// <summary>An account of one user, with one call a second and ten seconds saved up.</summary>
    private static async Task<ServedNode> Calling(string instant)
    {
        var served = await ServedNode.At(instant);
        await served.SendAsync(
            Story.Under("qcontact").At("2026-01-01", "seats.set", """{"licensed":1}""")
        );
        return served;
    }

    private static async Task<string?> Left(ServedNode served) =>
        (await served.AskAsync("acme", "email.sent", """{"user":"ana"}""")).Remaining;

    private static string Mail(string time, string id, int count) =>
        new Story().At(time, "email.sent", $$"""{"user":"ana","count":{{count}}}""", id).Lines[0];
}
