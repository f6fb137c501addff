using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Examples;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Examples;

/// <summary>What an example does not pin down survives a change, and is told.</summary>
public sealed class MutationTests
{
    [Fact]
    public void A_figure_that_no_example_reaches_survives()
    {
        var report = Run(
            "meter: { of: letter.sent, within: cycle }\nlimit: { amount: 10 letters, gate: deny }",
            "- say: Nine are fine.\n  events: [{ letter.sent: { count: 9 } }, { ask: letter.sent, answer: allow }]"
        );
        Survivors(report).ShouldContain("9:18 dock/limit.amount: 10 letters → 11 letters");
        Survivors(report).ShouldContain("9:36 dock/limit.gate: deny → warn");
        Survivors(report).ShouldNotContain("9:18 dock/limit.amount: 10 letters → 9 letters");
    }

    [Fact]
    public void Figures_words_lists_and_conditions_are_pinned_by_examples()
    {
        var report = Run(
            "meter: { of: [letter.sent, letter.received], where: { kind: bulk }, within: cycle }\nlimit: { amount: 10 letters, passed: reached, gate: deny }",
            """
            - say: Nine of both, and no more until next month.
              events:
                - { letter.sent: { kind: bulk, count: 4 } }
                - { letter.received: { kind: bulk, count: 4 } }
                - { letter.sent: { kind: single, count: 4 } }
                - { ask: letter.sent, with: { kind: bulk }, answer: allow }
                - { ask: letter.sent, with: { kind: single, count: 99 }, answer: allow }
                - { letter.sent: { kind: bulk }, at: 2026-01-20 }
                - { ask: letter.sent, with: { kind: bulk }, at: 2026-01-21, answer: deny }
                - { ask: letter.received, with: { kind: bulk }, at: 2026-02-01, answer: allow }
            """
        );
        Survivors(report).ShouldBeEmpty();
        report.Mutants.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Acts_at_once_are_pinned_by_asks_that_say_how_many_go_on()
    {
        const string Rule =
            "concurrency: { of: [crane.used, letter.sent], for-each: full, amount: 2 }";
        static string Ask(string act, int goingOn, string answer) =>
            $"    - {{ ask: {act}, going-on: {goingOn}, answer: {answer} }}\n";
        var told = Run(
            Rule,
            $"- say: Three go on.\n  account: {{ licensed: 2, restricted: 1 }}\n  events:\n{Ask("letter.sent", 3, "allow")}"
        );
        Survivors(told).ShouldContain("8:71 dock/concurrency.amount: 2 → 3");
        var pinned = Run(
            Rule,
            $"- say: Four may.\n  account: {{ licensed: 2, restricted: 1 }}\n  events:\n{Ask("letter.sent", 3, "allow")}{Ask("letter.sent", 4, "deny")}{Ask("letter.sent", 0, "allow")}"
                + "    - { ask: crane.used, with: { duration: 1 min }, going-on: 4, answer: deny }\n"
        );
        Survivors(pinned).ShouldBeEmpty();
        pinned.Later.ShouldBeEmpty();
    }

    [Fact]
    public void A_comparison_is_pinned_by_examples_that_have_others()
    {
        const string Judge =
            "meter: { of: signal.given, within: cycle }\njudge: { typical: { times: 5, of: median, among: same policy, at-least: 4 accounts }, floor: 10 signals, opens: case }";
        static string Example(int own, int others, int each, string cases) =>
            $$"""
                - say: {{own}} beside {{others}} of {{each}}.
                  events: [{ signal.given: {}, times: {{own}} }]
                  others: [{ accounts: {{others}}, events: [{ signal.given: {}, times: {{each}} }] }]
                  cases: [{{cases}}]

                """;
        var told = Run(Judge, Example(11, 3, 2, "dock"));
        Survivors(told).ShouldNotBeEmpty();
        var pinned = Run(
            Judge,
            Example(11, 3, 2, "dock")
                + Example(15, 3, 3, "")
                + Example(10, 3, 1, "")
                + Example(11, 2, 2, "")
        );
        Survivors(pinned).ShouldBeEmpty();
        pinned.Later.ShouldBeEmpty();
    }

    [Fact]
    public void What_only_parses_is_listed_and_what_cannot_be_is_refused()
    {
        var report = Run(
            "report: { opens: case }\nduty: { of: vendor, to: answer, within: 5 days }\nmeter: { of: signal.given, within: cycle }\nend: { keeps: 1 day }",
            "- say: A report.\n  events: [{ report.filed: { clause: dock, by: eve } }]\n  cases: [dock]"
        );
        report.Later.Select(later => later.Path).ShouldBe(["meter.within"]);
        Survivors(report)
            .ShouldBe([
                "11:15 dock/end.keeps: 1 day → 0 day",
                "11:15 dock/end.keeps: 1 day → 2 day",
            ]);
    }

    [Theory]
    // Blocks of the least there is: started or completed is the same.
    [InlineData(
        "meter: { name: stamps, from: conversions, within: cycle, unit: stamp }\nconvert: { to: stamps, of: letter.sent, blocks: { counts: count, from: 1 letter, size: 1 letter, counted: started }, costs: 3 stamps }\nlimit: { of: stamps, amount: 30 stamps, gate: deny }",
        "blocks.counted"
    )]
    // A count of licences that nothing multiplies.
    [InlineData(
        "meter: { of: letter.sent, within: cycle }\nallowance: { amount: 10 letters, taken: highest }\ncharge: { beyond: dock, price: { EUR: 1 }, for: 1 letter, status: due }",
        "allowance.taken"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: cycle }\nlimit: { amount: 10 letters, taken: highest, gate: deny }",
        "limit.taken"
    )]
    // Of one letter none is begun and left.
    [InlineData(
        "meter: { of: letter.sent, within: cycle }\ncharge: { price: { EUR: 1 }, for: 1 letter, partial: started, status: due }",
        "charge.partial"
    )]
    // With one plan and one price the whole cycle is what its acts drew.
    [InlineData(
        "meter: { of: letter.sent, within: cycle }\nallowance: { amount: 10 letters, drawn: whole cycle }\ncharge: { beyond: dock, price: { EUR: 1 }, for: 1 letter, status: due }",
        "allowance.drawn: whole cycle → in order"
    )]
    // What never ends does not end at the end of a day.
    [InlineData(
        "state: { name: busy, opens: signal.given, to: the hour }\ngate: { deny: letter.sent, when: busy }\nmeter: { of: letter.sent, within: day }\nlimit: { amount: 10 letters, gate: deny }",
        "state.to"
    )]
    [Trait("fault", "L12")]
    public void A_mutant_that_changes_nothing_is_none(string rule, string unnoticed)
    {
        var report = Run(rule, "- say: Nothing happens.\n  events: [{ signal.given: {} }]");
        Survivors(report).ShouldNotBeEmpty("what no example notices is still told");
        Survivors(report).ShouldNotContain(survivor => survivor.Contains(unnoticed));
    }

