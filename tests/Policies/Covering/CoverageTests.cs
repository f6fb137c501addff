using System.Collections.Immutable;
using Evenhand.Policies.Covering;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Covering;

/// <summary>What becomes of each clause is told from its rule, and what shows it from the examples.</summary>
public sealed class CoverageTests
{
    [Theory]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: 3 letters, gate: deny }",
        "Runs"
    )]
    [InlineData("meter: { of: letter.sent, within: day }", "Runs")]
    [InlineData("report: { opens: case }", "Decided")]
    [InlineData("none: later\nbecause: people judge it", "Decided")]
    [InlineData("none: intent\nbecause: so", "StatesNothing")]
    [InlineData("none: never charged\nbecause: so", "StatesNothing")]
    [InlineData("concurrency: { of: letter.sent, amount: none }", "StatesNothing")]
    [InlineData("vault: { retrieval-within: 15 hours }", "Runs")]
    [InlineData(
        "report: { opens: case, quarantines: crate }\nvault: { retrieval-within: 15 hours }",
        "Runs, Decided"
    )]
    [InlineData("concurrency: { of: letter.sent, amount: 3 }", "Runs")]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: 3 letters, opens: case }\nreport: { opens: case }",
        "Runs, Decided"
    )]
    public void A_clause_runs_is_decided_or_states_nothing(string rule, string fates) =>
        string.Join(", ", Of(HarbourFiles.Dock(rule))[0].Fates).ShouldBe(fates);

    [Fact]
    public void A_clause_is_shown_by_its_examples_and_by_those_that_expect_something_of_it()
    {
        var covered = Of(
            HarbourFiles.Dock("report: { opens: case }")
                + """

                ```yaml example
                - say: A report of the dock.
                  events: [{ report.filed: { clause: dock, by: eve } }]
                  cases: [dock]
                ```

                ### Pier

                ```yaml rule
                meter: { of: letter.sent, within: day }
                limit: { amount: 3 letters, gate: deny }
                ```

                ```yaml example
                - say: Four letters, and a report.
                  events:
                    - { ask: letter.sent, with: { count: 4 }, answer: deny }
                    - { report.filed: { clause: dock, by: eve } }
                  cases: [dock]
                - say: Three letters.
                  events: [{ ask: letter.sent, with: { count: 3 }, answer: allow }]
                ```
                """
        );
        covered[0]
            .Shown.Select(shown => (shown.Clause, shown.Says))
            .ShouldBe([("dock", "A report of the dock."), ("pier", "Four letters, and a report.")]);
        covered[1].Shown.Length.ShouldBe(2);
        covered[1].At.Line.ShouldBe(17);
    }

    private static ImmutableArray<Covered> Of(string text) => Coverage.Of(HarbourFiles.Typed(text));
}
