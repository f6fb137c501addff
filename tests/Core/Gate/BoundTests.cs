using Evenhand.Core.Gate;
using Evenhand.Core.Policy;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Gate;

/// <summary>Every clause that can deny an act is among the bounds that the answer tells.</summary>
[Trait("fault", "B5")]
public class BoundTests
{
    private const string Cold =
        "meter: { of: crate.fetched, where: { place: shed }, within: day, unit: signal }\nlimit: { amount: 2 signals, gate: deny }";

    [Fact]
    public void A_limit_of_acts_on_things_in_a_condition_is_told()
    {
        var account = Lived
            .Under(Cold)
            .Then("crate.stored", """{"crate":"c1","kind":"fish","bytes":1}""")
            .Then("crate.fetched", """{"crate":"c1"}""");
        account.Left("crate.fetched", """{"crate":"c1"}""").ShouldBe(["dock 1/2"]);
        account.Then("crate.fetched", """{"crate":"c1"}""");
        account.Left("crate.fetched", """{"crate":"c1"}""").ShouldBe(["dock 0/2"]);
        account.Answers("crate.fetched", """{"crate":"c1"}""").ShouldBe("deny dock");
        account.Then("crate.moved", """{"crate":"c1","place":"yard"}""");
        account.Left("crate.fetched", """{"crate":"c1"}""").ShouldBeEmpty();
        account.Answers("crate.fetched", """{"crate":"c1"}""").ShouldBe("allow");
    }

    [Fact]
    public void A_bucket_of_acts_on_things_in_a_condition_is_told()
    {
        var account = Lived
            .Under(
                "bucket: { of: { crate.fetched: { place: shed } }, rate: 1, holds: 2 seconds, gate: deny }"
            )
            .Then("crate.stored", """{"crate":"c1","kind":"fish","bytes":1}""");
        account.Left("crate.fetched", """{"crate":"c1"}""").ShouldBe(["dock 2/2"]);
        account.Hold("crate.fetched", """{"crate":"c1"}""", quantity: 2);
        account.Left("crate.fetched", """{"crate":"c1"}""").ShouldBe(["dock 0/2"]);
        Denied(account, "crate.fetched", """{"crate":"c1"}""");
    }

    [Fact]
    public void A_limit_that_the_customer_sets_is_told_to_what_it_stops_and_to_nothing_else()
    {
        var account = Lived.Under(
            Capped(),
            story => story.At("2026-01-02", "limit.set", """{"meter":"letters","amount":2}""")
        );
        account.Left("letter.sent", """{"machine":"m1"}""").ShouldBe(["dock 0/0", "dock 2/2"]);
        account.Left("letter.sent").ShouldBe(["dock 0/0", "dock 2/2"]);
        account.Left("letter.received").ShouldBeEmpty();
        account.Then("letter.sent", """{"machine":"m1","count":2}""");
        account.Left("letter.sent", """{"machine":"m1"}""").ShouldBe(["dock 0/0", "dock 0/2"]);
        Denied(account, "letter.sent", """{"machine":"m1"}""");
        account.Answers("letter.sent").ShouldBe("warn dock");
        account.Then(
            "limit.set",
            """{"meter":"letters","amount":null}""",
            at: "2026-01-20T12:00:01Z"
        );
        account.Left("letter.sent", """{"machine":"m1"}""").ShouldBe(["dock 0/0"]);
    }

    private static string Capped() =>
        HarbourFiles.Dock(
            """
            meter: { of: letter.sent, within: cycle }
            allowance: { amount: 0 letters, drawn: in order }
            charge: { price: { GBP: 1 }, for: 1 letter, status: due }
            cap: { of: dock, set-as: letters, automated: { acts: { letter.sent: { machine: present } }, answer: deny }, others: { acts: letter.sent, answer: warn } }
            """
        );

    [Fact]
    public void A_limit_of_distinct_values_is_told_of_a_value_that_is_new()
    {
        var account = Lived
            .Under(
                "meter: { of: letter.sent, distinct: contact, within: cycle }\nlimit: { amount: 2 letters, gate: deny }"
            )
            .Then("letter.sent", """{"contact":"ana"}""");
        account.Left("letter.sent", """{"contact":"ben"}""").ShouldBe(["dock 1/2"]);
        account.Left("letter.sent", """{"contact":"ana"}""").ShouldBeEmpty();
        account.Then("letter.sent", """{"contact":"ben"}""");
        Denied(account, "letter.sent", """{"contact":"cid"}""");
        account.Answers("letter.sent", """{"contact":"ana"}""").ShouldBe("allow");
    }

