using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Tests.Core;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What happens by itself as time passes, also while nobody serves.</summary>
public class TimeTests
{
    [Fact]
    public async Task A_day_begins_without_traffic()
    {
        await using var served = await Mailed("2026-01-05T12:00:00Z");
        Daily(served).ShouldBe(("1000", "0"));
        served.Clock.Set("2026-01-05T23:59:59.9999999Z");
        Daily(served).ShouldBe(("1000", "0"));
        served.Clock.Set("2026-01-06");
        Daily(served).ShouldBe(("0", "1000"));
    }

    [Fact]
    public async Task A_day_begins_also_during_downtime()
    {
        await using var served = await Mailed("2026-01-05T12:00:00Z");
        await served.StopAsync();
        served.Clock.Set("2026-01-06");
        await served.StartAsync();
        Daily(served).ShouldBe(("0", "1000"));
        var ask = await served.AskAsync("acme", "email.sent", """{"user":"ana"}""");
        ask.Decision.Outcome.ShouldBe(Outcome.Allow);
    }

    [Fact]
    public async Task An_exception_ends_by_itself()
    {
        await using var served = await Mailed("2026-01-05T12:00:00Z");
        await served.SendAsync(
            new Story()
                .At(
                    "2026-01-05T12:00:00Z",
                    "exception.granted",
                    """{"clause":"email-daily","from":"2026-01-05T12:00:00Z","to":"2026-01-05T13:00:00Z","reason":"news"}""",
                    "leave"
                )
                .Lines[0]
        );
        (await Mails(served)).ShouldBe(Outcome.Allow);
        served.Clock.Set("2026-01-05T12:59:59Z");
        (await Mails(served)).ShouldBe(Outcome.Allow);
        served.Clock.Set("2026-01-05T13:00:00Z");
        (await Mails(served)).ShouldBe(Outcome.Deny);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Held_shares_expire_during_downtime_as_they_would_have_while_served(bool down)
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("qcontact")
                .At(
                    "2026-01-01",
                    "object.stored",
                    """{"object":"o","class":"media","bytes":100000000000,"tier":"cold"}"""
                )
                .At("2026-01-01", "object.deleted", """{"object":"o"}""")
        );
        if (down)
            await served.StopAsync();
        for (var month = 2; month < 9; month++)
            if (down)
                served.Clock.Set($"2026-0{month}-04");
            else
                await served.UntilAsync($"2026-0{month}-04");
        if (down)
        {
            await served.StartAsync();
            await served.Node.ConfirmClockAsync("after some months");
        }
        await served.Node.LookAfterDueAsync();
        served
            .Stated("acme")
            .Select(each =>
                each.Statement.Lines.Single(line => line.Clause.Slug == "storage-overage")
                    .Quantity.ToString()
            )
            .ShouldBe(["10", "10", "10", "10", "10", "10", "0"]);
    }

    [Fact]
    public async Task Letters_at_the_end_of_cycles_are_told_once_also_after_downtime()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("engagece", plan: "volume-500")
                .At("2026-01-01", "email.sent", """{"origin":"sequence","count":450}""")
        );
        await served.UntilAsync("2026-02-02");
        await served.StopAsync();
        served.Clock.Set("2026-04-02");
        await served.StartAsync();
        await served.Node.ConfirmClockAsync("after two months");
        await served.Node.LookAfterDueAsync();
        await served.UntilAsync("2026-04-05");
        var told = LiveTests.Notices(served);
        told.Count(each => each.Contains("cycle-summary")).ShouldBe(3);
        told.Count(each => each.Contains("near-allowance")).ShouldBe(1);
        await served.RestartAsync(snapshots: false);
        await served.Node.LookAfterDueAsync();
        LiveTests.Notices(served).ShouldBe(told);
    }

    [Fact]
    public async Task A_case_is_told_once_across_restarts_and_late_events()
    {
        await using var served = await ServedNode.At("2026-01-10");
        await served.SendAsync(
            Story.Under("qcontact").At("2026-01-02", "entity-type.created", """{"count":501}""")
        );
        await served.Node.LookAfterDueAsync();
        served.Node.Cases(new AccountId("acme"), null, 10)!.Items.ShouldHaveSingleItem();
        served.Node.Account(new AccountId("acme"))!.OpenCases.ShouldBe(1);
        await served.SendAsync(
            new Story().At("2026-01-01", "entity-type.created", """{"count":30}""", "late").Lines[0]
        );
        await served.SendAsync(
            new Story().At("2026-01-01", "seats.set", """{"licensed":1}""", "seats").Lines[0]
        );
        await served.RestartAsync(snapshots: false);
        await served.Node.LookAfterDueAsync();
        served.Node.Cases(new AccountId("acme"), null, 10)!.Items.ShouldHaveSingleItem();
        served.Node.Account(new AccountId("acme"))!.OpenCases.ShouldBe(1);
    }

    [Fact]
    public async Task Two_nodes_that_look_after_one_ledger_tell_each_letter_once()
    {
        await using var one = await ServedNode.At("2026-01-01");
        await one.SendAsync(
            Story
                .Under("engagece", plan: "volume-500")
                .At("2026-01-01", "email.sent", """{"origin":"sequence","count":450}""")
        );
        await using var other = await one.BesideAsync();
        one.Clock.Set("2026-02-05");
        await Task.WhenAll(one.Node.LookAfterDueAsync(), other.Node.LookAfterDueAsync());
        await one.RestartAsync(snapshots: false);
        await one.Node.LookAfterDueAsync();
        LiveTests
            .Notices(one)
            .Select(each => each.Split(' ')[1])
            .ShouldBe(["near-allowance", "cycle-summary"]);
    }

    [Fact]
    public async Task A_letter_that_the_ledger_refused_is_told_later()
    {
        FaultyLedger? faulty = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => faulty = new FaultyLedger(ledger)
        );
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        faulty!.Refuses = true;
        await served.UntilAsync("2026-02-04");
        served.Node.Notices(new AccountId("acme"), null, 10)!.Items.ShouldBeEmpty();
        served.Stated("acme").ShouldBeEmpty();
        faulty.Refuses = false;
        await served.UntilAsync("2026-02-05");
        served.Node.Notices(new AccountId("acme"), null, 10)!.Items.ShouldHaveSingleItem();
        served.Stated("acme").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_clock_that_jumps_back_breaks_nothing()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story.Under("engagece", plan: "volume-500").At("2026-01-01", "mms.sent")
        );
        await served.UntilAsync("2026-02-10");
        await served.SendAsync(StatingTests.Sms("2026-02-09", "a"));
        var told = LiveTests.Notices(served);
        served.Clock.Jump(TimeSpan.FromDays(-26));
        await served.SendAsync(
            StatingTests.Sms("2026-02-09", "a"),
            StatingTests.Sms("2026-02-09", "b")
        );
        await served.Node.LookAfterDueAsync();
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("498");
        await served.RestartAsync();
        await served.Node.LookAfterDueAsync();
        await served.RestartAsync(snapshots: false);
        await served.Node.LookAfterDueAsync();
        (await served.AskAsync("acme", "sms.sent")).Decision.Outcome.ShouldBe(Outcome.Allow);
        served.Clock.Jump(TimeSpan.FromDays(26));
        await served.UntilAsync("2026-03-20");
        served
            .Stated("acme")
            .Select(each =>
                (
                    each.FirstDay,
                    each.Adjustments.Length,
                    each.Statement.Lines[0].Quantity.ToString()
                )
            )
            .ShouldBe([("2026-01-01", 0, "2"), ("2026-02-01", 0, "2")]);
        LiveTests.Notices(served)[..told.Length].ShouldBe(told);
    }

    [Fact]
    public async Task The_alarm_rings_by_the_clock_alone()
    {
        var time = new FakeTimeProvider(Story.Instant("2026-01-31T23:59:59Z").ToDateTimeOffset());
        await using var served = await ServedNode.Under(
            time,
            each => each with { Grace = NodaTime.Duration.Zero }
        );
        await served.SendAsync(Story.Under("engagece"));
        time.Advance(TimeSpan.FromSeconds(2));
        Wait.Until(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(1));
                return served.Stated("acme").Count == 1;
            },
            "the cycle is stated"
        );
    }

    private static async Task<ServedNode> Mailed(string now)
    {
        var served = await ServedNode.At(now);
        await served.SendAsync(
            Story.Under("qcontact").At(now, "email.sent", """{"user":"ana","count":1000}""")
        );
        return served;
    }

    private static (string Used, string Left) Daily(ServedNode served)
    {
        var limit = served
            .Node.Allowances(new AccountId("acme"))!
            .Single(each => each.Cited.Clause.Slug == "email-daily");
        return (limit.SoFar.ToString(), limit.Remaining.ToString());
    }

    private static async Task<Outcome> Mails(ServedNode served) =>
        (await served.AskAsync("acme", "email.sent", """{"user":"ana"}""")).Decision.Outcome;
}
