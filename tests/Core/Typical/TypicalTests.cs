using Evenhand.Core;
using Evenhand.Core.Effects;
using Evenhand.Wording;
using Shouldly;
using Xunit;
using Case = Evenhand.Core.Effects.Case;

namespace Evenhand.Tests.Core.Typical;

public class TypicalTests
{
    private const string Compared =
        """{"clause": "email-fair", "cycle": "2026-01-01", "value": 10001, "median": "2000", "accounts": 25}""";

    [Fact]
    public void Usage_far_beyond_what_is_typical_opens_a_case_of_the_cycle_at_its_end()
    {
        var opened = Cases(new Crowd().Others(19).With("big", 20_002, licensed: 2)).Single();
        opened.Account.Text.ShouldBe("big");
        opened.Name.ShouldBe("email-fair@2026-01-01");
        opened.Time.ShouldBe(Story.Moment("2026-02-01"));
        opened.Cycle.ShouldBe(Story.Moment("2026-01-01"));
        opened
            .Facts.Figures.Select(figure => $"{figure.Name} {figure.Value}")
            .ShouldBe(["value 10001", "median 2000", "accounts 20", "floor 10000"]);
        Sentence
            .Of(opened)
            .ShouldBe(
                "Email: fair: 10,001 e-mails in the cycle, and 2,000 e-mails in the middle of 20 accounts."
            );
    }

    [Theory]
    [InlineData(10_000, 2_000, "five times the median is not more than five times")]
    [InlineData(10_000, 1_000, "what does not pass the floor is not looked at")]
    public void What_is_not_more_than_both_opens_none(long sends, long others, string why)
    {
        var crowd = new Crowd().With("big", sends);
        for (var i = 0; i < 25; i++)
            crowd.With($"other-{i}", others);
        Cases(crowd).ShouldBeEmpty(why);
    }

    [Fact]
    public void Too_few_accounts_are_not_compared() =>
        Cases(new Crowd().Others(18).With("big", 90_000)).ShouldBeEmpty();

    [Fact]
    public void An_account_without_licences_or_without_usage_counts_on_neither_side()
    {
        var crowd = new Crowd().Others(18).With("big", 90_000).With("idle", 0);
        Cases(crowd.With("unlicensed", 900_000, licensed: 0)).ShouldBeEmpty();
        Cases(crowd.With("one-more", 10)).Single().Account.Text.ShouldBe("big");
    }

    [Fact]
    public void Of_an_even_number_the_middle_is_the_mean_of_two()
    {
        var crowd = new Crowd().With("big", 15_001);
        for (var i = 0; i < 10; i++)
            crowd.With($"less-{i}", 2_000);
        for (var i = 0; i < 9; i++)
            crowd.With($"more-{i}", 4_000);
        Cases(crowd).Single().Facts["median"].Value.ShouldBe("3000");
    }

    [Fact]
    public void Cycles_that_ended_less_than_thirty_one_days_before_count()
    {
        var crowd = new Crowd();
        for (var i = 0; i < 19; i++)
            crowd.With($"other-{i}", 2_000, cycleDay: 2 + i % 3);
        // Its cycle ends on 1 February; those of the others that ended by then ended in January, before they used anything.
        Cases(crowd.With("big", 90_000), "2026-02-02").ShouldBeEmpty();
        Cases(crowd.With("later", 90_000, cycleDay: 28), "2026-03-02")
            .Select(opened => $"{opened.Account} {opened.Time.Instant}")
            .ShouldBe([]);
        Cases(crowd.With("with-them", 90_000, cycleDay: 4), "2026-02-05")
            .Single()
            .Account.Text.ShouldBe("with-them");
    }

