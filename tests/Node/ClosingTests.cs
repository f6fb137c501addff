using Evenhand.Core.Effects;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.AdjustmentTests;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node;

/// <summary>
/// What had arrived before the last statement of an account that has ended, and comes true only after it, is corrected
/// on a closing statement when its time has come.
/// </summary>
[Trait("fault", "dated-ahead")]
public class ClosingTests
{
    private const string Grace = "2026-05-04";

    [Theory]
    [InlineData("void", "-0.12", Cause.Void)]
    [InlineData("waiver", "-0.12", Cause.Waiver)]
    public async Task What_is_dated_ahead_of_the_last_statement_of_an_ended_account_comes_on_a_closing_one(
        string what,
        string due,
        Cause because
    )
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(End);
        await served.SendAsync(Ahead(what, "2026-05-01"));
        await served.UntilAsync("2026-03-04");
        await served.UntilAsync("2026-05-03T23:59:59Z");
        served.Stated("acme").Count.ShouldBe(2);
        await served.UntilAsync(Grace);
        var closing = served.Stated("acme")[^1];
        (closing.Closing, closing.FirstDay, closing.Statement.Due.ToString()).ShouldBe(
            (true, Grace, due)
        );
        closing.Adjustments.ShouldAllBe(each => each.Because == because);
        await served.UntilAsync("2026-12-01");
        served.Stated("acme").Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_charge_whose_confirmation_is_dated_ahead_becomes_due_on_a_closing_statement()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("stackcx", plan: "starter")
                .At("2026-01-02", "api.called", """{"count":52000}""")
        );
        await served.SendAsync(
            End,
            Waive("2026-05-01", "api-calls", "2026-01-01")
                .Replace("charge.waived", "charge.confirmed", StringComparison.Ordinal)
        );
        await served.UntilAsync("2026-02-04");
        await served.UntilAsync("2026-03-04");
        await served.UntilAsync(Grace);
        var closing = served.Stated("acme")[^1];
        (
            closing.Closing,
            closing.Statement.Due.ToString(),
            closing.Statement.Proposed.ToString()
        ).ShouldBe((true, "1.00", "-1.00"));
    }

    /// <summary>Of a slice only its first and its last time are known without reading it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Several_things_that_are_dated_ahead_are_each_corrected_when_their_time_has_come(
        bool restarts
    )
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.SendAsync(
            End,
            Undo("2026-03-02", "nothing"),
            Undo("2026-04-10", "late"),
            Undo("2026-05-01", "0002"),
            Undo("2026-07-01", "nothing-else")
        );
        for (var day = 4; day < 180; day++)
        {
            var now = Story.Instant("2026-03-01") + NodaTime.Duration.FromDays(day);
            await served.UntilAsync(now.ToString());
            // What somebody else sends shows the next start that the clock is right.
            await served.SendAsync(Sms(now.ToString(), $"other-{day}").Replace("acme", "other"));
            if (restarts)
                await served.RestartAsync(snapshots: day % 2 == 0);
        }
        var closings = served.Stated("acme").Skip(2).ToArray();
        closings.ShouldAllBe(each => each.Closing);
        closings.Select(each => each.Statement.Due.ToString()).ShouldBe(["-0.06", "-0.12"]);
        closings[0].FirstDay.ShouldBeInRange("2026-04-10", "2026-04-13");
        closings[1].FirstDay.ShouldBeInRange("2026-05-01", "2026-05-04");
    }

    [Fact]
    public async Task What_arrives_after_the_last_statement_and_is_dated_ahead_waits_for_its_time_too()
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(End);
        await served.UntilAsync("2026-03-04");
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.UntilAsync("2026-03-07");
        await served.SendAsync(Undo("2026-05-01", "0002"));
        await served.UntilAsync("2026-03-20");
        await served.RestartAsync();
        await served.UntilAsync("2026-04-01");
        served.Stated("acme").Count.ShouldBe(3);
        await served.UntilAsync(Grace);
        var closing = served.Stated("acme")[^1];
        (closing.FirstDay, closing.Statement.Due.ToString()).ShouldBe((Grace, "-0.12"));
    }

    [Fact]
    public async Task An_end_that_is_taken_back_at_a_time_ahead_makes_the_account_go_on()
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(End, Undo("2026-05-01", "end"));
        await served.UntilAsync("2026-03-04");
        served.Stated("acme").Count.ShouldBe(2);
        await served.UntilAsync("2026-05-09");
        served.Stated("acme").Select(each => each.FirstDay).ShouldContain("2026-04-01");
    }

    private static string End =>
        new Story().At("2026-02-10", "account.terminated", id: "end").Lines[0];

    private static string Ahead(string what, string time) =>
        what == "void" ? Undo(time, "0002") : Waive(time, "volume-plan", "2026-01-01");
}
