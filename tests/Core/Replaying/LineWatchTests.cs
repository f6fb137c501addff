using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>The events behind a line are those that the fold counted for it, with what they found around them.</summary>
public sealed class LineWatchTests
{
    private const string Price = "price: { USD: 1 }, for: 1, status: due";

    [Fact]
    public void The_tier_that_an_act_found_is_looked_at() =>
        Told(
                "meter: { name: fetched, of: crate.fetched, where: { place: shed }, within: cycle }\n"
                    + $"charge: {{ of: fetched, {Price} }}",
                story =>
                    story
                        .At("2026-01-02", "crate.stored", Crate("shed"), "stored")
                        .At("2026-01-03", "crate.fetched", """{"crate":"c"}""", "in-shed")
                        .At(
                            "2026-01-04",
                            "crate.moved",
                            """{"crate":"c","place":"yard"}""",
                            "moved"
                        )
                        .At("2026-01-05", "crate.fetched", """{"crate":"c"}""", "in-yard")
            )
            .ShouldBe(["in-shed 1"]);

    [Fact]
    public void A_state_that_is_not_open_keeps_an_act_off_the_line() =>
        Told(
                "state: { name: talking, opens: letter.received, of: contact, lasts: 12 hours }\n"
                    + "meter: { name: sent, of: letter.sent, within: cycle, when: talking }\n"
                    + $"charge: {{ of: sent, {Price} }}",
                story =>
                    story
                        .At("2026-01-02", "letter.sent", To("ana"), "before")
                        .At("2026-01-03", "letter.received", To("ana"), "answer")
                        .At("2026-01-03T01:00:00Z", "letter.sent", To("ana"), "while")
                        .At("2026-01-03T02:00:00Z", "letter.sent", To("ben"), "another")
                        .At("2026-01-04", "letter.sent", To("ana"), "after")
            )
            .ShouldBe(["while 1"]);

    [Fact]
    public void What_had_counted_already_touches_the_line_with_nothing() =>
        Told(
                "meter: { name: sent, of: letter.sent, within: cycle, distinct: contact }\n"
                    + $"charge: {{ of: sent, {Price} }}",
                story =>
                    story
                        .At("2026-01-02", "letter.sent", To("ana"), "first")
                        .At("2026-01-03", "letter.sent", To("ana"), "again")
                        .At("2026-01-04", "letter.sent", To("ben"), "other")
            )
            .ShouldBe(["first 1", "again 0", "other 1"]);

    [Fact]
    public void Another_cycle_and_what_was_taken_back_stand_behind_no_line() =>
        Told(
                "meter: { name: sent, of: letter.sent, within: cycle }\n"
                    + $"charge: {{ of: sent, {Price} }}",
                story =>
                    story
                        .At("2026-01-31T23:59:59Z", "letter.sent", To("ana"), "last")
                        .At("2026-02-01", "letter.sent", To("ana"), "next-cycle")
                        .At("2026-01-05", "letter.sent", To("ana"), "wrong")
                        .At(
                            "2026-02-02",
                            "usage.voided",
                            """{"source":"test","id":"wrong","reason":"r"}""",
                            "void"
                        )
            )
            .ShouldBe(["last 1"]);

    [Fact]
    public void What_moves_a_stock_stands_behind_its_line_and_what_counts_elsewhere_does_not() =>
        Told(
                "stock: { name: crates, of: crate, counts: bytes, unit: GB-month, where: { place: yard } }\n"
                    + "charge: { of: crates, price: { USD: 1 }, for: 1 GB-month, status: due }",
                story =>
                    story
                        .At("2026-01-02", "crate.stored", Crate("shed"), "into-shed")
                        .At("2026-01-03", "crate.moved", """{"crate":"c","place":"yard"}""", "in")
                        .At("2026-01-04", "crate.fetched", """{"crate":"c"}""", "fetched")
                        .At("2026-01-05", "crate.moved", """{"crate":"c","place":"shed"}""", "out")
                        .At("2026-01-06", "crate.removed", """{"crate":"c"}""", "removed")
            )
            .ShouldBe(["in", "out"]);

    private static string[] Told(string rule, Action<Story> tell)
    {
        var shelf = new PolicyShelf(HarbourFiles.Catalogue, [HarbourFiles.CompiledDock(rule)]);
        var story = Story.Under("harbour", shelf: shelf);
        tell(story);
        return new Behind(story.Lines, shelf, Story.Instant("2026-03-01")).Told("dock");
    }

    private static string To(string contact) => $$"""{"contact":"{{contact}}"}""";

    private static string Crate(string place) =>
        $$"""{"crate":"c","kind":"fish","place":"{{place}}","bytes":5}""";
}