    [Fact]
    public void A_limit_of_a_stock_is_told_with_its_weights()
    {
        var account = Lived
            .Under(
                "stock: { of: crate, counts: bytes }\nweigh: { where: { place: yard }, as: 25 % }\nlimit: { amount: 10 bytes, gate: deny }"
            )
            .Then("crate.stored", """{"crate":"c1","kind":"fish","bytes":9,"place":"yard"}""");
        account
            .Left("crate.stored", """{"crate":"c2","kind":"fish","bytes":1}""")
            .ShouldBe(["dock 7.75/10"]);
        account.Hold("crate.stored", """{"crate":"c3","kind":"fish","bytes":30,"place":"yard"}""");
        account
            .Answers("crate.stored", """{"crate":"c2","kind":"fish","bytes":1,"place":"yard"}""")
            .ShouldBe("allow");
        Denied(account, "crate.stored", """{"crate":"c2","kind":"fish","bytes":1}""");
    }

    [Fact]
    public void A_limit_that_may_not_be_reached_leaves_less_than_is_missing_to_it()
    {
        var account = Lived
            .Under(
                "meter: { of: letter.sent, within: day }\nlimit: { amount: 3 letters, passed: reached, gate: deny }"
            )
            .Then("letter.sent");
        account.Left("letter.sent").ShouldBe(["dock 1/3"]);
        account.Then("letter.sent");
        Denied(account, "letter.sent", "{}");
    }

    [Fact]
    public void What_one_act_may_be_at_most_is_told()
    {
        var account = Lived.Under(
            "act: { of: crane.used, at-most: { duration: 60 seconds }, gate: deny }"
        );
        account.Left("crane.used", """{"duration":60}""").ShouldBe(["dock 60/60"]);
        account.Answers("crane.used", """{"duration":60}""").ShouldBe("allow");
        Denied(account, "crane.used", """{"duration":61}""");
    }

    [Theory]
    [InlineData("act: { of: signal.given, starts: { fields: to, with: [\"+1\"] }, gate: deny }")]
    [InlineData("gate: { deny: signal.given, says: not now }")]
    public void A_clause_without_a_figure_is_told_where_it_denies(string rule) =>
        Denied(Lived.Under(rule), "signal.given", """{"to":"+44"}""");

    [Fact]
    public void The_prepaid_balance_is_told()
    {
        const string Crane = """{"duration":10,"cost":"3.00"}""";
        var account = Lived.Under(
            "wallet: { of: crane.used, draws: cost, gated: crane.used }",
            story =>
                story.At("2026-01-02", "wallet.topped-up", """{"amount":"5.00","currency":"USD"}""")
        );
        account.Left("crane.used", Crane).ShouldBe(["dock 5/5"]);
        account.Hold("crane.used", Crane);
        account.Left("crane.used", Crane).ShouldBe(["dock 2/2"]);
        account.Hold("crane.used", Crane);
        Denied(account, "crane.used", Crane);
    }

    [Fact]
    public void Two_taps_of_one_meter_add_up()
    {
        var account = Lived
            .Under(
                "meter: { of: [letter.sent, { letter.sent: { kind: bulk } }], within: day }\nlimit: { amount: 3 letters, gate: deny }"
            )
            .Then("letter.sent", """{"kind":"bulk"}""");
        account.Left("letter.sent", """{"kind":"bulk"}""").ShouldBe(["dock 1/3"]);
        Denied(account, "letter.sent", """{"kind":"bulk"}""");
        account.Answers("letter.sent").ShouldBe("allow");
    }

    private static void Denied(Lived account, string act, string with)
    {
        var answer = account.Ask(act, with);
        answer.Decision.Outcome.ShouldBe(Outcome.Deny);
        foreach (var reason in answer.Decision.Reasons)
            answer.Bounds.ShouldContain(bound => Fails(bound, reason.Clause.Slug));
    }

    private static bool Fails(BoundLeft bound, string clause) =>
        bound.Clause.Slug == clause && bound.Fails && bound.Left < bound.Adds;
}
