using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>What no single value can tell is checked between them.</summary>
public sealed class BetweenPartsTests
{
    private const string Letters = "meter: { of: letter.sent, within: day }\n";
    private const string Month = "meter: { of: letter.sent, within: cycle }\n";
    private const string Crates = "stock: { of: crate, counts: bytes }\n";
    private const string Ratio =
        "ratio: { of: letter.returned, to: letter.sent, within: 30 days }\n";
    private const string Stamps =
        "meter: { name: stamp, from: conversions, within: cycle, unit: stamp }\n";

    [Theory]
    // Form
    [InlineData(
        "{}",
        "8:1: dock: the rule is empty; when nothing runs, say `none: intent` and `because:`"
    )]
    [InlineData("none: intent", "8:7: dock: `none` needs a reason; add `because:`")]
    [InlineData(
        "none: by others\nbecause: so",
        "8:7: dock: `none: by others` needs the clause that does it; add `see:`"
    )]
    [InlineData(
        "none: intent\nbecause: so\n" + Letters,
        "8:7: dock: the rule says that nothing runs, and has parts; remove `none`"
    )]
    [InlineData(
        "end: [{ keeps: 1 day }, { keeps: 2 days }]",
        "8:25: dock: a policy has one `end` at most"
    )]
    // Units and meters
    [InlineData(
        "limit: { amount: 5 letters, gate: deny }",
        "8:8: dock: `limit` speaks of no meter; name one with `of`"
    )]
    [InlineData(
        Letters + "limit: { amount: 5 GB, gate: deny }",
        "9:18: dock: `dock` counts letters, not GB"
    )]
    [InlineData(
        Letters + "limit: { amount: 5 signals, gate: deny }",
        "9:18: dock: `dock` counts letters, not signals"
    )]
    [InlineData(
        "meter: { of: [letter.sent, crane.used], within: day }",
        "8:14: dock: crane.used counts seconds, the meter letters; name a field in `counts`, or count `acts`"
    )]
    [InlineData(
        "meter: { of: crane.used, within: day, each-rounded: 1 letter }",
        "8:53: dock: acts of seconds cannot be rounded to 1 letter"
    )]
    [InlineData(
        Letters + "allowance: { amount: 5 letters }",
        "9:12: dock: what is included and charged is of a cycle, and `dock` is not; count it `within: cycle`"
    )]
    [InlineData(
        Ratio + "allowance: { amount: 5 letters }",
        "9:12: dock: nothing is included of a ratio"
    )]
    [InlineData(
        Month + "allowance: { amount: 5 letters, per: key }",
        "9:38: dock: `dock` has no keys; give the meter a `per`"
    )]
    // Limits
    [InlineData(
        Letters + "limit: { amount: 5 letters }",
        "9:8: dock: the limit neither answers nor opens anything; add `gate` or `opens`"
    )]
    [InlineData(
        Letters + "limit: { amount: 5 %, opens: case }",
        "9:18: dock: only a ratio is held against a share"
    )]
    [InlineData(
        Ratio + "limit: { amount: 5 letters, opens: case }",
        "9:18: dock: a ratio is held against a share"
    )]
    [InlineData(
        Ratio + "limit: { amount: 5 %, opens: case, at-least: 1 GB }",
        "9:46: dock: the whole of `dock` counts letters, not GB"
    )]
    [InlineData(
        Letters + "limit: { amount: 5 letters, opens: case, at-least: 2 letters }",
        "9:52: dock: only a ratio has a least whole"
    )]
    [InlineData(
        Letters + "limit: { amount: 5 letters, opens: case, averaged-over: 36 hours }",
        "9:57: dock: an average is over whole days"
    )]
    // Stocks
    [InlineData(
        Letters + "weigh: { where: { place: yard }, as: 50 % }",
        "9:8: dock: `weigh` speaks of no stock; name one with `of`"
    )]
    [InlineData(
        Crates + "weigh: { where: { place: yard }, as: 150 % }",
        "9:38: dock: a weight is at most 100 %, with two decimals at most"
    )]
    [InlineData(
        Crates + "weigh: { where: { place: yard, kind: fish }, as: 50 % }",
        "9:17: dock: `weigh` takes one condition"
    )]
    [InlineData(
        Crates + "weigh: { where: { width: present }, as: 50 % }",
        "9:19: dock: crate has no field `width`; known: `kind`, `place`, `bytes`"
    )]
    // Charges
    [InlineData(
        Month + "charge: { price: { EUR: 1 }, for: 1 GB, status: due }",
        "9:35: dock: `dock` counts letters, not GB"
    )]
    [InlineData(
        Month + "charge: { price: { EUR: 1 }, for: 0 letters, status: due }",
        "9:35: dock: a price is for a whole number of units, at least 1"
    )]
    [InlineData(
        Month + "charge: { price: { EUR: 1 }, for: 1 letter, taken: peak, status: due }",
        "9:52: dock: only of a stock is there more than one value in a cycle"
    )]
    [InlineData(
        Month + "charge: { price: { EUR: 1 }, for: 1 letter, repeats: once, status: due }",
        "9:54: dock: only what was `touched` can be charged once"
    )]
    [InlineData(
        "pass-through: { of: crane.used, amount: cost, currency: EUR, status: due }",
        "8:21: dock: crane.used has no field for the currency of its fee"
    )]
    [InlineData(
        Month + "allowance: { amount: 5 letters }\nnotify: { of: dock, at: [80 %] }",
        "10:15: dock: `dock` is set against usage only when the cycle closes; say `drawn: in order` there"
    )]
    [InlineData(
        Crates + "allowance: { amount: 5 GB, drawn: in order }",
        "9:35: dock: what is there is not drawn act by act; leave `drawn` out"
    )]
    // Conversions
    [InlineData(Stamps, "8:29: dock: nothing is converted to `stamp`; add a `convert` part")]
    [InlineData(
        Letters + "convert: { to: dock, of: letter.sent, costs: 1 letter }",
        "9:16: dock: `dock` is no usage currency; its meter must say `from: conversions`"
    )]
    [InlineData(
        Stamps
            + "convert:\n  - { to: stamp, of: letter.sent, costs: 1 stamp }\n  - { to: stamp, of: letter.sent, where: { kind: bulk }, costs: 2 stamps }",
        "11:22: dock: letter.sent is converted in `dock` already; tell the acts apart with `where`"
    )]
    [InlineData(
        Stamps
            + "convert: { to: stamp, of: crane.used, costs: 1 stamp, blocks: { counts: duration, from: 1 letter, size: 1 hour, counted: started } }",
        "9:89: dock: `duration` is no quantity of letters"
    )]
    [InlineData(
        Stamps
            + "convert: { to: stamp, of: signal.given, costs: 1 stamp, message: { single: 160, several: 153, unicode-single: 70, unicode-several: 67, counted: carrier } }",
        "9:66: dock: signal.given has no field `text`; name it: `text: FIELD`"
    )]
    // Acts
    [InlineData(
        "act: { of: crane.used, at-most: { duration: 4 letters }, opens: case }",
        "8:33: dock: `duration` of crane.used is no quantity of letters"
    )]
    [InlineData(
        "act: { of: crane.used, at-most: { duration: 4 hours } }",
        "8:6: dock: the bound neither answers nor opens anything; add `gate`, `opens` or `tells`"
    )]
    [InlineData(
        "act: { of: crate.stored, fits: { fields: [width, height], within: [5 boxes] }, opens: case }",
        "8:67: dock: 2 fields need as many bounds"
    )]
    [InlineData(
        "state: { name: refused, of: contact, opens: contact.refused }\ngate: { deny: crane.used, when: refused }",
        "9:33: dock: `refused` is kept for each `contact`, which crane.used does not name"
    )]
    [InlineData(
        Letters + "exempt: { from: dock, where: { place: yard } }",
        "9:17: dock: no act of `dock` has `place`"
    )]
    [InlineData(
        "export: { on: export.requested, within: 5 days, each: crate, counts-as: letter.sent }",
        "8:73: dock: letter.sent is no use of `crate`; known: `crate.fetched`"
    )]
    [InlineData(
        "bucket: { of: signal.given, rate: 0, holds: 10 seconds, gate: deny }",
        "8:35: dock: a bucket that never fills denies everything"
    )]
    [InlineData(
        "concurrency: { of: crane.used, amount: 0 }",
        "8:40: dock: where none may go on, nothing may begin; deny the acts with `gate`, or write `none` for no bound"
    )]
    [InlineData(
        "concurrency: { of: crane.used, amount: 1.5 }",
        "8:40: dock: `1.5` is no whole number that can be counted"
    )]
    [InlineData(
        "concurrency: { of: crane.used, amount: 3 seconds }",
        "8:40: dock: acts that go on are counted; write a whole number"
    )]
    [InlineData(
        "concurrency: { of: [crane.used, seats.set], amount: none }",
        "8:20: dock: nobody reserves seats.set; name acts of the catalogue"
    )]
    // Rank
    [InlineData(
        "gate:\n  - { deny: letter.sent }\n  - { warn: letter.sent }",
        "10:5: dock: disagrees with a gate of `dock` about the same acts; make one of them more special with `where`, or agree"
    )]
    [InlineData(
        Letters
            + "limit:\n  - { amount: 5 letters, gate: deny }\n  - { amount: 9 letters, gate: deny }",
        "11:15: dock: holds the same meter to another figure than `dock`"
    )]
    [InlineData(
        Letters
            + "limit:\n  - { amount: 5 letters, gate: deny }\n  - { amount: 9 letters, gate: warn }",
        "11:15: dock: the milder answer is never heard because of the limit of `dock`"
    )]
    public void A_contradiction_has_its_place(string rule, string expected) =>
        HarbourFiles.Problems(HarbourFiles.Dock(rule)).ShouldContain(expected);

