using Evenhand.Core.Numbers;
using Evenhand.Replay.Output;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Gate;

/// <summary>The figures behind an answer: what may be used, what is, when it begins afresh and when to ask again.</summary>
public class ReasonTests
{
    [Fact]
    public void A_days_limit_begins_afresh_at_the_users_next_local_midnight()
    {
        var result = Story
            .Under("qcontact", zone: "America/Sao_Paulo", opened: "2018-11-01T03:00:00Z")
            .At("2018-11-03T20:00:00Z", "email.sent", """{"user": "ann", "count": 999}""")
            .Asks("2018-11-03T20:00:00Z", "last", "email.sent", """{"user": "ann"}""")
            .Asks("2018-11-03T21:00:00Z", "over", "email.sent", """{"user": "ann", "count": 2}""")
            .Asks(
                "2018-11-03T21:00:00Z",
                "other",
                "email.sent",
                """{"user": "ben", "count": 1000}"""
            )
            .Asks(
                "2018-11-03T21:00:00Z",
                "own",
                "email.sent",
                """{"user": "ann", "count": 2, "transport": "office365"}"""
            )
            .Asks("2018-11-04T02:59:59Z", "late", "email.sent", """{"user": "ann", "count": 2}""")
            .Asks("2018-11-04T03:00:00Z", "next", "email.sent", """{"user": "ann", "count": 2}""")
            .Told();
        result.Answer("last").ShouldBe("allow");
        result.Answer("over").ShouldBe("deny email-daily");
        var reason = result.Reason("over");
        (reason.Limit, reason.Used).ShouldBe(("1000", "999"));
        Instants.Text(reason.Resets!.Value).ShouldBe("2018-11-04T03:00:00Z");
        Said.Json(result.Decisions.Where(each => each.Id == "over"))
            .ShouldContain("\"retry_after\":\"21600\"");
        result.Answer("other").ShouldBe("allow");
        result.Answer("own").ShouldBe("allow");
        result.Answer("late").ShouldBe("deny email-daily");
        result.Answer("next").ShouldBe("allow");
    }

