using Evenhand.Notation;
using Evenhand.Policies.Examples;
using Evenhand.Policies.Reading;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Examples;

/// <summary>Examples run as they stand, and what comes out otherwise is told where it is expected.</summary>
public sealed class ExampleTests
{
    private const string Rule = """
        meter: { of: letter.sent, within: cycle }
        limit: { amount: 10 letters, gate: deny, opens: case }
        allowance: { amount: 2 letters, drawn: in order }
        charge: { beyond: dock, price: { EUR: 0.50, USD: 0.60 }, for: 1 letter, status: due }
        notify: { of: dock, at: [50 %, 100 %] }
        act: { of: crane.used, at-most: { duration: 4 hours }, gate: warn, tells: yes }
        report: { opens: case }
        """;

    [Theory]
    [InlineData(
        "events: [{ letter.sent: { count: 3 } }]\n  lines: [{ quantity: 3, included: 2, billable: 1, unit: letter, price: 0.60, per: 1, amount: 0.60, status: due }]"
    )]
    [InlineData(
        "account: { currency: EUR }\n  events: [{ letter.sent: {}, times: 3 }]\n  lines: [{ amount: 0.50 }]\n  notices: [near-allowance, allowance-reached]"
    )]
    [InlineData(
        "account: { zone: Asia/Tokyo, cycle-day: 15, opened: 2026-02-20 09:00 }\n  events: [{ letter.sent: {}, at: 2026-02-20 09:00 }]\n  lines: [{ cycle: 2026-02-15, quantity: 1 }, { cycle: 2026-02-15, clause: dock, quantity: 2, stands: no }]"
    )]
    [InlineData(
        "events:\n    - { letter.sent: { count: 10 } }\n    - { ask: letter.sent, answer: deny, cites: [dock] }\n    - { ask: crane.used, with: { duration: 1 min }, answer: allow, tells: { max_duration: 4 hours } }\n    - { letter.sent: {}, at: +1 day }\n  cases: [dock]"
    )]
    [InlineData(
        "events:\n    - { letter.sent: { count: 10 }, id: many }\n    - { usage.voided: { source: example, id: many, reason: slip } }\n    - { ask: letter.sent, answer: allow }\n  lines: [{ quantity: 0 }]\n  cases: []"
    )]
    [InlineData(
        "events: [{ report.filed: { clause: dock, by: eve } }]\n  cases: [dock]\n  wallet: 0"
    )]
    [InlineData("events: [{ wallet.topped-up: { amount: 5, currency: USD } }]\n  wallet: 5")]
    [InlineData(
        "events: [{ letter.sent: { count: 3 } }, { charge.waived: { clause: dock, cycle: 2026-01-01 }, at: 2026-02-03 }]\n  lines: [{ amount: 0.60, status: waived }]"
    )]
    [InlineData(
        "events: [{ exception.granted: { clause: dock, from: 2026-01-01, to: 2026-01-31, amount: 20 } }, { letter.sent: { count: 15 } }]\n  cases: []"
    )]
    public void What_holds_is_silent(string example) => Run(example).ShouldBeEmpty();

    [Theory]
    [InlineData(
        "events: [{ letter.sent: { count: 3 } }]\n  lines: [{ quantity: 4, amount: 0.70 }]",
        "20:11: dock: example “say”: quantity: expected 4, got 3, amount: expected 0.7, got 0.6"
    )]
    [InlineData(
        "lines: [{ clause: dock, stands: no }]",
        "19:11: dock: example “say”: expected no such line of dock"
    )]
    [InlineData(
        "lines: [{ cycle: 2025-01-01 }]",
        "19:11: dock: example “say”: expected a line of dock, there is none on that statement"
    )]
    [InlineData(
        "events:\n    - { ask: letter.sent, answer: deny }",
        "20:7: dock: example “say”: expected deny, got allow"
    )]
    [InlineData(
        "events: [{ letter.sent: { count: 10 } }]\n  cases: [dock]",
        "20:10: dock: example “say”: cases: expected dock, got none"
    )]
    [InlineData(
        "events: [{ letter.sent: { count: 1 } }]\n  notices: []",
        "20:12: dock: example “say”: notices: expected none, got near-allowance"
    )]
    [InlineData("wallet: 3", "19:11: dock: example “say”: expected a balance of 3, got 0")]
    [InlineData(
        "events: [{ wallet.topped-up: { amount: 5, currency: EUR } }]",
        "19:12: dock: example “say”: was rejected: "
    )]
    [InlineData(
        "events: [{ ask: crane.used, with: { duration: 1 min }, tells: { max_duration: 3 hours } }]",
        "19:12: dock: example “say”: expected max_duration 10800, got 14400"
    )]
    [InlineData(
        "events: [{ letter.sent: { count: 10 } }, { ask: letter.sent, answer: deny, cites: [] }]",
        "19:44: dock: example “say”: expected to cite none, got dock"
    )]
    public void What_comes_out_otherwise_is_told(string example, string expected) =>
        Run(example)[0].ShouldStartWith(expected);

