using Evenhand.Policies.Comparing;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Comparing;

/// <summary>Which way a change of standing leans: more notice, more persons and more chances are better for the customer.</summary>
public sealed class StandingDirectionTests
{
    private const string Rule = """
        ladder:
          steps:
            - { to: warned, by: anyone, with: [figures] }
            - { to: restricted, needs: warned, notice: 14 days, lasts: 60 days }
            - { to: suspended, needs: restricted, notice: 14 days }
          falls-back-after: 3 cycles
          appeal: { within: 6 months, decided-within: 14 days }
        meter: { of: letter.sent, within: cycle }
        limit: { amount: 3 letters, gate: warn, opens: case }
        report: { opens: case, suspends: account }
        judge: { of: dock, typical: { times: 5, of: median, among: same policy, at-least: 20 accounts }, floor: 9 letters }
        duty: { of: vendor, to: answer, within: 5 days }
        amend: { notice: 30 days }
        """;

    [Theory]
    [InlineData(
        "needs: warned, notice: 14 days",
        "needs: warned, notice: 20 days",
        Leaning.Favourable
    )]
    [InlineData("needs: warned, notice: 14 days", "needs: warned, notice: 7 days", Leaning.Adverse)]
    [InlineData("needs: warned, notice: 14 days", "needs: warned", Leaning.Adverse)]
    [InlineData("needs: restricted,", "needs: warned,", Leaning.Adverse)]
    [InlineData("needs: restricted,", "", Leaning.Adverse)]
    [InlineData("by: anyone, ", "", Leaning.Favourable)]
    [InlineData("by: anyone", "by: person", Leaning.Favourable)]
    [InlineData("with: [figures]", "with: [figures, mending]", Leaning.Editorial)]
    [InlineData("with: [figures]", "with: [figures], offers: plan", Leaning.Favourable)]
    [InlineData("lasts: 60 days", "lasts: 30 days", Leaning.Favourable)]
    [InlineData(", lasts: 60 days", "", Leaning.Adverse)]
    [InlineData("lasts: 60 days", "lasts: 60 days, approval: second person", Leaning.Favourable)]
    [InlineData("needs: restricted,", "needs: restricted, approval: none,", Leaning.Adverse)]
    [InlineData(
        "needs: restricted,",
        "needs: restricted, approval: second person,",
        Leaning.Editorial
    )]
    [InlineData("falls-back-after: 3 cycles", "falls-back-after: 2 cycles", Leaning.Favourable)]
    [InlineData("  falls-back-after: 3 cycles\n", "", Leaning.Adverse)]
    [InlineData("within: 6 months", "within: 7 months", Leaning.Favourable)]
    [InlineData("within: 6 months, ", "", Leaning.Editorial)]
    [InlineData("decided-within: 14 days", "decided-within: 20 days", Leaning.Adverse)]
    [InlineData("decided-within: 14 days", "decided-within: 10 days", Leaning.Favourable)]
    [InlineData(
        "    - { to: suspended, needs: restricted, notice: 14 days }\n",
        "",
        Leaning.Favourable
    )]
    [InlineData(
        "    - { to: warned, by: anyone",
        "    - { to: advised, by: person }\n    - { to: warned, by: anyone",
        Leaning.Editorial
    )]
    [InlineData(
        "opens: case }\nreport",
        "opens: case, once-throttled: deny }\nreport",
        Leaning.Adverse
    )]
    [InlineData(
        "suspends: account",
        "suspends: { acts: [letter.sent, crane.used] }",
        Leaning.Favourable
    )]
    [InlineData(", suspends: account", "", Leaning.Favourable)]
    [InlineData("times: 5", "times: 4", Leaning.Adverse)]
    [InlineData("at-least: 20 accounts", "at-least: 30 accounts", Leaning.Favourable)]
    [InlineData("floor: 9 letters", "floor: 8 letters", Leaning.Adverse)]
    [InlineData(", floor: 9 letters", "", Leaning.Adverse)]
    [InlineData("within: 5 days", "within: 3 days", Leaning.Favourable)]
    [InlineData("duty: { of: vendor, to: answer, within: 5 days }\n", "", Leaning.Adverse)]
    [InlineData("notice: 30 days }", "notice: 30 days, accepted-by: use }", Leaning.Adverse)]
    [InlineData("notice: 30 days }", "notice: 40 days }", Leaning.Favourable)]
    public void A_change_of_standing_leans(string rule, string changed, Leaning leaning)
    {
        Rule.ShouldContain(rule);
        Between(Rule, Rule.Replace(rule, changed)).Leaning.ShouldBe(leaning);
        var there = Between(Rule.Replace(rule, changed), Rule).Leaning;
        there.ShouldBe(Back(leaning));
    }

    [Theory]
    [InlineData("{ acts: letter.sent }", "{ acts: [letter.sent, crane.used] }", Leaning.Adverse)]
    [InlineData("{ acts: letter.sent }", "{ acts: crane.used }", Leaning.Unclear)]
    [InlineData(
        "{ acts: [letter.sent, crane.used] }",
        "{ acts: [crane.used] }",
        Leaning.Favourable
    )]
    [InlineData("{ acts: letter.sent }", "{ acts: [letter.sent] }", Leaning.None)]
    [InlineData("{ acts: letter.sent }", "account", Leaning.Adverse)]
    public void What_is_suspended_is_weighed_as_a_whole(
        string suspends,
        string changed,
        Leaning leaning
    ) => Between(Report(suspends), Report(changed)).Leaning.ShouldBe(leaning);

    [Fact]
    public void A_step_is_compared_with_the_step_to_its_kind()
    {
        var changes = Between(
            Rule,
            Rule.Replace(
                "    - { to: warned,",
                "    - { to: advised }\n    - { to: warned, offers: plan,"
            )
        )
            .Clauses.Single()
            .Changes;
        changes
            .Select(change => (change.Path, change.Before, change.After, change.Leaning))
            .ShouldBe([
                ("ladder.steps.0", null, "to advised", Leaning.Editorial),
                ("ladder.steps.1.offers", null, "plan", Leaning.Favourable),
            ]);
    }

    [Theory]
    [InlineData(
        "answered-within: 5 days, else: refused",
        "answered-within: 2 days, else: refused",
        Leaning.Favourable
    )]
    [InlineData(
        "answered-within: 5 days, else: refused",
        "answered-within: 5 days, else: granted",
        Leaning.Favourable
    )]
    [InlineData("answered-within: 5 days, else: granted", "granted: any time", Leaning.Adverse)]
    public void A_sooner_answer_to_a_request_is_favourable(
        string exceptions,
        string changed,
        Leaning leaning
    ) => Between(Front(exceptions), Front(changed), isWhole: true).Leaning.ShouldBe(leaning);

    private static string Report(string suspends) =>
        $"report: {{ opens: case, suspends: {suspends} }}";

    private static string Front(string exceptions) =>
        HarbourFiles
            .Dock("report: { opens: case }")
            .Replace(
                "effective: 2026-01-01\n",
                $"effective: 2026-01-01\nexceptions: {{ {exceptions} }}\n"
            );

    // What is editorial or unclear one way is so the other.
    private static Leaning Back(Leaning leaning) => Directions.Opposite(leaning);

    private static Difference Between(string old, string now, bool isWhole = false) =>
        Difference.Between(
            HarbourFiles.Typed(isWhole ? old : HarbourFiles.Dock(old)),
            HarbourFiles.Typed(isWhole ? now : HarbourFiles.Dock(now))
        );
}
