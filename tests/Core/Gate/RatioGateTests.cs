using Evenhand.Core.Policy;
using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Gate;

/// <summary>A limit on a ratio answers for what the ratio would be after the act.</summary>
[Trait("fault", "L08")]
public class RatioGateTests
{
    private const string Returns =
        "ratio: { of: letter.returned, to: letter.sent, within: 7 days }\n"
        + "limit: { amount: 8 %, passed: reached, at-least: 200 letters, gate: deny }";

    private const string Often =
        "ratio: { of: letter.returned, to: letter.sent, within: cycle, judged-at: signal.given }\n"
        + "limit: { amount: 10 %, at-least: 20 letters, gate: GATE }";

    [Fact]
    public void Half_of_all_letters_returned_denies_the_next()
    {
        var account = Lived
            .Under(Returns)
            .Then("letter.sent", """{"count":200}""")
            .Then("letter.returned", """{"count":100}""");
        var answer = account.Ask("letter.sent");
        answer.Decision.Outcome.ShouldBe(Outcome.Deny);
        var reason = answer.Decision.Reasons.ShouldHaveSingleItem();
        Sentence.Of(reason).ShouldBe("With this it would be 49.7512438 %; the limit is 8 %.");
        (reason.Limit, reason.Used).ShouldBe(("0.08", "0.497512438"));
        var bound = answer.Bounds.ShouldHaveSingleItem();
        (bound.Clause.Slug, bound.Left, bound.Fails).ShouldBe(("dock", 0m, true));
    }

    [Theory]
    [InlineData(15, "allow")]
    [InlineData(16, "deny dock")]
    public void The_act_itself_counts_in_what_is_judged(int returned, string answer) =>
        Lived
            .Under(Returns)
            .Then("letter.sent", """{"count":199}""")
            .Then("letter.returned", $$"""{"count":{{returned}}}""")
            .Answers("letter.sent")
            .ShouldBe(answer);

    [Fact]
    public void A_sample_that_stays_too_small_with_the_act_is_not_judged()
    {
        var account = Lived
            .Under(Returns)
            .Then("letter.sent", """{"count":198}""")
            .Then("letter.returned", """{"count":198}""");
        account.Answers("letter.sent").ShouldBe("allow");
        account.Answers("letter.sent", quantity: 2).ShouldBe("deny dock");
    }

    [Fact]
    public void The_part_may_grow_up_to_the_figure()
    {
        var account = Lived
            .Under(Often.Replace("GATE", "deny"))
            .Then("letter.sent", """{"count":20}""")
            .Then("letter.returned");
        account.Answers("letter.returned").ShouldBe("allow");
        account.Left("letter.returned").ShouldBe(["dock 1/2"]);
        account.Answers("letter.returned", quantity: 2).ShouldBe("deny dock");
    }

    [Theory]
    [InlineData("allow", "allow")]
    [InlineData("warn", "warn dock")]
    [InlineData("deny", "deny dock")]
    public void An_act_at_which_it_is_judged_is_answered_with_the_ratio_as_it_is(
        string gate,
        string answer
    )
    {
        var account = Lived
            .Under(Often.Replace("GATE", gate))
            .Then("letter.sent", """{"count":20}""")
            .Then("letter.returned", """{"count":2}""");
        account.Answers("signal.given").ShouldBe("allow");
        account.Then("letter.returned").Answers("signal.given").ShouldBe(answer);
    }

    [Fact]
    public void What_is_held_of_the_whole_makes_no_room()
    {
        var account = Lived
            .Under(Often.Replace("GATE", "deny"))
            .Then("letter.sent", """{"count":20}""")
            .Then("letter.returned", """{"count":2}""");
        var hold = account.Hold("letter.sent", quantity: 100);
        account.Answers("letter.returned").ShouldBe("deny dock");
        hold.Release();
        var part = account.Hold("letter.returned");
        account.Answers("signal.given").ShouldBe("deny dock");
        part.Release();
        account.Answers("signal.given").ShouldBe("allow");
    }

    [Fact]
    public void An_exception_lets_acts_pass()
    {
        var account = Lived.Under(
            Often.Replace("GATE", "deny"),
            story =>
                story
                    .At("2026-01-02", "letter.sent", """{"count":20}""")
                    .At("2026-01-02", "letter.returned", """{"count":9}""")
                    .At(
                        "2026-01-03",
                        "exception.granted",
                        """{"clause":"dock","from":"2026-01-03T00:00:00Z","to":"2026-01-30T00:00:00Z","reason":"known"}"""
                    )
        );
        account.Answers("letter.sent").ShouldBe("allow");
    }
}