    [Theory]
    [InlineData("gate:\n  - { deny: letter.sent }\n  - { warn: { letter.sent: { kind: bulk } } }")]
    [InlineData(
        "gate:\n  - { deny: letter.sent, when: { add-on: tug } }\n  - { warn: letter.sent }"
    )]
    [InlineData(
        Letters
            + "limit:\n  - { amount: 5 letters, gate: warn }\n  - { amount: 9 letters, gate: deny }"
    )]
    [InlineData(Crates + "charge: { price: { EUR: 1 }, for: 1 GB-month, status: due }")]
    [InlineData(
        "meter: { of: signal.given, counts: events, within: cycle }\nlimit: { amount: 5 letters, gate: warn }"
    )]
    public void What_agrees_is_let_be(string rule) =>
        HarbourFiles.Problems(HarbourFiles.Dock(rule)).ShouldBeEmpty();

    [Fact]
    public void A_price_stands_in_every_currency_and_in_no_other()
    {
        var text = HarbourFiles
            .Dock(Month + "charge: { price: { EUR: 1, CAD: 1 }, for: 1 letter, status: due }")
            .Replace("effective:", "currencies: [EUR, USD]\neffective:");
        HarbourFiles
            .Problems(text)
            .ShouldBe([
                "10:18: dock: nobody is billed in CAD; add it to `currencies`, or take the price out",
                "10:18: dock: there is no price in USD; add `USD:`, or take it out of `currencies`",
            ]);
    }

