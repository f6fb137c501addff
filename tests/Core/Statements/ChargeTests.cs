using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Statements;

/// <summary>What is due, what is proposed, what people decide about it, and what waits for a rate.</summary>
public class ChargeTests
{
    private const string Decision =
        """{"clause": "tts-overage", "cycle": "2026-01-15", "by": "sam", "reason": "r"}""";

    [Fact]
    public void A_proposed_charge_waits_until_a_person_confirms_it()
    {
        var statement = Spoken().Told("2026-02-15").Statements.Single();
        (statement.Due.ToString(), statement.Proposed.ToString()).ShouldBe(("0.00", "18.00"));
        statement = Spoken()
            .At("2026-03-01", "charge.confirmed", Decision)
            .Told()
            .Statements.Single();
        (statement.Due.ToString(), statement.Proposed.ToString()).ShouldBe(("18.00", "0.00"));
    }

    [Fact]
    public void Waiving_beats_confirming_whichever_comes_first()
    {
        foreach (
            var order in new[]
            {
                ("charge.waived", "charge.confirmed"),
                ("charge.confirmed", "charge.waived"),
            }
        )
        {
            var statement = Spoken()
                .At("2026-03-01", order.Item1, Decision)
                .At("2026-03-02", order.Item2, Decision)
                .Told()
                .Statements.Single();
            (statement.Due.ToString(), statement.Proposed.ToString()).ShouldBe(("0.00", "0.00"));
            var line = statement.Lines.Single(line => line.Clause.Slug == "tts-overage");
            (line.Status, line.Amount.ToString()).ShouldBe((LineStatus.Waived, "18.00"));
        }
    }

    [Fact]
    public void A_line_of_nothing_can_be_waived_too_and_another_cycle_is_untouched()
    {
        var result = Story
            .Under("qcontact", currency: "EUR", cycleDay: 15, opened: "2026-01-15")
            .At("2026-01-16", "charge.waived", Decision)
            .At(
                "2026-01-16",
                "charge.waived",
                """{"clause": "no-such-line", "cycle": "2026-01-15", "by": "sam", "reason": "r"}"""
            )
            .Told("2026-03-15");
        result
            .LinesOf("tts-overage")
            .Select(line => line.Status)
            .ShouldBe([LineStatus.Waived, LineStatus.Proposed]);
        result.Unmatched().Length.ShouldBe(1);
    }

    [Fact]
    public void Fees_take_the_rate_of_their_date_or_the_latest_before_whenever_it_was_published()
    {
        var result = Story
            .Under("qcontact", currency: "USD")
            .At("2026-01-03T23:59:59Z", "passthrough.incurred", Fee("10.00"))
            .At("2026-01-04", "passthrough.incurred", Fee("10.00"))
            .At("2026-01-20", "passthrough.incurred", Fee("1.005"))
            .At(
                "2026-02-20",
                "fx.published",
                """{"base": "EUR", "date": "2026-01-04", "rates": {"USD": 1.2}}"""
            )
            .Told();
        var statement = result.Statements.Single();
        var line = statement.Lines.Single(line => line.Clause.Slug == "whatsapp-pass-through");
        (line.Quantity.ToString(), line.Included.ToString(), line.Billable.ToString()).ShouldBe(
            ("11.005", "0", "11.005")
        );
        (
            line.UnitPrice?.ToString(),
            line.Per.ToString(),
            line.Unit,
            line.Amount.ToString()
        ).ShouldBe((null, "1", "EUR", "13.21"));
        statement.Unpriced.ShouldBe([
            new UnpricedFees(new ClauseId("whatsapp-pass-through"), Quantity.Parse("10"), "EUR"),
        ]);
        Said.Json([statement]).ShouldContain("\"unpriced\":[{");
    }

    [Fact]
    public void Fees_of_an_account_in_their_own_currency_are_not_converted()
    {
        var statement = Story
            .Under("qcontact", currency: "EUR")
            .At("2026-01-04", "passthrough.incurred", Fee("1.005"))
            .Told("2026-02-01")
            .Statements.Single();
        statement.Due.ToString().ShouldBe("1.01");
        statement.Unpriced.ShouldBeEmpty();
    }

    [Fact]
    public void The_package_covers_seconds_and_the_wallet_pays_the_rest_of_the_call()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-01", "wallet.topped-up", """{"amount": "10", "currency": "USD"}""")
            .At("2026-01-01", "addon.added", """{"addon": "telephony-package", "user": "ann"}""")
            .At("2026-01-02", "call.ended", Call(179_970, "5", "ann"))
            .At("2026-01-03", "call.ended", Call(90, "3", "ann"))
            .At("2026-01-04", "call.ended", Call(60, "1.5", "ben"))
            .At(
                "2026-01-05",
                "call.ended",
                """{"duration": 60, "direction": "outbound", "destination": "local-mobile", "carrier": "own", "cost": 99}"""
            )
            .Told();
        // Of 90 seconds 30 are covered: two thirds of 3 are drawn, and all of 1.5.
        result.Wallets.Single().Balance.ToString().ShouldBe("6.5");
    }

    [Fact]
    public void A_call_that_nothing_covers_needs_a_wallet_above_zero()
    {
        const string with =
            """{"direction": "outbound", "destination": "local-mobile", "user": "ann"}""";
        var result = Story
            .Under("qcontact")
            .Asks("2026-01-02", "empty", "call.ended", with)
            .Asks(
                "2026-01-02",
                "own",
                "call.ended",
                """{"direction": "outbound", "carrier": "own"}"""
            )
            .Asks("2026-01-02", "inbound", "call.ended", """{"direction": "inbound"}""")
            .At("2026-01-03", "wallet.topped-up", """{"amount": "0.01", "currency": "USD"}""")
            .Asks("2026-01-03", "cent", "call.ended", with)
            .At("2026-01-04", "call.ended", Call(60, "0.01", "ann"))
            .Asks("2026-01-04", "zero", "call.ended", with)
            .At("2026-01-05", "addon.added", """{"addon": "telephony-package"}""")
            .Asks("2026-01-05", "package", "call.ended", with)
            .Told();
        new[] { "empty", "own", "inbound", "cent", "zero", "package" }
            .Select(id => result.Answer(id))
            .ShouldBe([
                "deny telephony-prepaid",
                "allow",
                "allow",
                "allow",
                "deny telephony-prepaid",
                "allow",
            ]);
    }

    private static Story Spoken() =>
        Story
            .Under("qcontact", currency: "EUR", cycleDay: 15, opened: "2026-01-15")
            .At("2026-01-20", "tts.spoken", """{"phrase": "p", "characters": 2000000}""");

    private static string Fee(string amount) =>
        $$"""{"what": "whatsapp", "amount": "{{amount}}", "currency": "EUR"}""";

    private static string Call(int seconds, string cost, string user) =>
        $$"""{"duration": {{seconds}}, "direction": "outbound", "destination": "local-landline", "cost": "{{cost}}", "user": "{{user}}"}""";
}
