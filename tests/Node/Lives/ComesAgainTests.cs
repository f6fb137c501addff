using Evenhand.Core.Stream;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Evenhand.Tests.Node.Stating;
using NodaTime;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node.Lives;

/// <summary>
/// Of a source and id the first to arrive counts, and no other does, even while the time of the first has not come: whatever
/// looks back at what was stated knows it too.
/// </summary>
public class ComesAgainTests
{
    [Fact]
    public async Task What_comes_again_under_a_time_of_the_past_corrects_nothing_that_was_stated()
    {
        await using var served = await Stated();
        served.Stated("acme")[0].Statement.Due.ToString().ShouldBe("0.18");
        await served.SendAsync(Sms("2026-01-20", "late"));
        var pending = served
            .Node.Statements(new AccountId("acme"))!
            .SelectMany(each => each.Pending)
            .ToArray();
        Shown(pending).ShouldBe(["volume-plan 1 0 1 0.06 Due"]);
        await served.UntilAsync("2026-03-05");
        Shown(served.Stated("acme")[1].Adjustments).ShouldBe(["volume-plan 1 0 1 0.06 Due"]);
    }

    [Fact]
    public async Task Nor_does_it_stand_behind_a_line_that_was_stated()
    {
        await using var served = await Stated();
        var behind = served.Node.EventsBehind(
            new AccountId("acme"),
            "2026-01-01",
            "volume-plan",
            null,
            10
        )!;
        behind.Items.Count.ShouldBe(3);
        behind.Items.ShouldAllBe(line => !line.Contains("\"ahead\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nor_would_this_release_state_it_otherwise()
    {
        await using var served = await Stated();
        RestatingTests.Otherwise(served).ShouldBeEmpty();
    }

    /// <summary>January is stated: an event of March had come in it, and again as one of January when its name was forgotten.</summary>
    private static async Task<ServedNode> Stated()
    {
        var served = await ServedNode.At(
            "2026-01-01",
            each => each with { Repeats = Duration.FromDays(5), LeastKept = 0 }
        );
        await served.SendAsync(Story.Under("engagece"));
        await served.SendAsync(Sms("2026-03-20", "ahead"));
        foreach (var day in (string[])["2026-01-08", "2026-01-15", "2026-01-22"])
        {
            served.Clock.Set(day);
            await served.SendAsync(Sms(day, day));
        }
        await served.SendAsync(Sms("2026-01-10", "ahead"));
        await served.UntilAsync("2026-02-10");
        return served;
    }

    private static IEnumerable<string> Shown(IEnumerable<Adjustment> adjustments) =>
        adjustments.Select(AdjustmentTests.Figures);
}
