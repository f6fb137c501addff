using Evenhand.Notation;
using Evenhand.Policies.Examples;
using Evenhand.Policies.Publishing;
using Evenhand.Policies.Reading;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Examples;

/// <summary>Examples reach the ladder: what people do is written as events, and what comes of it is expected.</summary>
public sealed class StandingExampleTests
{
    private const string Rule = """
        meter: { of: letter.sent, within: cycle }
        limit: { amount: 10 letters, gate: warn, opens: case, once-throttled: deny }
        """;

    private const string Ladder =
        "ladder: { steps: [{ to: warned, by: anyone }, { to: restricted, needs: warned, notice: 2 days }] }";

    private const string Restricted = """
        account: { currency: USD }
          events:
            - { letter.sent: { count: 11 }, at: 2026-01-05 }
            - { notice.delivered: { step: "dock@2026-01-01:warned", channel: email }, at: 2026-01-06 }
            - { letter.sent: { count: 11 }, at: 2026-02-05 }
            - { finding.made: { case: "dock@2026-02-01", by: ann, reason: seen }, at: 2026-02-06 }
            - { step.proposed: { step: less, to: charged, cases: "dock@2026-02-01", price: { clause: dock, per: 1, amount: 2 }, by: ann, reason: again }, at: 2026-02-07 }
            - { step.approved: { step: less, by: ann, reason: agreed }, at: 2026-02-08, id: alone }
            - { exception.requested: { exception: more, clause: dock, from: 2026-03-01, to: 2026-03-02, reason: a feast }, at: 2026-02-08 }
            - { exception.refused: { exception: more, by: bob, reason: not now }, at: 2026-02-09 }
            - { appeal.opened: { appeal: ours, against: more, reason: it is a feast }, at: 2026-02-10 }
            - { appeal.decided: { appeal: ours, by: cyd, outcome: upheld, reason: not now }, at: 2026-02-11 }
          until: 2026-02-20
        """;

    [Theory]
    [InlineData("standing: warned")]
    [InlineData("steps: [{ to: warned, state: in force, at: 2026-01-06, standing: warned }]")]
    [InlineData(
        "steps: [{ step: less, state: proposed, by: ann }, { step: less, state: announced, stands: no }]"
    )]
    [InlineData("unmet: [{ act: alone, why: person }]")]
    [InlineData("requests: [{ exception: more, state: refused, by: bob }]")]
    [InlineData("appeals: { appeal: ours, outcome: upheld, at: 2026-02-11 }")]
    public void What_holds_is_silent(string expected) => Run(expected).ShouldBeEmpty();

    [Theory]
    [InlineData("standing: good", "standing: expected good, got warned")]
    [InlineData("steps: [{ to: warned, state: lifted }]", "steps: no such change among: ")]
    [InlineData("steps: [{ to: warned, stands: no }]", "steps: expected no such change")]
    [InlineData("unmet: []", "unmet: expected none, got alone (person)")]
    [InlineData(
        "unmet: [{ act: alone, why: [person, state] }]",
        "unmet: expected alone (person, state), got alone (person)"
    )]
    [InlineData(
        "requests: [{ exception: more, state: granted }]",
        "requests: no such change among: "
    )]
    [InlineData("appeals: { appeal: ours, at: 2026-02-12 }", "appeals: no such change among: ")]
    public void What_comes_out_otherwise_is_told(string expected, string told) =>
        Run(expected).ShouldHaveSingleItem().ShouldContain(told);

    [Theory]
    [InlineData("price: { clause: dock, per: 1 }", "step.proposed needs `price.amount`")]
    [InlineData(
        "price: { clause: dock, per: 1, amount: 2, of: it }",
        "unknown key of `price` of step.proposed `of`"
    )]
    [InlineData("cases: dock@2026-01-01", "step.proposed needs")]
    public void A_slip_in_an_act_of_a_person_has_its_place(string field, string problem)
    {
        var problems = new Problems();
        var text = Document(
            $"events: [{{ step.proposed: {{ step: less, to: charged, by: ann, {field} }} }}]"
        );
        ScenarioReader.All(HarbourFiles.Check(text, problems).Policy, problems);
        string.Join("\n", problems.InOrder).ShouldContain(problem);
    }

    [Fact]
    public void An_example_of_standing_is_told_in_words()
    {
        var page = Page.Of(
            HarbourFiles.Check(
                Document(
                    Restricted
                        + "\n  steps: [{ step: less, to: charged, state: proposed, at: 2026-02-07, by: ann }, { step: less, state: lifted, stands: no }]"
                        + "\n  appeals: [{ appeal: ours, outcome: upheld, by: time }]"
                        + "\n  unmet: [{ act: alone, why: person }]"
                        + "\n  standing: warned"
                ),
                new Problems()
            )
        );
        page.ShouldContain("The step “less” (charged) is proposed, 7 February 2026, by ann.");
        page.ShouldContain("The step “less” is never lifted.");
        page.ShouldContain("The appeal “ours” is upheld, by the passing of time.");
        page.ShouldContain("Without effect: alone (missing: person).");
        page.ShouldContain("The account is then warned.");
    }

    private static List<string> Run(string expected)
    {
        var (problems, failures) = (new Problems(), new Problems());
        var policy = HarbourFiles.Check(Document($"{Restricted}\n  {expected}"), problems);
        var scenarios = ScenarioReader.All(policy.Policy, problems);
        problems.InOrder.ShouldBeEmpty();
        new ExampleRun(Engine.Run).Check(policy.Version!, "d.md", scenarios, failures);
        return [.. failures.InOrder.Select(failure => failure.ToString())];
    }

    private static string Document(string example) =>
        HarbourFiles.Dock(Rule)
        + $"```yaml example\n- say: say\n  {example}\n```\n### Steps\n```yaml rule\n{Ladder}\n```\n";
}
