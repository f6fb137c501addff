using Evenhand.Policies.Notes;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Notes;

/// <summary>What the check says unasked.</summary>
public sealed class NotesTests
{
    [Fact]
    public void A_clause_that_runs_later_is_said_with_its_place()
    {
        Said(
                "report: { opens: case, quarantines: crate }\nvault: { retrieval-within: 15 hours }\nconcurrency: { of: letter.sent, amount: 3 }",
                NoteCode.RunsLater
            )
            .ShouldBeEmpty();
        Said("none: later\nbecause: people judge it", NoteCode.RunsLater)
            .ShouldBe([
                "d.md:8:7: note: dock: the whole clause is checked and published now, and runs later",
            ]);
        Said("none: intent\nbecause: so", NoteCode.RunsLater).ShouldBeEmpty();
    }

    [Fact]
    public void A_step_that_nothing_can_reach_is_said()
    {
        const string Steps =
            "ladder:\n  steps:\n    - { to: warned }\n    - { to: restricted, needs: warned }\n    - { to: suspended, needs: restricted }\n";
        Said(Steps + "report: { opens: case }", NoteCode.UnreachableStep)
            .ShouldBe([
                "d.md:11:13: note: dock: nothing can reach `restricted`: no clause that opens a case can be throttled or charged",
                "d.md:12:13: note: dock: nothing can reach `suspended`: nothing can reach `restricted`, which it needs",
            ]);
        Said("ladder: { steps: [{ to: warned }, { to: charged }] }", NoteCode.UnreachableStep)
            .ShouldBe([
                "d.md:8:25: note: dock: nothing can reach `warned`: no clause opens a case",
                "d.md:8:41: note: dock: nothing can reach `charged`: no clause opens a case",
            ]);
    }

    [Theory]
    [InlineData(
        "amount: 5 letters, gate: warn, opens: case, once-throttled: deny",
        "30 days",
        "charged"
    )]
    [InlineData("amount: 5 letters, opens: case", "cycle", "throttled")]
    [InlineData("amount: 5 letters, opens: case, once-throttled: deny", "day", "")]
    public void A_restriction_needs_a_clause_that_can_be_throttled_or_charged(
        string limit,
        string within,
        string unreachable
    )
    {
        var meter = $"meter: {{ of: letter.sent, within: {within} }}\nlimit: {{ {limit} }}\n";
        Said(meter + "ladder: { steps: { to: restricted } }", NoteCode.UnreachableStep)
            .ShouldBeEmpty();
        Said(
                meter + "ladder: { steps: [{ to: throttled }, { to: charged }] }",
                NoteCode.UnreachableStep
            )
            .ShouldAllBe(note => note.Contains($"reach `{unreachable}`"));
    }

    [Fact]
    public void Meters_that_only_count_are_said()
    {
        const string Two =
            "meter: [{ name: a, of: letter.sent, within: day }, { name: b, of: letter.sent, within: cycle }]\n";
        Said(Two + "limit: { of: a, amount: 5 letters, gate: deny }", NoteCode.UnreadMeter)
            .ShouldBe([
                "d.md:8:52: note: dock: no rule that runs looks at `b`: it is counted for people to see",
            ]);
        Said(
                Two
                    + "limit: { of: a, amount: 5 letters, gate: deny }\ncharge: { of: b, price: { EUR: 1 }, for: 1 letter, status: due }",
                NoteCode.UnreadMeter
            )
            .ShouldBeEmpty();
    }

    [Fact]
    [Trait("fault", "L12")]
    public void What_is_included_of_usage_that_nothing_bills_is_said_and_no_mutant_changes_it()
    {
        const string Included =
            "meter: { of: letter.sent, within: cycle }\nallowance: { amount: 5 letters }\n";
        Said(Included, NoteCode.UnreadAllowance)
            .ShouldBe([
                "d.md:9:12: note: dock: nothing is billed, drawn or told by what `allowance` says here: it is for people to see",
            ]);
        Said(
                Included
                    + "charge: { beyond: dock, price: { EUR: 1 }, for: 1 letter, status: due }",
                NoteCode.UnreadAllowance
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void States_that_nothing_asks_for_are_said()
    {
        const string Busy = "state: { name: busy, opens: signal.given, lasts: 1 day }\n";
        Said(Busy, NoteCode.UnreadState)
            .ShouldBe(["d.md:8:8: note: dock: no rule looks at the state `busy`"]);
        Said(Busy + "gate: { deny: letter.sent, when: busy }", NoteCode.UnreadState)
            .ShouldBeEmpty();
        Said(Busy + "gate: { deny: letter.sent, unless: { empty: busy } }", NoteCode.UnreadState)
            .ShouldBeEmpty();
        Said(
                Busy
                    + "meter: { of: letter.sent, within: cycle }\nfree: { while: busy }\ncharge: { price: { EUR: 1 }, for: 1 letter, status: due }",
                NoteCode.UnreadState
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void Event_types_of_the_catalogue_that_count_nowhere_are_said_in_one_note()
    {
        var said = Said(
                "meter: { of: letter.sent, within: day }\nlimit: { amount: 5 letters, gate: deny }",
                NoteCode.UnreadTypes
            )
            .ShouldHaveSingleItem();
        said.ShouldStartWith("d.md:2:9: note: no rule looks at `letter.received`, ");
        said.ShouldContain(" and `export.requested` of the catalogue: such events count nowhere");
        said.ShouldNotContain("`letter.sent`");
        Said(
                "stock: { of: crate, counts: bytes }\nlimit: { amount: 5 GB, gate: deny }",
                NoteCode.UnreadTypes
            )
            .Single()
            .ShouldNotContain("crate.removed", customMessage: "it closes what the stock counts");
    }

    [Fact]
    public void Fields_that_no_rule_reads_are_said_by_type()
    {
        Said(
                "meter: { of: { crane.used: { kind: heavy } }, per: sender, within: day, unit: minute }\nlimit: { amount: 5 minutes, gate: deny }",
                NoteCode.UnreadFields
            )
            .ShouldBe(["d.md:2:9: note: no rule looks at `cost` of crane.used"]);
    }

    [Fact]
    public void What_a_value_outside_its_list_does_is_what_the_fold_does_with_it()
    {
        Said(
                "meter: { of: { letter.sent: { kind: bulk } }, within: day }\nlimit: { amount: 5 letters, gate: deny }",
                NoteCode.OutsideList
            )
            .ShouldBe([
                "d.md:2:9: note: a letter.sent whose `encoding` is none of gsm7, ucs2 or `route` is none of ours, theirs counts as if nothing stood there, since no rule looks at it",
                "d.md:2:9: note: a letter.sent whose `kind` is none of single, bulk is rejected",
            ]);
    }

    [Fact]
    [Trait("fault", "L12")]
    public void A_count_of_licences_that_nothing_multiplies_is_said() =>
        Said(
                "meter: { of: letter.sent, within: cycle }\nallowance: { amount: 5 letters, taken: highest }",
                NoteCode.WithoutEffect
            )
            .ShouldBe([
                "d.md:9:40: note: dock: without `for-each` there is no count of licences that `taken` could choose",
            ]);

    private static IEnumerable<string> Said(string rule, NoteCode code)
    {
        var text = HarbourFiles.Dock(rule);
        return Noting
            .Of(HarbourFiles.Typed(text), HarbourFiles.Compiled(text))
            .Where(note => note.Code == code)
            .Select(note => note.ToString());
    }
}
