using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Tests.Node;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Viewing;

/// <summary>When an allowance or limit runs out, at rates from nearly nothing to more than there is.</summary>
[Trait("fault", "M6")]
public class RunsOutTests
{
    private const string Sent = "2026-01-04T14:48:00Z";

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(520_000)]
    [InlineData(5_000_000)]
    [InlineData(5_000_000_000)]
    [InlineData(9_000_000_000_000_000)]
    public async Task It_is_said_within_the_cycle_and_not_beyond(long bytes)
    {
        await using var served = await ServedNode.At("2026-01-20");
        await served.SendAsync(
            Story
                .Under("qcontact")
                .At(
                    "2026-01-01",
                    "object.stored",
                    $$"""{"object":"o","class":"media","bytes":{{bytes}}}"""
                )
                .At("2026-01-02", "email.sent", """{"user":"ana"}""")
                .At("2026-01-02", "entity-type.created", """{"count":1}""")
        );
        var end = Story.Moment("2026-02-01");
        var figures = served.Node.Allowances(new AccountId("acme"))!;
        figures.Count.ShouldBeGreaterThan(2);
        figures.ShouldAllBe(each => each.RunsOut == null || each.RunsOut < end);
    }

    [Theory]
    [InlineData("1", null, null)]
    [InlineData("250", null, null)]
    [InlineData("400", "2026-01-24T18:00:00Z", null)]
    [InlineData("500", null, Sent)]
    [InlineData("9007199254740991", null, Sent)]
    [Trait("fault", "S2-16")]
    public async Task It_goes_straight_on_from_the_rate_so_far_and_tells_when_it_did_run_out(
        string used,
        string? runsOut,
        string? ranOut
    )
    {
        await using var served = await ServedNode.At("2026-01-20");
        await served.SendAsync(
            Story
                .Under("engagece", plan: "volume-500")
                .At(Sent, "email.sent", $$"""{"origin":"sequence","count":{{used}}}""")
        );
        var allowance = served
            .Node.Allowances(new AccountId("acme"))!
            .Single(each => !each.IsLimit);
        allowance.RunsOut.ShouldBe(At(runsOut));
        allowance.RanOut.ShouldBe(At(ranOut));
        allowance.SoFar.ToString().ShouldBe(used);
    }

    [Fact]
    public async Task A_window_that_moves_along_does_not_run_out_by_going_on_as_before()
    {
        await using var served = await ServedNode.At("2026-01-20");
        await served.SendAsync(
            Story
                .Under("stackcx", plan: "starter")
                .At("2026-01-19T23:30:00Z", "api.called", """{"count":12,"operation":"read"}""")
        );
        var runs = served
            .Node.Allowances(new AccountId("acme"))!
            .Single(each => each.Window == "rolling");
        runs.SoFar.ToString().ShouldBe("12");
        runs.RunsOut.ShouldBeNull();
    }

    private static Moment? At(string? instant) => instant is null ? null : Story.Moment(instant);
}