    [Fact]
    public void A_mutant_that_does_not_compile_is_refused()
    {
        var report = Run(
            "stock: { of: berth, counts: things }\ncharge: { taken: touched, price: { EUR: 1 }, for: 1, repeats: once, status: due }",
            "- say: One berth.\n  account: { currency: EUR }\n  events: [{ berth.taken: { berth: a } }]\n  lines: [{ amount: 1.00 }]"
        );
        report.Rejected.ShouldBe(
            4,
            "for: 0, and the three other values of the stock, of which none is charged once"
        );
    }

    [Fact]
    public void The_harbours_own_policy_has_gaps_that_are_found()
    {
        var file = Path.Combine(HarbourFiles.Folder, "harbour.md");
        var report = PolicyReport.Of(file, HarbourFiles.Catalogue, mutate: true);
        report.Problems.InOrder.ShouldBeEmpty();
        report.Failures.InOrder.ShouldBeEmpty();
        report.Mutation!.Survivors.ShouldNotBeEmpty();
        report.Mutation.Survivors.ShouldAllBe(survivor =>
            survivor.Parameter.Clause == "storage" || survivor.Parameter.Clause == "cranes"
        );
    }

    private static MutationReport Run(string rule, string examples)
    {
        var text = HarbourFiles.Dock(rule) + $"\n```yaml example\n{examples}\n```\n";
        var (policy, problems, failures) = (
            HarbourFiles.Typed(text),
            new Problems(),
            new Problems()
        );
        var scenarios = ScenarioReader.All(policy, problems);
        var run = new ExampleRun(Engine.Run);
        run.Check(HarbourFiles.Compiled(text), "d.md", scenarios, failures);
        problems.InOrder.ShouldBeEmpty();
        failures.InOrder.ShouldBeEmpty();
        return new Mutation(run).Run(policy, HarbourFiles.Compiled(text), scenarios);
    }

    private static List<string> Survivors(MutationReport report) =>
        [
            .. report.Survivors.Select(each =>
                $"{each.Parameter.Node.At.Line}:{each.Parameter.Node.At.Column} {each}"
            ),
        ];
}
