using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Folding;

/// <summary>What an account is told as its allotment runs out, and its own limit on it.</summary>
public class NudgeTests
{
    private const string Sequence = """{"origin": "sequence", "automation": "welcome"}""";

    [Fact]
    public void Notices_come_near_at_and_beyond_the_allotment_and_a_summary_at_the_cycles_end()
    {
        var story = Story.Under("engagece", plan: "volume-500");
        for (var nudge = 0; nudge < 600; nudge++)
            story.At("2026-01-05", "voicemail.dropped");
        var notices = story.Told("2026-02-01").Notices.ToArray();
        notices
            .Select(notice => notice.What)
            .ShouldBe([
                "near-allowance",
                "near-allowance",
                "allowance-reached",
                "beyond-allowance",
                "beyond-allowance",
                "cycle-summary",
            ]);
        notices
            .Take(5)
            .Select(notice => Sentence.Of(notice)[..5])
            .ShouldBe(["80 % ", "90 % ", "100 %", "110 %", "120 %"]);
        notices.ShouldAllBe(notice => notice.Clause.Slug == "notify");
        notices[^1].Time.ShouldBe(Story.Moment("2026-02-01"));
        Sentence.Of(notices[^1]).ShouldContain("600 nudges counted, 500 nudges included");
    }

    [Fact]
    [Trait("fault", "S1-7")]
    public void A_threshold_of_an_allotment_is_told_once_and_those_of_a_larger_one_are_others()
    {
        var result = Story
            .Under("engagece", plan: "volume-500")
            .At("2026-01-02", "email.sent", """{"origin": "sequence", "count": 450}""")
            .At("2026-01-03", "plan.set", """{"plan": "volume-2500"}""")
            .At("2026-01-04", "email.sent", """{"origin": "sequence", "count": 50}""")
            .At("2026-01-05", "email.sent", """{"origin": "sequence", "count": 1600}""")
            .At("2026-01-06", "email.sent", """{"origin": "sequence", "count": 1}""")
            .Told("2026-01-31");
        result
            .Notices.Select(notice => Sentence.Of(notice)[..30])
            .ShouldBe(["90 % of the included 500 nudge", "80 % of the included 2,500 nud"]);
        result.Notices.Select(notice => notice.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Reaching_the_customers_limit_pauses_what_runs_until_it_is_resumed()
    {
        var result = Story
            .Under("engagece", plan: "volume-500")
            .At("2026-01-02", "limit.set", """{"meter": "nudges", "amount": 2}""")
            .At("2026-01-03", "automation.started", """{"automation": "welcome"}""")
            .At("2026-01-04", "voicemail.dropped", Sequence)
            .Asks("2026-01-05", "under", "sms.sent", Sequence)
            .At("2026-01-06", "voicemail.dropped")
            .Asks("2026-01-07", "reached", "sms.sent", Sequence)
            .Asks("2026-01-07", "manual", "email.sent")
            .Asks("2026-01-07", "acknowledged", "email.sent", acknowledged: true)
            .Asks("2026-01-07", "task", "task.completed")
            .Asks("2026-01-07", "automated-task", "task.completed", """{"automation": "other"}""")
            .At("2026-01-08", "automation.resumed", """{"automation": "welcome"}""")
            .Asks("2026-02-02", "paused", "sms.sent", Sequence)
            .At("2026-02-03", "automation.resumed", """{"automation": "welcome"}""")
            .Asks("2026-02-04", "resumed", "sms.sent", Sequence)
            .Told();
        new[]
        {
            "under",
            "reached",
            "manual",
            "acknowledged",
            "task",
            "automated-task",
            "paused",
            "resumed",
        }
            .Select(id => result.Answer(id))
            .ShouldBe([
                "allow",
                "deny nudge-limit",
                "warn nudge-limit",
                "allow",
                "allow",
                "deny nudge-limit",
                "deny nudge-resume",
                "allow",
            ]);
        var reason = result.Reason("reached");
        (reason.Limit, reason.Used).ShouldBe(("2", "2"));
        reason.Resets.ShouldBe(Story.Moment("2026-02-01"));
        result
            .Notices.Select(notice => notice.What)
            .ShouldBe(["limit-reached", "automation-paused", "cycle-summary"]);
        result.Unmatched().ShouldBe(["refused: the limit is still reached"]);
    }

    [Fact]
    public void An_upgrade_lifts_the_limit_for_this_cycle_by_the_nudges_it_adds()
    {
        var story = Story
            .Under("engagece", plan: "volume-500")
            .At("2026-01-02", "limit.set", """{"meter": "nudges", "amount": 1}""")
            .At("2026-01-03", "voicemail.dropped")
            .Asks("2026-01-03", "before", "sms.sent")
            .At("2026-01-04", "plan.set", """{"plan": "volume-2500"}""")
            .Asks("2026-01-04", "after", "sms.sent")
            .At("2026-02-01", "voicemail.dropped")
            .Asks("2026-02-01", "next", "sms.sent")
            .At("2026-02-02", "limit.set", """{"meter": "nudges", "amount": null}""")
            .Asks("2026-02-02", "removed", "sms.sent");
        var result = story.Told();
        new[] { "before", "after", "next", "removed" }
            .Select(id => result.Answer(id))
            .ShouldBe(["warn nudge-limit", "allow", "warn nudge-limit", "allow"]);
    }

    [Fact]
    public void Under_no_plan_the_limit_has_no_effect()
    {
        Story
            .Under("engagece")
            .At("2026-01-02", "limit.set", """{"meter": "nudges", "amount": 0}""")
            .Asks("2026-01-03", "ask", "sms.sent", Sequence)
            .Told()
            .Answer("ask")
            .ShouldBe("allow");
    }

    [Fact]
    public void A_larger_plan_takes_effect_at_once_and_any_other_with_the_next_cycle()
    {
        var result = Story
            .Under("engagece", plan: "volume-500")
            .At("2026-01-02", "email.sent", """{"origin": "sequence", "count": 700}""")
            .At("2026-01-03", "plan.set", """{"plan": "no-plan"}""")
            .At("2026-01-04", "plan.set", """{"plan": "volume-2500"}""")
            .At("2026-01-05", "email.sent", """{"origin": "sequence", "count": 2100}""")
            .At("2026-01-06", "plan.set", """{"plan": "volume-500"}""")
            .At("2026-02-05", "email.sent", """{"origin": "sequence", "count": 501}""")
            .Told("2026-03-01");
        // The first 500 were drawn from the small plan, the next 200 paid its fee; the larger one adds 2,000.
        result
            .LinesOf("volume-plan")
            .Select(line => $"{line.Quantity} {line.Included} {line.UnitPrice} {line.Amount}")
            .ShouldBe(["700 500 0.05 10.00", "2100 2000 0.04 4.00", "501 500 0.05 0.05"]);
    }

    [Fact]
    public void A_conversation_lasts_fourteen_days_of_24_hours_across_a_change_of_the_clocks()
    {
        var result = Story
            .Under("engagece", zone: "America/Toronto", opened: "2026-03-01T05:00:00Z")
            .At(
                "2026-03-01T05:00:00Z",
                "addon.added",
                """{"addon": "unlimited-conversations-50"}"""
            )
            .At("2026-03-01T12:00:00Z", "contact.responded", """{"contact": "dana"}""")
            .At("2026-03-15T11:59:59.9999999Z", "mms.sent", """{"contact": "dana"}""")
            .At("2026-03-15T12:00:00Z", "voicemail.dropped", """{"contact": "dana"}""")
            .Told("2026-04-02");
        var line = result.LinesOf("volume-plan").Single();
        (line.Quantity.ToString(), line.Included.ToString(), line.Billable.ToString()).ShouldBe(
            ("3", "2", "1")
        );
    }

    [Fact]
    public void An_inbound_act_responds_first_and_is_then_itself_covered_while_leads_are_left()
    {
        var story = Story
            .Under("engagece")
            .At("2026-01-01", "addon.added", """{"addon": "unlimited-conversations-50"}""");
        for (var lead = 0; lead < 51; lead++)
            story.At(
                $"2026-01-02",
                "sms.received",
                $$"""{"contact": "lead-{{lead}}", "segments": 1}"""
            );
        var line = story
            .At("2026-01-03", "sms.sent", """{"contact": "lead-0", "segments": 3}""")
            .Told("2026-02-01")
            .LinesOf("volume-plan")
            .Single();
        (line.Quantity.ToString(), line.Included.ToString(), line.Billable.ToString()).ShouldBe(
            ("54", "53", "1")
        );
    }
}
