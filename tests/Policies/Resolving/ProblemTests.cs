using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Resolving;

/// <summary>Every kind of slip is told with its place, its clause and what would be right.</summary>
public sealed class ProblemTests
{
    [Theory]
    // Names
    [InlineData(
        "metre: { of: letter.sent, within: day }",
        "8:1: dock: unknown key of a rule `metre`; did you mean `meter`?"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day, pre: sender }",
        "8:40: dock: unknown key of meter `pre`; did you mean `per`?"
    )]
    [InlineData(
        "meter: { of: leter.sent, within: day }",
        "8:14: dock: unknown event type `leter.sent`; did you mean `letter.sent`?"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day, per: sendr }",
        "8:45: dock: letter.sent has no field `sendr`; did you mean `sender`?"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day, counts: sender }",
        "8:48: dock: letter.sent has no quantity field `sender`; known: `characters`, `segments`, `count`"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day, needs: tog }",
        "8:47: dock: unknown add-on `tog`; did you mean `tug`?"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day, unit: lettre }",
        "8:46: dock: unknown unit `lettre`; did you mean `letter`?"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day, when: awake }",
        "8:46: dock: unknown state `awake`"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day, when: { account: charty } }",
        "8:57: dock: unknown flag of accounts `charty`; did you mean `charity`?"
    )]
    [InlineData(
        "meter: { of: { letter.sent: { knd: bulk } }, within: day }",
        "8:31: dock: letter.sent has no field `knd`; did you mean `kind`?"
    )]
    [InlineData(
        "meter: { of: { letter.sent: { kind: bluk } }, within: day }",
        "8:37: dock: unknown value of `kind` `bluk`; did you mean `bulk`?"
    )]
    [InlineData(
        "meter: { of: { letter.sent: { sender: ada } }, within: day }",
        "8:39: dock: `sender` has no closed set of values to compare with; ask whether it is `present` or `absent`"
    )]
    [InlineData(
        "stock: { of: crat, counts: things }",
        "8:14: dock: unknown thing `crat`; did you mean `crate`?"
    )]
    [InlineData(
        "limit: { of: stamps, amount: 1, gate: deny }",
        "8:14: dock: unknown meter `stamps`"
    )]
    [InlineData(
        "charge: { beyond: storage, price: { EUR: 1 }, for: 1, status: due }",
        "8:19: dock: unknown clause with `allowance` `storage`"
    )]
    [InlineData(
        "none: by others\nbecause: it does\nsee: dook",
        "10:6: dock: unknown clause `dook`; did you mean `dock`?"
    )]
    // Values
    [InlineData(
        "meter: { of: letter.sent, within: dya }",
        "8:35: dock: expected duration, not `dya`; write a number and a unit, such as `30 days`"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: 3 letters }",
        "8:35: dock: expected duration, not `3 letters`; known: `milliseconds`, `seconds`, `minutes`, `hours`, `days`"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: 3 months }",
        "8:35: dock: months have no fixed length here; write days"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: many, gate: deny }",
        "9:18: dock: expected quantity, not `many`; write a number and a unit, such as `70 GB`"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: 5 leters, gate: deny }",
        "9:18: dock: unknown unit `leters`; did you mean `letters`?"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: 1.5 letters, gate: deny }",
        "9:18: dock: `1.5 letters` is no whole number that can be counted"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: -1, gate: deny }",
        "9:18: dock: expected quantity, not `-1`; write a number and a unit, such as `70 GB`"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: 99999999999999999, gate: deny }",
        "9:18: dock: expected quantity, not `99999999999999999`; write a number and a unit, such as `70 GB`"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: 5, gate: denny }",
        "9:27: dock: unknown word `denny`; did you mean `deny`?"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nlimit: { amount: from plan letters, gate: deny }",
        "9:18: dock: the document has no plans; add a `yaml plan` block"
    )]
    [InlineData(
        "meter: letter.sent",
        "8:8: dock: expected a mapping of `name`, `of`, `from`, `where`, `counts`, `distinct`, `per`, `within`, `needs`, `when`, `unless`, `each-rounded`, `unit`, not `letter.sent`"
    )]
    [InlineData("meter: { of: [], within: day }", "8:14: dock: the list is empty")]
    // Missing and too much
    [InlineData("meter: { of: letter.sent }", "8:8: dock: meter needs `within`")]
    [InlineData("meter: { within: day }", "8:8: dock: meter needs exactly one of `of`, `from`")]
    [InlineData(
        "meter: { of: letter.sent, from: conversions, within: day }",
        "8:33: dock: meter needs exactly one of `of`, `from`"
    )]
    [InlineData(
        "meter: { of: letter.sent, within: day }\nact: { of: letter.sent, gate: deny }",
        "9:6: dock: act needs exactly one of `at-most`, `fits`, `starts`"
    )]
    public void A_slip_has_its_place_and_its_remedy(string rule, string expected) =>
        HarbourFiles.Problems(HarbourFiles.Dock(rule))[0].ShouldBe(expected);

    [Fact]
    public void All_slips_are_told_at_once() =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock(
                    "meter: { of: leter.sent, within: dya }\nlimit: { amount: 5 leters, gate: denny }"
                )
            )
            .Count.ShouldBe(4);

    [Fact]
    public void Two_meters_of_one_name_are_a_slip() =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock(
                    "meter:\n  - { of: letter.sent, within: day }\n  - { of: letter.received, within: day }"
                )
            )
            .ShouldBe(["10:5: dock: the meter `dock` stands twice; give it a `name` of its own"]);

    [Theory]
    [InlineData(
        "# Nothing",
        "1:1: the document has no front matter; begin with `---`, `policy:`, `version:`, `effective:`, `---`"
    )]
    [InlineData("---\npolicy: p\n---\n", "2:1: the front matter needs `effective`")]
    [InlineData(
        "---\npolicy: p\nversion: 1\neffective: soon\n---\n",
        "4:12: expected date or instant, not `soon`; write a date such as `2026-03-01`"
    )]
    [InlineData(
        "---\npolicy: p\nversion: 1\neffective: 2026-01-01\ncurrencies: [euro]\n---\n",
        "5:14: expected currency, not `euro`; write the three letters of ISO 4217, such as `EUR`"
    )]
    [InlineData(
        "---\npolicy: p\nversion: 1\neffective: 2026-01-01\ndefault-plan: quay\n---\n",
        "5:15: unknown plan `quay`"
    )]
    public void The_front_matter_is_checked_too(string text, string expected) =>
        HarbourFiles.Problems(text)[0].ShouldBe(expected);

    [Fact]
    public void A_clause_without_a_rule_is_a_slip() =>
        HarbourFiles
            .Problems(HarbourFiles.FrontMatter + "### Dock\n\nProse.\n")
            .ShouldBe([
                "6:1: dock: the clause has no rule; add a `yaml rule` block; when nothing runs, `none: intent` and `because:`",
            ]);
}
