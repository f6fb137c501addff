using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>What a stream may hold: openings, unknown things, voids and events that are no good.</summary>
public class StreamTests
{
    [Fact]
    public void Before_its_opening_an_account_does_not_exist_but_at_its_instant_it_does()
    {
        // The events at the opening come before it by id.
        var result = new Story()
            .At("2026-01-04T23:59:59Z", "api.called", id: "a1")
            .At("2026-01-05", "seats.set", """{"licensed": 1}""", id: "a2")
            .At(
                "2026-01-05",
                "account.opened",
                """{"policy": "qcontact", "currency": "USD", "time_zone": "UTC"}""",
                id: "z"
            )
            .Asks("2026-01-05", "b", "api.called", """{"count": 10}""")
            .Until("2026-02-01");
        result
            .Rejections.Select(rejection => (rejection.Line, FaultSentence.Of(rejection.Fault)))
            .ShouldBe([(1, "it happened before account.opened")]);
        result.Answer("b").ShouldBe("allow");
    }

    [Fact]
    public void An_account_that_never_opens_has_nothing_but_rejections()
    {
        var result = new Story()
            .At("2026-01-05", "api.called")
            .At("2026-01-06", "api.called")
            .Until(null);
        result.Effects.ShouldBeEmpty();
        result.Rejections.Select(rejection => rejection.Line).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_second_opening_has_no_effect()
    {
        var result = Story
            .Under("qcontact")
            .At(
                "2026-01-02",
                "account.opened",
                """{"policy": "numonix", "currency": "EUR", "time_zone": "UTC"}"""
            )
            .Told("2026-02-01");
        result.Statements.Single().Currency.ShouldBe("USD");
        result.Unmatched().ShouldBe(["the account is open already"]);
    }

    [Theory]
    [InlineData(
        """{"policy": "nowhere", "currency": "USD", "time_zone": "UTC"}""",
        "there is no policy nowhere"
    )]
    [InlineData(
        """{"policy": "qcontact", "currency": "CHF", "time_zone": "UTC"}""",
        "not billed in CHF"
    )]
    [InlineData(
        """{"policy": "qcontact", "currency": "usd", "time_zone": "UTC"}""",
        "no ISO 4217 code"
    )]
    [InlineData(
        """{"policy": "qcontact", "currency": "USD", "time_zone": "Mars/Base"}""",
        "no IANA time zone"
    )]
    [InlineData(
        """{"policy": "qcontact", "currency": "USD", "time_zone": "UTC", "cycle_day": 32}""",
        "cycle_day"
    )]
    [InlineData(
        """{"policy": "qcontact", "currency": "USD", "time_zone": "UTC", "cycle_day": 0}""",
        "cycle_day"
    )]
    [InlineData("""{"policy": "qcontact", "currency": "USD"}""", "has no time_zone")]
    [InlineData("""{"policy": "stackcx", "currency": "USD", "time_zone": "UTC"}""", "needs a plan")]
    public void An_opening_that_is_no_good_is_rejected_with_the_reason(string data, string reason)
    {
        var result = new Story().At("2026-01-05", "account.opened", data).Until(null);
        FaultSentence.Of(result.Rejections.Single().Fault).ShouldContain(reason);
        result.Effects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("api.called", """{"count": -1}""")]
    [InlineData("api.called", """{"count": "many"}""")]
    [InlineData("api.called", """{"count": 1.5}""")]
    [InlineData("transcription.completed", """{"duration": 1.0005}""")]
    [InlineData("transcription.completed", "{}")]
    [InlineData("object.stored", """{"object": "a", "class": "song", "bytes": 1}""")]
    [InlineData("wallet.topped-up", """{"amount": 1, "currency": "EUR"}""")]
    [InlineData("wallet.topped-up", """{"amount": -1, "currency": "USD"}""")]
    [InlineData("seats.set", """{"restricted": 1}""")]
    public void A_field_that_a_rule_needs_has_to_be_good(string type, string data)
    {
        var result = Story.Under("qcontact").At("2026-01-05", type, data).Until(null);
        result.Rejections.Single().Line.ShouldBe(2);
    }

    [Fact]
    public void A_field_that_no_rule_of_the_policy_reads_may_be_anything()
    {
        Story
            .Under("numonix")
            .At("2026-01-05", "transcription.completed", """{"duration": -7}""")
            .At("2026-01-05", "something.new", """{"a": [1, {"b": null}]}""")
            .Told();
    }

    [Fact]
    public void What_refers_to_something_unknown_has_no_effect_and_is_unmatched()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-02", "object.deleted", """{"object": "ghost"}""")
            .At("2026-01-02", "object.retrieved", """{"object": "ghost"}""")
            .At("2026-01-02", "object.moved", """{"object": "ghost", "tier": "cold"}""")
            .At("2026-01-02", "whatsapp.number-deactivated", """{"number": "+9"}""")
            .At("2026-01-02", "addon.removed", """{"addon": "communications-ai"}""")
            .At("2026-01-02", "addon.added", """{"addon": "nothing"}""")
            .At("2026-01-02", "plan.set", """{"plan": "nothing"}""")
            .At("2026-01-02", "limit.set", """{"meter": "nudges", "amount": 1}""")
            .At("2026-01-02", "report.filed", """{"clause": "nothing", "by": "a", "about": "b"}""")
            .At(
                "2026-01-02",
                "exception.granted",
                """{"clause": "nothing", "from": "2026-01-02T00:00:00Z", "to": "2026-01-03T00:00:00Z", "reason": "r"}"""
            )
            .At(
                "2026-01-02",
                "usage.voided",
                """{"source": "test", "id": "nothing", "reason": "r"}"""
            )
            .At(
                "2026-01-02",
                "charge.waived",
                """{"clause": "nothing", "cycle": "2026-01-01", "by": "a", "reason": "r"}"""
            )
            .Told("2026-02-01");
        result.Unmatched().Length.ShouldBe(12);
        result.Cases.ShouldBeEmpty();
        result.Statements.Single().Due.ToString().ShouldBe("0.00");
    }

    [Fact]
    public void A_void_cannot_be_voided()
    {
        var result = Story
            .Under("qcontact")
            .At(
                "2026-01-02",
                "usage.voided",
                """{"source": "test", "id": "call", "reason": "r"}""",
                id: "void"
            )
            .At("2026-01-03", "tts.spoken", """{"phrase": "p", "characters": 7}""", id: "call")
            .At("2026-01-04", "usage.voided", """{"source": "test", "id": "void", "reason": "r"}""")
            .Told("2026-02-01");
        result.Quantities("tts-overage").ShouldBe(["0"]);
        result.Unmatched().Length.ShouldBe(1);
    }

    [Fact]
    public void An_opening_that_is_voided_leaves_the_next_one_to_open_the_account()
    {
        var result = Story
            .Under("qcontact")
            .At(
                "2026-01-03",
                "account.opened",
                """{"policy": "qcontact", "currency": "EUR", "time_zone": "UTC"}"""
            )
            .At(
                "2026-01-04",
                "usage.voided",
                """{"source": "test", "id": "0001", "reason": "twice"}"""
            )
            .Told("2026-02-01");
        result.Statements.Single().Currency.ShouldBe("EUR");
    }

    [Fact]
    public void Accounts_are_told_of_in_the_order_of_time_and_then_of_names()
    {
        var result = Story
            .Under("numonix")
            .Asks("2026-01-05", "late", "api.called")
            .Asks("2026-01-04", "early", "api.called")
            .Told("2026-02-02");
        result
            .Effects.Select(effect => effect.GetType().Name)
            .ShouldBe(["Decision", "Decision", "Statement", "WalletBalance"]);
        result.Decisions.Select(each => each.Id).ShouldBe(["early", "late"]);
    }
}
