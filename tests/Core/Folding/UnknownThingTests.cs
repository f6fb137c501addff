using Evenhand.Core;
using Evenhand.Core.Policy;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Folding;

/// <summary>An act that names a thing which is not there is told, and what it says itself counts.</summary>
public sealed class UnknownThingTests
{
    [Fact]
    [Trait("fault", "L11")]
    public void An_act_of_a_thing_that_nobody_opened_counts_and_is_told()
    {
        var result = Told(
            "meter: { name: fetched, of: crate.fetched, within: cycle }\ncharge: { of: fetched, price: { USD: 1 }, for: 1, status: due }",
            story => story.At("2026-01-02", "crate.fetched", """{"crate":"ghost"}""")
        );
        result.Quantities("dock").ShouldBe(["1"]);
        result
            .Unmatched()
            .ShouldBe(["there is no crate of that name; only what the act says itself is counted"]);
    }

    [Fact]
    [Trait("fault", "L11")]
    public void The_end_of_a_thing_that_nobody_opened_counts_and_closes_what_it_closes()
    {
        var result = Told(
            "state: { name: busy, opens: signal.given, closes: berth.left }\n"
                + "meter: { name: left, of: berth.left, within: cycle }"
                + "\ngate: { deny: letter.sent, when: busy }\ncharge: { of: left, price: { USD: 1 }, for: 1, status: due }",
            story =>
                story
                    .At("2026-01-02", "signal.given")
                    .At("2026-01-03", "berth.left", """{"berth":"ghost"}""")
                    .Asks("2026-01-04", "q", "letter.sent")
        );
        result.Quantities("dock").ShouldBe(["1"]);
        result.Answer("q").ShouldBe("allow");
    }

    [Fact]
    [Trait("fault", "L11")]
    public void What_is_kept_of_a_thing_that_is_not_there_meets_no_condition()
    {
        var result = Told(
            "meter: { name: fetched, of: { crate.fetched: { kind: { not: wood } } }, within: cycle }\ncharge: { of: fetched, price: { USD: 1 }, for: 1, status: due }",
            story => story.At("2026-01-02", "crate.fetched", """{"crate":"ghost"}""")
        );
        result.Quantities("dock").ShouldBe(["0"]);
        result.Unmatched().Length.ShouldBe(1);
    }

    [Fact]
    public void A_thing_that_is_there_is_not_opened_again_and_the_act_has_no_effect()
    {
        var result = Told(
            "meter: { name: stored, of: crate.stored, counts: bytes, within: cycle, unit: GB }\ncharge: { of: stored, price: { USD: 1 }, for: 1 GB, status: due }",
            story =>
                story
                    .At(
                        "2026-01-02",
                        "crate.stored",
                        """{"crate":"a","kind":"wood","bytes":1000000000}"""
                    )
                    .At(
                        "2026-01-03",
                        "crate.stored",
                        """{"crate":"a","kind":"wood","bytes":1000000000}"""
                    )
        );
        result.Quantities("dock").ShouldBe(["1"]);
        result.Unmatched().ShouldBe(["the crate is there already"]);
    }

    private static ReplayResult Told(string rule, Func<Story, Story> tell)
    {
        var shelf = new PolicyShelf(HarbourFiles.Catalogue, [HarbourFiles.CompiledDock(rule)]);
        return tell(Story.Under("harbour", shelf: shelf)).Told("2026-02-01");
    }
}