    [Fact]
    public void A_term_stands_in_every_plan()
    {
        var plans =
            "```yaml plan\nquay: { letters: 5 letters }\npier: { leters: 9 letters }\n```\n";
        var text =
            HarbourFiles.Dock(Letters + "limit: { amount: from plan letters, gate: deny }") + plans;
        HarbourFiles
            .Problems(text.Replace("effective:", "default-plan: quay\neffective:"))
            .ShouldBe([
                "10:18: dock: the plan `pier` has no quantity `letters`; did you mean `leters`?",
            ]);
        HarbourFiles
            .Problems(text)
            .ShouldContain(
                "2:9: the document has plans, but not for whom; add `default-plan: NAME` or `plans: required`"
            );
    }

    [Fact]
    public void Plans_stand_in_one_clause()
    {
        var plans = "```yaml plan\nquay: { fee: { EUR: 1 } }\n```\n";
        HarbourFiles
            .Problems(
                HarbourFiles.Dock(Letters)
                    + plans
                    + "### Pier\n```yaml rule\nend: { keeps: 1 day }\n```\n"
                    + plans
            )
            .ShouldContain("19:1: pier: the plans stand in another clause already");
    }

    [Fact]
    public void An_order_names_all_that_is_included()
    {
        var rule =
            Month
            + "allowance: { amount: 5 letters, drawn: in order }\norder: { covers: [lounge] }";
        var lounge =
            "### Lounge\n```yaml rule\nfree: { of: dock, while: { add-on: lounge } }\n```\n";
        HarbourFiles
            .Problems(HarbourFiles.Dock(rule) + lounge)
            .ShouldBe(["10:18: dock: `dock` is left out, which includes `dock` too"]);
    }
}
