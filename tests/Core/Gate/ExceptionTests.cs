using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Gate;

/// <summary>Leave from a clause: with another figure or none, for an interval, and never on a bill.</summary>
public class ExceptionTests
{
    [Fact]
    public void Without_a_figure_the_clause_is_not_judged_in_the_interval_and_only_there()
    {
        var result = Story
            .Under("qcontact")
            .At(
                "2026-01-02",
                "exception.granted",
                """{"clause": "email-daily", "from": "2026-01-03T00:00:00Z", "to": "2026-01-04T00:00:00Z", "reason": "launch"}"""
            )
            .Asks("2026-01-02T23:59:59Z", "before", "email.sent", """{"count": 1001}""")
            .Asks("2026-01-03", "first", "email.sent", """{"count": 1001}""")
            .Asks("2026-01-03T23:59:59Z", "last", "email.sent", """{"count": 1001}""")
            .Asks("2026-01-04", "after", "email.sent", """{"count": 1001}""")
            .Told();
        new[] { "before", "first", "last", "after" }
            .Select(id => result.Answer(id))
            .ShouldBe(["deny email-daily", "allow", "allow", "deny email-daily"]);
    }

    [Fact]
    public void A_figure_replaces_the_pooled_total_and_the_latest_granted_stands()
    {
        var result = Story
            .Under("qcontact")
            .At("2026-01-01", "seats.set", """{"licensed": 3}""")
            .At(
                "2026-01-02",
                "exception.granted",
                """{"clause": "limit-entities", "from": "2026-01-01T00:00:00Z", "to": "2026-03-01T00:00:00Z", "amount": 5, "reason": "r"}"""
            )
            .Asks("2026-01-03", "five", "entity.created", """{"count": 5}""")
            .Asks("2026-01-03", "six", "entity.created", """{"count": 6}""")
            .At(
                "2026-01-04",
                "exception.granted",
                """{"clause": "limit-entities", "from": "2026-01-04T00:00:00Z", "to": "2026-01-05T00:00:00Z", "amount": 7, "reason": "r"}"""
            )
            .Asks("2026-01-04", "seven", "entity.created", """{"count": 7}""")
            .Asks("2026-01-05", "again", "entity.created", """{"count": 6}""")
            .Told();
        result.Answer("five").ShouldBe("allow");
        result.Answer("six").ShouldBe("warn limit-entities");
        result.Reason("six").Limit.ShouldBe("5");
        result.Answer("seven").ShouldBe("allow");
        result.Answer("again").ShouldBe("warn limit-entities");
    }

    [Fact]
    public void Hours_are_excepted_in_hours_a_day()
    {
        var story = Story
            .Under("numonix")
            .At(
                "2026-01-01",
                "exception.granted",
                """{"clause": "audio-hours", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z", "amount": 9, "reason": "r"}"""
            )
            .At(
                "2026-01-05",
                "object.stored",
                """{"object": "a", "class": "call-recording", "bytes": 1, "duration": 712800, "user": "kim"}"""
            );
        story.Told().CaseClauses().ShouldBeEmpty();
        story
            .At(
                "2026-01-06",
                "object.stored",
                """{"object": "b", "class": "call-recording", "bytes": 1, "duration": 1, "user": "kim"}"""
            )
            .Told()
            .CaseClauses()
            .ShouldBe(["audio-hours"]);
    }

    [Theory]
    [InlineData("2026-01-05T00:00:00Z", true)]
    [InlineData("2026-01-05T00:00:00.0000001Z", false)]
    public void A_recorder_grants_exceptions_beforehand_at_the_first_instant_at_the_latest(
        string granted,
        bool holds
    )
    {
        var result = Story
            .Under("numonix")
            .At(
                granted,
                "exception.granted",
                """{"clause": "audio-hours", "from": "2026-01-05T00:00:00Z", "to": "2026-01-12T00:00:00Z", "reason": "fair"}"""
            )
            .At(
                "2026-01-06",
                "object.stored",
                """{"object": "a", "class": "call-recording", "bytes": 1, "duration": 633601, "user": "kim"}"""
            )
            .At(
                "2026-01-13",
                "object.stored",
                """{"object": "b", "class": "call-recording", "bytes": 1, "duration": 600, "user": "kim"}"""
            )
            .Told();
        result.CaseClauses().ShouldBe(holds ? [] : ["audio-hours"]);
        result.Unmatched().Length.ShouldBe(holds ? 0 : 1);
    }

    [Fact]
    public void Repeated_excess_can_be_excepted_as_well()
    {
        var story = Story.Under("numonix");
        foreach (var day in new[] { "05", "06", "07" })
            story.At($"2026-01-{day}", "api.called", """{"count": 2401}""");
        story.Told().CaseClauses().ShouldBe(["repeated-excess"]);
        var excepted = new Story { Account = "acme" };
        excepted
            .At(
                "2026-01-01",
                "account.opened",
                """{"policy": "numonix", "currency": "USD", "time_zone": "UTC"}"""
            )
            .At(
                "2026-01-01",
                "exception.granted",
                """{"clause": "repeated-excess", "from": "2026-01-01T00:00:00Z", "to": "2026-01-08T00:00:00Z", "reason": "r"}"""
            );
        foreach (var day in new[] { "05", "06", "07" })
            excepted.At($"2026-01-{day}", "api.called", """{"count": 2401}""");
        excepted.Told().CaseClauses().ShouldBeEmpty();
        excepted
            .At("2026-01-08", "api.called", """{"count": 2401}""")
            .Told()
            .CaseClauses()
            .ShouldBe(["repeated-excess"]);
    }

    [Fact]
    public void A_report_opens_its_case_regardless_and_the_bill_stays_as_it_is()
    {
        var result = Story
            .Under("stackcx", plan: "starter")
            .At(
                "2026-01-01",
                "exception.granted",
                """{"clause": "no-bureau", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z", "reason": "r"}"""
            )
            .At(
                "2026-01-01",
                "exception.granted",
                """{"clause": "api-calls", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z", "reason": "r"}"""
            )
            .At("2026-01-02", "api.called", """{"count": 60000, "on_behalf_of": "one"}""")
            .At("2026-01-02", "api.called", """{"on_behalf_of": "two"}""")
            .At(
                "2026-01-03",
                "report.filed",
                """{"clause": "no-bureau", "by": "sam", "about": "seen"}"""
            )
            .Told("2026-02-01");
        result.CaseClauses().ShouldBe(["no-bureau"]);
        result.Cases.Single().Facts["by"].Value.ShouldBe("sam");
        result.LinesOf("api-calls").Single().Billable.ToString().ShouldBe("10001");
    }
}
