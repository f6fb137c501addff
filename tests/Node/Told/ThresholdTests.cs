using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Told;

/// <summary>A threshold is told once; what goes on beyond the last one is gathered.</summary>
public class ThresholdTests
{
    [Fact]
    [Trait("fault", "S1-7")]
    public async Task Steps_beyond_an_allowance_are_told_at_most_once_a_day()
    {
        await using var served = await Opened();
        for (var day = 2; day <= 6; day++)
        for (var hour = 8; hour < 18; hour++)
        {
            served.Clock.Set($"2026-01-{day:00}T{hour:00}:00:00Z");
            await served.SendAsync(Mails(served, 100));
        }
        await served.UntilAsync("2026-01-08");
        var told = Told(served);
        told[..5]
            .ShouldBe([
                "near-allowance 80 % of the included 500 nudges are used: 400 nudges.",
                "allowance-reached 100 % of the included 500 nudges are used: 500 nudges.",
                "beyond-allowance 120 % of the included 500 nudges are used: 600 nudges. That is 2 steps of 10 % since the last notice.",
                "beyond-allowance 320 % of the included 500 nudges are used: 1,600 nudges. That is 20 steps of 10 % since the last notice.",
                "beyond-allowance 520 % of the included 500 nudges are used: 2,600 nudges. That is 20 steps of 10 % since the last notice.",
            ]);
        told.Length.ShouldBe(8);
        told[^1].ShouldStartWith("beyond-allowance 1,000 %");
    }

    [Fact]
    [Trait("fault", "S1-7")]
    public async Task What_is_passed_at_once_is_told_as_one()
    {
        await using var served = await Opened();
        served.Clock.Set("2026-01-20");
        await served.SendAsync([
            .. Enumerable.Range(0, 60).Select(each => Mail("2026-01-05", 10, $"m{each}")),
        ]);
        await served.Node.LookAfterDueAsync();
        Told(served)
            .ShouldBe([
                "beyond-allowance 120 % of the included 500 nudges are used: 600 nudges. That is 2 steps of 10 % since the last notice.",
            ]);
    }

    [Fact]
    [Trait("fault", "S1-7")]
    public async Task What_is_gathered_outlives_a_restart()
    {
        foreach (var snapshots in new[] { true, false })
        {
            await using var served = await Opened();
            served.Clock.Set("2026-01-02T08:00:00Z");
            await served.SendAsync(Mails(served, 550));
            await served.SendAsync(Mails(served, 100));
            Told(served).Length.ShouldBe(1);
            await served.RestartAsync(snapshots);
            await served.Node.LookAfterDueAsync();
            Told(served).Length.ShouldBe(1);
            await served.UntilAsync("2026-01-03T07:59:59Z");
            Told(served).Length.ShouldBe(1);
            await served.UntilAsync("2026-01-03T08:00:00Z");
            Told(served)[1].ShouldContain("130 % of the included");
        }
    }

    [Fact]
    [Trait("fault", "S1-7")]
    public async Task A_threshold_of_a_cycle_that_is_stated_is_left_to_its_summary()
    {
        await using var served = await Opened();
        await served.UntilAsync("2026-02-04");
        Told(served).ShouldHaveSingleItem().ShouldStartWith("cycle-summary");
        await served.SendAsync(Mail("2026-01-20", 450, "late"));
        await served.UntilAsync("2026-02-06");
        Told(served).ShouldHaveSingleItem();
        await served.UntilAsync("2026-03-06");
        Told(served).ShouldAllBe(told => told.StartsWith("cycle-summary"));
    }

    [Fact]
    [Trait("fault", "S1-7")]
    public async Task Notices_stand_in_the_order_of_time_also_where_they_come_out_late()
    {
        await using var served = await Opened();
        served.Clock.Set("2026-01-20");
        await served.SendAsync(Mail("2026-01-20", 400, "a"));
        await served.SendAsync(Limit("2026-01-05", 100));
        await served.Node.LookAfterDueAsync();
        await served.SendAsync(Mail("2026-01-10", 100, "b"));
        await served.SendAsync(Mail("2026-01-19", 10, "c"));
        await served.SendAsync(Limit("2026-01-06", 50));
        await served.Node.LookAfterDueAsync();
        await served.UntilAsync("2026-02-05");
        var times = SummaryTests.All(served).Select(told => told.Time).ToArray();
        times.Length.ShouldBeGreaterThan(3);
        times.ShouldBe(times.Order());
    }

    private static string[] Told(ServedNode served) =>
        [.. SummaryTests.All(served).Select(told => $"{told.What} {told.Message}")];

    private static string Limit(string time, int amount) =>
        new Story()
            .At(time, "limit.set", $$"""{"meter":"nudges","amount":{{amount}}}""", $"l{amount}")
            .Lines[0];

    private static string Mails(ServedNode served, int count) =>
        Mail($"{served.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}", count, Guid.NewGuid().ToString());

    private static string Mail(string time, int count, string id) =>
        new Story()
            .At(time, "email.sent", $$"""{"origin":"sequence","count":{{count}}}""", id)
            .Lines[0];

    private static async Task<ServedNode> Opened()
    {
        var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        return served;
    }
}