    [Fact]
    public void A_bucket_tells_when_enough_tokens_are_back()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-01", "seats.set", """{"licensed": 2}""")
            .At("2026-01-02T10:00:00Z", "api.called", """{"count": 18}""")
            .Asks("2026-01-02T10:00:00Z", "two", "api.called", """{"count": 2}""")
            .Asks("2026-01-02T10:00:00.5Z", "four", "api.called", """{"count": 4}""")
            .Asks("2026-01-02T10:00:01Z", "fine", "api.called", """{"count": 4}""")
            .Asks("2026-01-02T12:00:00Z", "never", "api.called", """{"count": 21}""")
            .Told();
        result.Answer("two").ShouldBe("allow");
        result.Answer("four").ShouldBe("deny api-rate");
        result.Reason("four").Limit.ShouldBe("20");
        result.Reason("four").Used.ShouldBe("17");
        Instants.Text(result.Reason("four").RetryAt!.Value).ShouldBe("2026-01-02T10:00:01Z");
        result.Answer("fine").ShouldBe("allow");
        result.Answer("never").ShouldBe("deny api-rate");
        result.Reason("never").RetryAt.ShouldBeNull();
    }

    [Fact]
    public void A_change_of_licences_changes_rate_and_capacity_but_not_the_tokens_left()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-01", "seats.set", """{"licensed": 1}""")
            .At("2026-01-02T10:00:00Z", "api.called", """{"count": 50}""")
            .At("2026-01-02T10:00:02Z", "seats.set", """{"licensed": 10}""")
            .Asks("2026-01-02T10:00:03Z", "thirty", "api.called", """{"count": 30}""")
            .Asks("2026-01-02T10:00:03Z", "more", "api.called", """{"count": 31}""")
            .Told();
        result.Answer("thirty").ShouldBe("allow");
        result.Answer("more").ShouldBe("deny api-rate");
    }

    [Fact]
    public void A_rolling_window_tells_when_its_first_acts_fall_out()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-02T10:00:00Z", "facebook.engaged", """{"page": "p", "user": "u"}""")
            .At("2026-01-02T11:00:00Z", "facebook.requested", """{"page": "p", "count": 4800}""")
            .Asks("2026-01-02T12:00:00Z", "warned", "facebook.requested", """{"page": "p"}""")
            .Told();
        result.Answer("warned").ShouldBe("warn facebook-requests");
        Instants.Text(result.Reason("warned").Resets!.Value).ShouldBe("2026-01-03T11:00:00Z");
        result.Reason("warned").RetryAt.ShouldBeNull();
    }

    [Fact]
    public void A_window_of_hours_is_that_many_hours_across_a_change_of_the_clocks()
    {
        var result = Story
            .Under("qcontact", zone: "Europe/Berlin")
            .At("2026-03-28T12:00:00Z", "whatsapp.received", """{"contact": "c"}""")
            .Asks(
                "2026-03-29T11:59:59Z",
                "in",
                "whatsapp.sent",
                """{"contact": "c", "template": true}"""
            )
            .Asks(
                "2026-03-29T12:00:00Z",
                "out",
                "whatsapp.sent",
                """{"contact": "c", "template": true}"""
            )
            .Told();
        result.Answer("in").ShouldBe("allow");
        result.Answer("out").ShouldBe("warn whatsapp-conversations");
    }

    [Fact]
    public void The_thousand_and_first_conversation_warns_named_or_not()
    {
        var story = Story.Under("qcontact");
        for (var i = 0; i < 1000; i++)
            story.At(
                "2026-01-02",
                "whatsapp.conversation-opened",
                $$"""{"conversation": "c{{i}}"}"""
            );
        var result = story
            .Asks(
                "2026-01-03",
                "known",
                "whatsapp.conversation-opened",
                """{"conversation": "c7"}"""
            )
            .Asks("2026-01-03", "new", "whatsapp.conversation-opened", """{"conversation": "x"}""")
            .Asks("2026-01-03", "unnamed", "whatsapp.conversation-opened", """{"contact": "ann"}""")
            .Asks("2026-02-01", "fresh", "whatsapp.conversation-opened", """{"contact": "ann"}""")
            .Told();
        result.Answer("known").ShouldBe("allow");
        result.Answer("new").ShouldBe("warn whatsapp-conversations");
        result.Answer("unnamed").ShouldBe("warn whatsapp-conversations");
        result.Answer("fresh").ShouldBe("allow");
    }

    [Fact]
    public void The_answer_to_a_call_tells_how_long_it_may_last()
    {
        var result = Story
            .Under("engagece")
            .Asks(
                "2026-01-02",
                "call",
                "call.ended",
                """{"direction": "outbound", "to": "+14165550100"}"""
            )
            .Asks(
                "2026-01-02",
                "abroad",
                "call.ended",
                """{"direction": "inbound", "from": "+442071838750"}"""
            )
            .Asks("2026-01-02", "text", "sms.sent", """{"segments": 1}""")
            .Told();
        result
            .Decisions.Single(each => each.Id == "call")
            .Tells.ShouldBe([("max_duration", Quantity.Parse("14400"))]);
        result.Answer("call").ShouldBe("allow");
        result.Answer("abroad").ShouldBe("warn call-fair");
        result.Decisions.Single(each => each.Id == "text").Tells.ShouldBeEmpty();
    }

    [Fact]
    public void The_worst_reason_is_the_outcome_and_all_are_cited()
    {
        var result = Story
            .Under("stackcx", plan: "starter")
            .At("2026-01-02", "integration.approved", """{"integration": "known"}""")
            .At("2026-01-02", "api.called", """{"count": 50000}""")
            .Asks("2026-01-03", "both", "api.called", """{"integration": "strange"}""")
            .Asks("2026-01-03", "one", "api.called", """{"integration": "known"}""")
            .At("2026-01-04", "integration.revoked", """{"integration": "known"}""")
            .Asks("2026-02-03", "none", "api.called", """{"integration": "strange"}""")
            .Told();
        result.Answer("both").ShouldBe("deny approved-integration api-calls");
        result.Answer("one").ShouldBe("warn api-calls");
        result.Answer("none").ShouldBe("allow");
    }
}
