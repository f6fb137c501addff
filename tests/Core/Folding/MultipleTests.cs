using Evenhand.Core;
using Evenhand.Core.Policy;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Folding;

/// <summary>A limit for each unit of another meter, whatever kind of meter that is.</summary>
public sealed class MultipleTests
{
    private const string Sent = "meter: { name: sent, of: letter.sent, within: cycle }\n";

    [Theory]
    [InlineData(
        Sent + "stock: { name: stored, of: crate, counts: bytes, unit: GB }",
        "crate.stored",
        """{"crate":"a","kind":"wood","bytes":2000000000}"""
    )]
    [InlineData(
        Sent + "stock: { name: stored, of: crate, counts: things }",
        "crate.stored",
        """{"crate":"a","kind":"wood","bytes":1}""",
        """{"crate":"b","kind":"fish","bytes":1}"""
    )]
    [InlineData(
        Sent
            + "balance: { name: stored, adds: signal.given, takes: { signal.given: { to: present } } }",
        "signal.given",
        """{"count":2}"""
    )]
    [InlineData(
        "meter: [{ name: sent, of: letter.sent, within: cycle }, { name: stored, of: crane.used, within: ever, unit: minute }]",
        "crane.used",
        """{"duration":120}"""
    )]
    [Trait("fault", "L09")]
    public void Each_unit_of_the_other_meter_allows_its_share(
        string meters,
        string type,
        params string[] data
    )
    {
        var rule =
            meters + "\nlimit: { of: sent, amount: 3 letters, for-each: stored, opens: case }";
        Of(rule, type, data, letters: 6).Cases.ShouldBeEmpty();
        Of(rule, type, data, letters: 7).CaseClauses().ShouldBe(["dock"]);
    }

    [Fact]
    [Trait("fault", "L09")]
    public void A_ratio_has_no_units() =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock(
                    "ratio: { name: share, of: letter.returned, to: letter.sent, within: 30 days }\nmeter: { name: sent, of: letter.sent, within: cycle }\nlimit: { of: sent, amount: 3 letters, for-each: share, opens: case }"
                )
            )
            .ShouldBe([
                "10:49: dock: `share` is a ratio, and has no units; name a meter, stock or balance",
            ]);

    private static ReplayResult Of(string rule, string type, string[] data, int letters)
    {
        var shelf = new PolicyShelf(HarbourFiles.Catalogue, [HarbourFiles.CompiledDock(rule)]);
        var story = Story.Under("harbour", shelf: shelf);
        foreach (var each in data)
            story.At("2026-01-02", type, each);
        return story.At("2026-01-03", "letter.sent", $$"""{"count":{{letters}}}""").Told();
    }
}
