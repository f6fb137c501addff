using System.Collections.Immutable;
using Evenhand.Policies.Comparing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Comparing;

/// <summary>An account is told of what changes for it, and of nothing else.</summary>
public sealed class ConcernedTests
{
    private static readonly Change Prose = new("prose", "a", "b", Leaning.Editorial);

    [Fact]
    public void A_clause_that_speaks_of_nothing_it_does_is_left_out() =>
        Told(Clause("calls", Of("limit.amount", Leaning.Adverse)), idle: "calls").ShouldBeEmpty();

    [Fact]
    public void Of_plans_its_own_counts_and_of_prices_those_in_its_currency()
    {
        var clause = Clause(
            "calls",
            Of("plan.starter.fee.USD", Leaning.Adverse),
            Of("plan.starter.fee.EUR", Leaning.Adverse),
            Of("plan.business.calls", Leaning.Favourable),
            Prose
        );
        var told = Told(clause).ShouldHaveSingleItem();
        told.Changes.Select(change => change.Path).ShouldBe(["plan.starter.fee.USD", "prose"]);
        told.Leaning.ShouldBe(Leaning.Adverse);
    }

    [Fact]
    public void Words_that_follow_a_rule_of_others_are_left_out_and_words_alone_are_told()
    {
        Told(Clause("calls", Of("plan.business.calls", Leaning.Adverse), Prose)).ShouldBeEmpty();
        Told(Clause("calls", Prose)).ShouldHaveSingleItem();
    }

    [Fact]
    public void Examples_are_no_change_for_an_account() =>
        Told(Clause("calls", new Change("example “two calls”", "a", null, Leaning.Editorial)))
            .ShouldBeEmpty();

    [Fact]
    public void Of_the_front_matter_more_than_words_is_told()
    {
        Told(Clause("", Of("version", Leaning.Editorial))).ShouldBeEmpty();
        Told(Clause("", Of("notice.adverse", Leaning.Adverse))).ShouldHaveSingleItem();
    }

    private static Change Of(string path, Leaning leaning) => new(path, "1", "2", leaning);

    private static ClauseChange Clause(string slug, params Change[] changes) =>
        new(slug, "Title", ClauseFate.Changed, [.. changes]);

    private static ImmutableArray<ClauseChange> Told(ClauseChange clause, string idle = "none") =>
        Concerned.Of(
            new Difference(null!, null!, [clause], null!),
            slug => slug == idle,
            "starter",
            "USD"
        );
}