    [Fact]
    public void A_comparison_that_an_event_says_is_not_made_again()
    {
        var said = new Crowd()
            .With("big", 5)
            .Also("big", story => story.At("2026-02-03", "typical.compared", Compared));
        var opened = Cases(said).Single();
        opened.Time.ShouldBe(Story.Moment("2026-02-01"));
        opened.Facts["accounts"].Value.ShouldBe("25");
        var unsaid = new Crowd().Others().With("big", 90_000);
        Cases(unsaid).Length.ShouldBe(1);
        Cases(
                unsaid.Also(
                    "big",
                    story =>
                        story.At(
                            "2026-02-01",
                            "typical.compared",
                            Compared.Replace("10001", "9", StringComparison.Ordinal)
                        )
                )
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void What_falls_due_at_the_end_of_the_replay_is_told()
    {
        var crowd = new Crowd().Others().With("big", 90_000);
        Cases(crowd, "2026-02-01").Length.ShouldBe(1);
        Cases(crowd, "2026-01-31T23:59:59Z").ShouldBeEmpty();
    }

    [Fact]
    public void An_exception_that_holds_as_the_cycle_ends_stands_in_for_the_floor()
    {
        Crowd Granted(string amount) =>
            new Crowd()
                .Others()
                .With("big", 90_000)
                .Also(
                    "big",
                    story =>
                        story.At(
                            "2026-01-05",
                            "exception.granted",
                            $$"""{"clause": "email-fair", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"{{amount}}, "reason": "a fair"}"""
                        )
                );
        Cases(Granted("")).ShouldBeEmpty();
        Cases(Granted(""", "amount": 90000""")).ShouldBeEmpty();
        Cases(Granted(""", "amount": 89999""")).Single().Facts["floor"].Value.ShouldBe("89999");
    }

    [Fact]
    public void The_system_takes_no_step_on_such_a_case_and_people_may()
    {
        var crowd = new Crowd()
            .Others()
            .With("big", 90_000)
            .Also(
                "big",
                story =>
                    story
                        .At(
                            "2026-02-03",
                            "finding.made",
                            """{"case": "email-fair@2026-01-01", "by": "ann", "reason": "a newsletter"}"""
                        )
                        .At(
                            "2026-02-04",
                            "step.proposed",
                            """{"step": "s1", "to": "advised", "cases": ["email-fair@2026-01-01"], "by": "ann", "reason": "a newsletter"}"""
                        )
            );
        var result = crowd.Until("2026-02-10");
        result.Rejections.ShouldBeEmpty();
        result
            .Effects.OfType<StepChanged>()
            .Select(step => $"{step.By} {step.State}")
            .ShouldBe(["ann Proposed", "ann Announced"]);
        result.Effects.OfType<ActUnmet>().ShouldBeEmpty();
    }

    [Fact]
    public void It_comes_before_cases_close()
    {
        // The case of January closes at the end of February, the first cycle without another, and not at that with one.
        var crowd = new Crowd();
        foreach (var month in (string[])["2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10"])
        foreach (var i in Enumerable.Range(0, 20))
            if (month == "2026-01-10")
                crowd.With($"other-{i}", 2_000);
            else
                crowd.Also($"other-{i}", story => Crowd.Send(story, 2_000, month));
        crowd
            .With("big", 90_000)
            .Also(
                "big",
                story => Crowd.Send(Crowd.Send(story, 90_000, "2026-02-10"), 10, "2026-03-10")
            );
        var result = crowd.Until("2026-05-02");
        result
            .Cases.Select(opened => opened.Name)
            .ShouldBe(["email-fair@2026-01-01", "email-fair@2026-02-01"]);
        result
            .Effects.OfType<CaseChanged>()
            .Select(change => $"{change.Case} {change.State} {change.Time.Instant}")
            .ShouldBe([
                "email-fair@2026-01-01 Closed 2026-04-01T00:00:00Z",
                "email-fair@2026-02-01 Closed 2026-04-01T00:00:00Z",
            ]);
    }

    private static Case[] Cases(Crowd crowd, string until = "2026-02-10")
    {
        var result = crowd.Until(until);
        result.Rejections.ShouldBeEmpty();
        return [.. result.Cases.Where(opened => opened.Clause.Slug == "email-fair")];
    }
}