    [Theory]
    [InlineData(
        "events: [{ leter.sent: {} }]",
        "19:14: dock: unknown event type `leter.sent`; did you mean `letter.sent`?"
    )]
    [InlineData(
        "events: [{ letter.sent: { cuont: 3 } }]",
        "19:29: dock: letter.sent has no field `cuont`; did you mean `count`?"
    )]
    [InlineData(
        "events: [{ letter.sent: { count: 3 GB } }]",
        "19:36: dock: `3 GB` is no quantity of `count`; write a number of letters, or name the unit"
    )]
    [InlineData(
        "events: [{ letter.sent: { kind: bluk } }]",
        "19:35: dock: unknown value of `kind` `bluk`; did you mean `bulk`?"
    )]
    [InlineData("events: [{ crane.used: {} }]", "19:26: dock: crane.used needs `duration`")]
    [InlineData(
        "events: [{ letter.sent: {}, att: 2026-01-01 }]",
        "19:31: dock: unknown key of an event `att`; did you mean `at`?"
    )]
    [InlineData(
        "events: [{ letter.sent: {}, at: noon }]",
        "19:35: dock: expected a moment, not `noon`; write `2026-01-05`, `2026-01-05 09:30` or, for an event, `+2 days`"
    )]
    [InlineData(
        "events: [{ at: 2026-01-01 }]",
        "19:12: dock: names no event type; write `{ TYPE: { field: value } }`"
    )]
    [InlineData(
        "until: 2026-01-15\n  events: [{ letter.sent: {}, at: 2026-01-15 }]",
        "20:12: dock: comes after the end of the example; say a later `until`"
    )]
    [InlineData(
        "account: { zone: Europe/Lisbn }",
        "19:20: dock: unknown time zone `Europe/Lisbn`; did you mean `Europe/Lisbon`?"
    )]
    [InlineData("account: { cycle-day: 32 }", "19:25: dock: a cycle day is from 1 to 31")]
    [InlineData(
        "account: { charity: maybe }",
        "19:23: dock: unknown word `maybe`; known: `false`, `true`"
    )]
    [InlineData(
        "lines: [{ clause: dook }]",
        "19:21: dock: unknown clause `dook`; did you mean `dock`?"
    )]
    [InlineData(
        "lines: [{ amuont: 3 }]",
        "19:13: dock: unknown key of a line `amuont`; did you mean `amount`?"
    )]
    public void A_slip_in_an_example_has_its_place(string example, string expected) =>
        Read(example).ShouldContain(expected);

    private static List<string> Run(string example)
    {
        var policy = HarbourFiles.Typed(Document(example));
        var (problems, failures) = (new Problems(), new Problems());
        var scenarios = ScenarioReader.All(policy, problems);
        problems.InOrder.ShouldBeEmpty();
        new ExampleRun(Engine.Run).Check(
            HarbourFiles.Compiled(Document(example)),
            "d.md",
            scenarios,
            failures
        );
        return [.. failures.InOrder.Select(failure => failure.ToString()["d.md:".Length..])];
    }

    private static List<string> Read(string example)
    {
        var problems = new Problems();
        var policy = HarbourFiles.Check(Document(example), problems).Policy;
        ScenarioReader.All(policy, problems);
        return [.. problems.InOrder.Select(problem => problem.ToString()["d.md:".Length..])];
    }

    // The example's first key stands on line 19.
    private static string Document(string example) =>
        HarbourFiles.Dock(Rule) + $"\n```yaml example\n- say: say\n  {example}\n```\n";
}
