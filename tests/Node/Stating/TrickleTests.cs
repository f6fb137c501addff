using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node.Stating;

/// <summary>Late events that keep coming put no statement off for ever.</summary>
[Trait("fault", "M10")]
public class TrickleTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(1)]
    public async Task A_trickle_for_one_old_cycle_puts_it_off_by_ten_days_and_the_rest_adjusts(
        int everyHours
    )
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await Trickle(served, "2026-02-01", "2026-03-10", everyHours);
        var stated = served.Stated("acme");
        stated
            .Select(each => (each.FirstDay, Day(each.Stated!.Value)))
            .ShouldBe([("2026-01-01", "2026-02-11"), ("2026-02-01", "2026-03-04")]);
        stated[1]
            .Adjustments.Select(each => (each.Cycle, each.Because))
            .Distinct()
            .ShouldBe([("2026-01-01", Cause.Late)]);
        await served.UntilAsync("2026-05-05");
        await AddsUp(served);
    }

    [Fact]
    public async Task The_longest_that_a_trickle_puts_off_is_a_setting_but_never_less_than_the_grace()
    {
        await using var served = await ServedNode.At(
            "2026-01-01",
            settings => settings with { MostGrace = Duration.FromDays(1) }
        );
        await served.SendAsync(Story.Under("engagece"));
        await Trickle(served, "2026-02-01", "2026-02-08", everyHours: 24);
        Day(served.Stated("acme").ShouldHaveSingleItem().Stated!.Value).ShouldBe("2026-02-04");
    }

    [Fact]
    public async Task Past_months_that_are_brought_in_are_put_off_from_their_first_arrival_on()
    {
        await using var served = await ServedNode.At("2026-05-10");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await Trickle(served, "2026-05-10", "2026-06-01", everyHours: 24);
        var stated = served.Stated("acme");
        stated[0].FirstDay.ShouldBe("2026-01-01");
        Day(stated[0].Stated!.Value).ShouldBe("2026-05-20");
        stated.Count.ShouldBe(4);
        await served.UntilAsync("2026-07-05");
        await AddsUp(served);
    }

    [Fact]
    public async Task What_a_closed_account_is_corrected_by_is_stated_though_more_keeps_coming()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("engagece")
                .At("2026-01-01", "mms.sent")
                .At("2026-01-25", "account.terminated")
        );
        await served.UntilAsync("2026-03-10");
        var before = served.Stated("acme").Count;
        await Trickle(served, "2026-03-10", "2026-04-05", everyHours: 12);
        served
            .Stated("acme")
            .Skip(before)
            .Select(each => (each.Closing, Day(each.Stated!.Value)))
            .ShouldBe([(true, "2026-03-20"), (true, "2026-03-30")]);
        await served.UntilAsync("2026-04-20");
        await AddsUp(served);
    }

    /// <summary>An event of January every so often.</summary>
    private static async Task Trickle(ServedNode served, string from, string to, int everyHours)
    {
        var end = Story.Instant(to).ToDateTimeOffset();
        await served.UntilAsync(from);
        for (var i = 0; served.Clock.GetUtcNow() < end; i++)
        {
            await served.SendAsync(Sms("2026-01-20", $"late {i}"));
            served.Clock.Add(TimeSpan.FromHours(everyHours));
            await served.Node.LookAfterDueAsync();
        }
    }

    /// <summary>What was stated, with its adjustments, is what would be stated today; also after a restart.</summary>
    private static async Task AddsUp(ServedNode served)
    {
        for (var restart = 0; restart < 2; restart++)
        {
            var stated = served.Stated("acme");
            var billed = stated.Sum(each => each.Statement.Due.Amount);
            var expected = stated
                .Where(each => !each.Closing)
                .Sum(each =>
                    served
                        .Node.Statement(new AccountId("acme"), each.FirstDay, expected: true)!
                        .Statement.Due.Amount
                );
            billed.ShouldBe(expected);
            await served.RestartAsync(snapshots: false);
        }
    }

    private static string Day(Moment at) =>
        InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd").Format(at.Instant);
}
