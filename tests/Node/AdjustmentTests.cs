using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node;

/// <summary>What makes a stated cycle differ later, cause by cause, and where the corrections stand.</summary>
public class AdjustmentTests
{
    [Fact]
    public async Task A_late_event_is_corrected_on_the_next_statement()
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.UntilAsync("2026-03-04");
        var march = served.Stated("acme")[1];
        var adjustment = march.Adjustments.ShouldHaveSingleItem();
        (adjustment.Cycle, adjustment.Because).ShouldBe(("2026-01-01", Cause.Late));
        Figures(adjustment).ShouldBe("volume-plan 1 0 1 0.06 Due");
        march.Statement.Due.ToString().ShouldBe("0.06");
        await served.UntilAsync("2026-04-04");
        served.Stated("acme")[2].Adjustments.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_void_gives_back_on_the_next_statement()
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(Undo("2026-02-20", "0002"));
        await served.UntilAsync("2026-03-04");
        var adjustment = served.Stated("acme")[1].Adjustments.ShouldHaveSingleItem();
        (adjustment.Cycle, adjustment.Because).ShouldBe(("2026-01-01", Cause.Void));
        Figures(adjustment).ShouldBe("volume-plan -2 0 -2 -0.12 Due");
    }

    [Fact]
    public async Task A_void_that_is_dated_ahead_corrects_once_its_time_has_come()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.SendAsync(Undo("2026-02-20", "0002"));
        await served.UntilAsync("2026-02-04");
        served.Stated("acme")[0].Statement.Due.ToString().ShouldBe("0.12");
        await served.UntilAsync("2026-03-04");
        var adjustment = served.Stated("acme")[1].Adjustments.ShouldHaveSingleItem();
        Figures(adjustment).ShouldBe("volume-plan -2 0 -2 -0.12 Due");
    }

    [Fact]
    public async Task A_waived_charge_is_taken_back_as_due_and_stands_anew_as_waived()
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(Waive("2026-02-20", "volume-plan", "2026-01-01"));
        await served.UntilAsync("2026-03-04");
        var march = served.Stated("acme")[1];
        march.Adjustments.Select(each => each.Because).Distinct().ShouldBe([Cause.Waiver]);
        march
            .Adjustments.Select(Figures)
            .ShouldBe(["volume-plan -2 0 -2 -0.12 Due", "volume-plan 2 0 2 0.12 Waived"]);
        march.Statement.Due.ToString().ShouldBe("-0.12");
    }

    [Fact]
    public async Task A_proposed_charge_that_is_waived_ceases_to_be_proposed()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("stackcx", plan: "starter")
                .At("2026-01-02", "api.called", """{"count":52000}""")
        );
        await served.UntilAsync("2026-02-04");
        served.Stated("acme")[0].Statement.Proposed.ToString().ShouldBe("1.00");
        await served.SendAsync(Waive("2026-02-20", "api-calls", "2026-01-01"));
        await served.UntilAsync("2026-03-04");
        var march = served.Stated("acme")[1];
        march.Adjustments.ShouldAllBe(each => each.Because == Cause.Waiver);
        (march.Statement.Proposed.ToString(), march.Statement.Due.ToString()).ShouldBe(
            ("-1.00", "0.00")
        );
    }

    [Fact]
    public async Task An_exception_that_is_granted_later_corrects_as_a_waiver()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("stackcx", plan: "starter")
                .At("2026-01-02", "api.called", """{"count":52000}""")
        );
        await served.UntilAsync("2026-02-04");
        await served.SendAsync(
            new Story()
                .At(
                    "2026-02-10",
                    "exception.granted",
                    """{"clause":"api-calls","from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z","amount":60000,"reason":"a launch"}""",
                    "leave"
                )
                .Lines[0]
        );
        await served.UntilAsync("2026-03-04");
        var expected = served.Node.Statement(new AccountId("acme"), "2026-01-01", expected: true)!;
        var march = served.Stated("acme")[1];
        march.Adjustments.ShouldAllBe(each => each.Because == Cause.Waiver);
        (decimal.Parse(march.Statement.Proposed.ToString()) + 1.00m).ShouldBe(
            expected.Statement.Proposed.Amount
        );
    }

    [Fact]
    public async Task Rates_that_are_published_later_price_what_waited()
    {
        await using var served = await StatedFees("2026-02-04");
        served.Stated("acme")[0].Statement.Unpriced.ShouldHaveSingleItem();
        await served.SendAsync(Rates("2026-01-05", 2m));
        await served.UntilAsync("2026-03-04");
        var adjustment = served.Stated("acme")[1].Adjustments.ShouldHaveSingleItem();
        (adjustment.Cycle, adjustment.Because).ShouldBe(("2026-01-01", Cause.Rate));
        Figures(adjustment).ShouldBe("whatsapp-pass-through 10 0 10 20.00 Due");
    }

    [Fact]
    public async Task Fees_that_wait_for_a_rate_when_an_account_has_ended_come_on_a_closing_statement()
    {
        await using var served = await StatedFees("2026-02-04");
        await served.SendAsync(
            new Story().At("2026-02-04", "account.terminated", id: "end").Lines[0]
        );
        await served.UntilAsync("2026-05-01");
        served.Stated("acme").Count.ShouldBe(3);
        await served.SendAsync(Rates("2026-01-05", 2m));
        await served.RestartAsync();
        await served.UntilAsync("2026-05-02");
        var closing = served.Stated("acme")[^1];
        (closing.Closing, closing.FirstDay, closing.Statement.Due.ToString()).ShouldBe(
            (true, "2026-05-02", "20.00")
        );
        closing.Adjustments.Single().Because.ShouldBe(Cause.Rate);
        await served.UntilAsync("2026-05-10");
        served.Stated("acme").Count.ShouldBe(4);
    }

    [Fact]
    public async Task Each_cause_has_its_own_line_when_there_are_several()
    {
        await using var served = await StatedFees("2026-02-04");
        await served.SendAsync(
            Rates("2026-01-05", 2m),
            Undo("2026-02-12", "number"),
            Waive("2026-02-13", "transcription-overage", "2026-01-01"),
            new Story()
                .At("2026-01-20", "whatsapp.number-activated", """{"number":"n9"}""", "late")
                .Lines[0],
            Waive("2026-02-14", "whatsapp-pass-through", "2026-01-01")
        );
        await served.UntilAsync("2026-03-04");
        served
            .Stated("acme")[1]
            .Adjustments.Select(each => $"{each.Because}: {Figures(each)}")
            .ShouldBe([
                "Late: whatsapp-numbers 1 0 1 30.00 Due",
                "Void: whatsapp-numbers -1 0 -1 -30.00 Due",
                "Waiver: whatsapp-pass-through 0 0 0 0.00 Due",
                "Waiver: whatsapp-pass-through 0 0 0 0.00 Waived",
                "Rate: whatsapp-pass-through 10 0 10 20.00 Waived",
            ]);
    }

    [Fact]
    public async Task An_account_that_has_ended_gets_a_closing_statement()
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(
            new Story().At("2026-02-10", "account.terminated", id: "end").Lines[0]
        );
        await served.UntilAsync("2026-03-04");
        served.Stated("acme").Count.ShouldBe(2);
        await served.UntilAsync("2026-06-01");
        served.Stated("acme").Count.ShouldBe(2);
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.UntilAsync("2026-06-03T23:59:59Z");
        served.Stated("acme").Count.ShouldBe(2);
        await served.UntilAsync("2026-06-04");
        await served.RestartAsync();
        await served.UntilAsync("2026-08-04");
        served.Stated("acme").Count.ShouldBe(3);
        var closing = served.Stated("acme")[2];
        closing.Closing.ShouldBeTrue();
        closing.FirstDay.ShouldBe("2026-06-04");
        closing.Statement.Lines.ShouldBeEmpty();
        closing.Statement.Due.ToString().ShouldBe("0.06");
        Figures(closing.Adjustments.Single()).ShouldBe("volume-plan 1 0 1 0.06 Due");
    }

    [Fact]
    public async Task A_cycle_that_was_stated_before_an_earlier_end_became_known_is_given_back_and_still_shown()
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(Sms("2026-02-20", "after"));
        await served.UntilAsync("2026-03-04");
        await served.SendAsync(
            new Story().At("2026-01-15", "account.terminated", id: "end").Lines[0]
        );
        await served.UntilAsync("2026-03-20");
        var stated = served.Stated("acme");
        stated.Select(each => each.FirstDay).ShouldBe(["2026-01-01", "2026-02-01", "2026-03-20"]);
        stated[2].Closing.ShouldBeTrue();
        stated[2].Adjustments.Single().Cycle.ShouldBe("2026-02-01");
        stated[2].Statement.Due.ToString().ShouldBe("-0.06");
        served.Node.Statement(new AccountId("acme"), "2026-02-01", expected: true).ShouldBeNull();
    }

    [Fact]
    public async Task A_charge_that_is_waived_after_the_end_comes_on_a_closing_statement()
    {
        await using var served = await StatedJanuary();
        await served.SendAsync(
            new Story().At("2026-02-10", "account.terminated", id: "end").Lines[0]
        );
        await served.UntilAsync("2026-06-01");
        await served.SendAsync(Waive("2026-06-01", "volume-plan", "2026-01-01"));
        await served.UntilAsync("2026-06-04");
        var closing = served.Stated("acme")[^1];
        closing.Closing.ShouldBeTrue();
        closing.Statement.Due.ToString().ShouldBe("-0.12");
    }

    internal static async Task<ServedNode> StatedJanuary()
    {
        var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.UntilAsync("2026-02-05");
        served.Stated("acme").ShouldHaveSingleItem();
        return served;
    }

    /// <summary>January with ten euros of fees for which there is no rate, and two numbers of which one is included.</summary>
    internal static async Task<ServedNode> StatedFees(string until)
    {
        var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("qcontact")
                .At("2026-01-02", "whatsapp.number-activated", """{"number":"n1"}""")
                .At("2026-01-02", "whatsapp.number-activated", """{"number":"n2"}""", "number")
                .At(
                    "2026-01-10",
                    "passthrough.incurred",
                    """{"what":"whatsapp","amount":"10","currency":"EUR"}"""
                )
        );
        await served.UntilAsync(until);
        return served;
    }

    internal static string Waive(string time, string clause, string cycle) =>
        new Story()
            .At(
                time,
                "charge.waived",
                $$"""{"clause":"{{clause}}","cycle":"{{cycle}}","by":"sam","reason":"fair"}""",
                $"waive-{clause}"
            )
            .Lines[0];

    internal static string Rates(string date, decimal usd, string published = "2026-02-10") =>
        new Story()
            .At(
                published,
                "fx.published",
                $$"""{"base":"EUR","date":"{{date}}","rates":{"USD":{{usd}} } }""",
                $"fx-{date}"
            )
            .Lines[0];

    internal static string Figures(Adjustment adjustment) =>
        $"{adjustment.Line.Clause} {adjustment.Line.Quantity} {adjustment.Line.Included} {adjustment.Line.Billable} {adjustment.Line.Amount} {adjustment.Line.Status}";
}
