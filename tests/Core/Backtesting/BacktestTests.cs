using Evenhand.Core.Backtesting;
using Evenhand.Core.Policy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Backtesting;

public sealed class BacktestTests
{
    private static readonly Lazy<PolicyShelf> Dearer = new(() =>
        Published.Amended(
            "stackcx",
            "dearer",
            "2027-01-01",
            ("$0.50", "$1.00"),
            ("USD: 0.50", "USD: 1.00")
        )
    );

    private static readonly Lazy<PolicyShelf> Stricter = new(() =>
        Published.Amended(
            "numonix",
            "stricter",
            "2027-01-01",
            ("{ amount: 2400 calls, gate: warn,", "{ amount: 2400 calls, gate: deny,")
        )
    );

    [Fact]
    public void A_dearer_price_is_told_cycle_by_cycle_and_by_clause()
    {
        var impact = Tried.Of(Calls(Dearer.Value), Dearer.Value, "stackcx", "2026-05-10");
        impact
            .Cycles.Select(cycle => cycle.Cycle)
            .ShouldBe(["2026-02-01", "2026-03-01", "2026-04-01"]);
        impact
            .Cycles.Select(cycle => (cycle.InForce.Proposed, cycle.Other.Proposed))
            .ShouldBe([(5m, 10m), (0m, 0m), (2.5m, 5m)]);
        var clause = impact.Cycles[0].Clauses.Single(each => each.InForce != each.Other);
        clause.Clause.Slug.ShouldBe("api-calls");
        impact.Other.ShouldBe(new Owed(0, 15m));
        impact.Currency.ShouldBe("USD");
        impact.Plan.ShouldBe("starter");
    }

    [Fact]
    public void Of_an_account_that_is_younger_there_are_as_many_cycles_as_have_ended()
    {
        var impact = Tried.Of(Calls(Dearer.Value), Dearer.Value, "stackcx", "2026-03-02");
        impact.Cycles.Select(cycle => cycle.Cycle).ShouldBe(["2026-01-01", "2026-02-01"]);
        Tried.Of(Calls(Dearer.Value), Dearer.Value, "stackcx", "2026-01-20").Cycles.ShouldBeEmpty();
    }

    [Fact]
    public void Acts_that_the_gate_would_have_denied_before_they_counted_are_named()
    {
        var story = Story
            .Under("numonix", shelf: Stricter.Value)
            .At("2026-03-02 08:00", "api.called", """{"count": 2400}""")
            .At("2026-03-02 09:00", "api.called", "{}", "too-much")
            .At("2026-03-03 09:00", "api.called", "{}");
        var impact = Tried.Of(story, Stricter.Value, "numonix", "2026-05-01");
        var denied = impact.Denied.Single();
        (denied.Id, denied.Type, denied.Clause.Slug, denied.ByOther).ShouldBe(
            ("too-much", "api.called", "api-daily", true)
        );
        impact
            .Cycles.Single(cycle => cycle.Cycle == "2026-03-01")
            .Clauses.Single(clause => clause.Clause.Slug == "api-daily")
            .Acts.ShouldBe(new Apart(0, 1));
    }

    [Fact]
    public void A_steps_throttle_denies_under_both_as_it_did()
    {
        var story = Walked(Stricter.Value);
        var impact = Tried.Of(story, Stricter.Value, "numonix", "2026-05-01");
        // What the step in force denied is denied under both, and is not told.
        impact.Denied.Select(each => each.Id).ShouldNotContain("throttled");
        impact.StepsWithoutCase.ShouldBeEmpty();
    }

    [Fact]
    public void A_step_that_was_taken_on_a_case_that_would_not_have_been_is_named()
    {
        var milder = Published.Amended(
            "numonix",
            "milder",
            "2027-01-01",
            ("[2,400 calls]", "[24,000 calls]"),
            ("{ amount: 2400 calls,", "{ amount: 24000 calls,")
        );
        var impact = Tried.Of(Walked(milder), milder, "numonix", "2026-05-01");
        impact.StepsWithoutCase.ShouldBe(["slower"]);
        impact.Cycles.Sum(cycle => cycle.Clauses.Sum(clause => clause.Cases.InForce)).ShouldBe(1);
    }

    [Fact]
    public void Clauses_that_have_nothing_of_the_account_to_speak_of_are_idle()
    {
        var impact = Tried.Of(Calls(Dearer.Value), Dearer.Value, "stackcx", "2026-05-10");
        var idle = impact.Idle.Select(clause => clause.Slug).ToList();
        idle.ShouldNotContain("api-calls");
        idle.ShouldNotContain("ladder");
        idle.ShouldNotContain("contact");
        idle.ShouldContain("large-submissions");
    }

    /// <summary>Calls beyond what the plan brings: 10,000 in February, none in March, 5,000 in April.</summary>
    private static Story Calls(PolicyShelf shelf) =>
        Story
            .Under("stackcx", plan: "starter", shelf: shelf)
            .At("2026-02-03 08:00", "api.called", """{"count": 60000}""")
            .At("2026-03-03 08:00", "api.called", """{"count": 50000}""")
            .At("2026-04-03 08:00", "api.called", """{"count": 55000}""");

    /// <summary>An account that passed its day's calls on three days and was throttled for it.</summary>
    private static Story Walked(PolicyShelf shelf) =>
        Story
            .Under("numonix", shelf: shelf)
            .At("2026-03-02 08:00", "api.called", """{"count": 2401}""")
            .At("2026-03-03 08:00", "api.called", """{"count": 2401}""")
            .At("2026-03-04 08:00", "api.called", """{"count": 2401}""")
            .At(
                "2026-03-05 09:00",
                "finding.made",
                """{"case": "repeated-excess@2026-03-01", "by": "ann", "reason": "three days"}"""
            )
            .At(
                "2026-03-05 10:00",
                "step.proposed",
                """{"step": "slower", "to": "throttled", "cases": ["repeated-excess@2026-03-01"], "by": "ann", "reason": "it went on"}"""
            )
            .At(
                "2026-03-05 11:00",
                "notice.delivered",
                """{"step": "slower", "channel": "email"}"""
            )
            .At("2026-03-06 08:00", "api.called", """{"count": 2400}""")
            .At("2026-03-06 09:00", "api.called", "{}", "throttled");
}
