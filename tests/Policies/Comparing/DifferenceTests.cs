using Evenhand.Policies;
using Evenhand.Policies.Comparing;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;
using Evenhand.Tests.Policies.Quay;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Comparing;

/// <summary>What a change means is computed from the rules, clause by clause.</summary>
public sealed class DifferenceTests
{
    private static readonly string Text = QuayPolicy.Text("harbour.md");

    [Fact]
    public void A_version_does_not_differ_from_itself()
    {
        var difference = Difference.Between(QuayPolicy.Old.Policy, QuayPolicy.Old.Policy);
        difference.Clauses.ShouldBeEmpty();
        difference.Leaning.ShouldBe(Leaning.None);
    }

    [Fact]
    public void A_new_version_is_compared_clause_by_clause()
    {
        var difference = Difference.Between(QuayPolicy.Old.Policy, QuayPolicy.New.Policy);
        difference
            .Clauses.Select(clause => (clause.Slug, clause.Fate, clause.Leaning))
            .ShouldBe([
                ("", ClauseFate.Changed, Leaning.Editorial),
                ("crane-lifts", ClauseFate.Changed, Leaning.Adverse),
                ("heavy-boats", ClauseFate.Changed, Leaning.Editorial),
                ("waiting-list", ClauseFate.Added, Leaning.Editorial),
                ("sluice", ClauseFate.Changed, Leaning.Editorial),
                ("plans", ClauseFate.Changed, Leaning.Favourable),
            ]);
        difference.Leaning.ShouldBe(Leaning.Adverse);
    }

    [Theory]
    [InlineData(
        "limit: { amount: 3 lifts",
        "limit: { amount: 4 lifts",
        "3 lifts",
        "4 lifts",
        Leaning.Favourable
    )]
    [InlineData(
        "limit: { amount: 3 lifts",
        "limit: { amount: 2 lifts",
        "3 lifts",
        "2 lifts",
        Leaning.Adverse
    )]
    [InlineData("EUR: 2.00,", "EUR: 1.90,", "€2.00", "€1.90", Leaning.Favourable)]
    [InlineData("EUR: 2.00,", "EUR: 2,", "€2.00", "€2", Leaning.Editorial)]
    [InlineData("status: proposed }", "status: due }", "", "", Leaning.Adverse)]
    [InlineData("partial: pro rata", "partial: started", "", "", Leaning.Adverse)]
    [InlineData("gate: warn,", "gate: deny,", "", "", Leaning.Adverse)]
    [InlineData("gate: warn,", "gate: allow,", "", "", Leaning.Favourable)]
    [InlineData("opens: case", "opens: nothing", "", "", Leaning.Favourable)]
    [InlineData("opens: case", "opens: case, passed: reached", "", "", Leaning.Adverse)]
    [InlineData("opens: case", "opens: case, passed: above", "", "", Leaning.Editorial)]
    [InlineData(
        "within: cycle, unit: lift }\nlimit",
        "within: day, unit: lift }\nlimit",
        "",
        "",
        Leaning.Unclear
    )]
    [InlineData("adverse: 30 days", "adverse: 60 days", "", "", Leaning.Favourable)]
    [InlineData("adverse: 30 days", "adverse: none", "", "", Leaning.Adverse)]
    [InlineData("fee: { EUR: 20,", "fee: { EUR: 21,", "", "", Leaning.Adverse)]
    [InlineData("1 berth,", "2 berths,", "", "", Leaning.Favourable)]
    [InlineData("contact: master", "contact: mate", "", "", Leaning.Editorial)]
    [InlineData("because: the water", "because: the tide", "", "", Leaning.Editorial)]
    [InlineData("how we share it", "how we all share it", "", "", Leaning.Editorial)]
    public void A_change_leans_the_way_the_table_says(
        string rule,
        string changed,
        string words,
        string changedWords,
        Leaning leaning
    )
    {
        Text.ShouldContain(rule);
        var text = Text.Replace(rule, changed);
        if (words.Length > 0)
            text = text.Replace($"[{words}]", $"[{changedWords}]");
        // Examples need not hold: a difference is of rules and words.
        Between(Text, text).Leaning.ShouldBe(leaning);
    }

    [Fact]
    public void A_limit_that_goes_is_favourable_and_one_that_comes_adverse()
    {
        var start = Text.IndexOf("### Heavy boats", StringComparison.Ordinal);
        var without = Text.Remove(
            start,
            Text.IndexOf("## Passing", StringComparison.Ordinal) - start
        );
        Between(Text, without)
            .Clauses.Single()
            .ShouldSatisfyAllConditions(
                clause => clause.Fate.ShouldBe(ClauseFate.Removed),
                clause => clause.Leaning.ShouldBe(Leaning.Favourable)
            );
        Between(without, Text).Leaning.ShouldBe(Leaning.Adverse);
    }

    [Theory]
    [InlineData("2026-02-15", null, true)]
    [InlineData("2026-01-15", null, false)]
    [InlineData("2026-02-15", "2026-01-16", true)]
    [InlineData("2026-02-15", "2026-01-17", false)]
    [InlineData("2026-01-01", null, false)]
    public void An_adverse_change_needs_the_notice_that_was_promised(
        string effective,
        string? announced,
        bool kept
    )
    {
        var newer = Text.Replace("effective: 2026-01-01", $"effective: {effective}")
            .Replace("status: proposed }", "status: due }");
        var notice = Between(Text, newer, announced).Notice;
        notice.IsKept.ShouldBe(kept);
        notice.Words.ShouldBe("30 days");
    }

    [Fact]
    public void An_editorial_change_needs_no_notice_where_none_is_promised()
    {
        var newer = Text.Replace("effective: 2026-01-01", "effective: 2026-01-02");
        Between(Text, newer).Notice.IsKept.ShouldBeTrue();
    }

    [Fact]
    public void Every_row_of_the_table_is_a_key_of_the_vocabulary()
    {
        var front = QuayPolicy.Old.Policy.FrontMatter.Shape;
        Shape[] tops =
        [
            front,
            Vocabulary.Rule,
            .. Vocabulary.Groups.SelectMany(group => group.Parts).Select(part => part.Shape),
        ];
        var nested = string.Concat(tops.SelectMany(top => top.Keys).Select(key => key.Kind.Name));
        foreach (var (shape, key) in Directions.Rows)
            if (tops.FirstOrDefault(top => top.Name == shape) is { } top)
                top.Key(key).ShouldNotBeNull($"{shape}.{key}");
            else
                nested.ShouldContain($"`{key}`", customMessage: $"{shape}.{key}");
    }

    private static Difference Between(string old, string now, string? announced = null) =>
        Difference.Between(
            QuayPolicy.Checked(old).Policy,
            QuayPolicy.Checked(now).Policy,
            announced is null
                ? null
                : NodaTime
                    .Text.LocalDatePattern.Iso.Parse(announced)
                    .Value.AtMidnight()
                    .InUtc()
                    .ToInstant()
        );
}
