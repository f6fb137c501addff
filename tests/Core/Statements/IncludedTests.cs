using Evenhand.Core.Policy;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Statements;

/// <summary>What is included and billed where several parts speak of one meter, told as a customer would tell it.</summary>
public sealed class IncludedTests
{
    private const string Letters = "meter: { name: letters, of: letter.sent, within: cycle }\n";
    private const string BySender =
        "meter: { name: letters, of: letter.sent, per: sender, within: cycle }\n";
    private const string Price =
        "charge: { of: letters, beyond: dock, price: { USD: 1 }, for: 1 letter, status: due }\n";
    private const string Lounge =
        "### Lounge\n```yaml rule\nfree: { of: letters, while: { add-on: lounge } }\n```\n";
    private const string Crates =
        "stock: { name: crates, of: crate, counts: bytes, unit: GB-month }\n";
    private const string CratePrice =
        "charge: { of: crates, beyond: dock, price: { USD: 1 }, for: 1 GB-month, status: due }\n";

    [Fact]
    [Trait("fault", "L01")]
    public void Free_usage_beside_an_allowance_at_close_leaves_the_allowance_as_it_is()
    {
        var text =
            HarbourFiles.Dock(Letters + "allowance: { amount: 1000 letters }\n" + Price) + Lounge;
        Lines(text, story => Sends(story, 1100)).ShouldBe(["dock 1100 1000 100 100.00"]);
        Lines(
                text,
                story =>
                    Sends(story.At("2026-01-01", "addon.added", """{"addon":"lounge"}"""), 1100)
            )
            .ShouldBe(["dock 1100 2100 0 0.00"], "all was free, and the thousand are left");
    }

    [Fact]
    [Trait("fault", "L02")]
    public void A_second_charge_bills_what_it_speaks_of_whatever_the_first_leaves()
    {
        var text =
            HarbourFiles.Dock(
                Letters + "allowance: { amount: 100 letters, drawn: in order }\n" + Price
            )
            + "### Stamps\n```yaml rule\ncharge: { of: letters, price: { USD: 0.01 }, for: 1 letter, status: due }\n```\n";
        Lines(text, story => Sends(story, 150))
            .ShouldBe(["dock 150 100 50 50.00", "stamps 150 0 150 1.50"]);
    }

    [Theory]
    [InlineData("at close", "dock 1600 1500 100 100.00")]
    [InlineData("in order", "dock 1600 1500 100 100.00")]
    [InlineData("whole cycle", "dock 1600 1500 100 100.00")]
    [Trait("fault", "L03")]
    public void Two_allowances_of_a_meter_add_up(string drawn, string line)
    {
        var text =
            HarbourFiles.Dock(
                Letters + $"allowance: {{ amount: 1000 letters, drawn: {drawn} }}\n" + Price
            )
            + $"### People\n```yaml rule\nallowance: {{ of: letters, amount: 100 letters, for-each: licensed, drawn: {drawn} }}\n```\n";
        Lines(text, story => Sends(Licensed(story, 5), 1600)).ShouldBe([line]);
    }

    [Fact]
    [Trait("fault", "L04")]
    public void Two_allowances_of_a_stock_add_up()
    {
        var text =
            HarbourFiles.Dock(Crates + "allowance: { amount: 1000 GB }\n" + CratePrice)
            + "### People\n```yaml rule\nallowance: { of: crates, amount: 100 GB, for-each: licensed }\n```\n";
        Lines(text, story => Stores(Licensed(story, 5), 1600))
            .ShouldBe(["dock 1600 1500 100 100.00"]);
    }

    [Theory]
    [InlineData("at close")]
    [InlineData("in order")]
    [InlineData("whole cycle")]
    [Trait("fault", "L05")]
    [Trait("fault", "L13")]
    public void Each_key_uses_up_its_own_and_the_line_says_what_all_of_them_did(string drawn)
    {
        var text = HarbourFiles.Dock(
            BySender + $"allowance: {{ amount: 100 letters, per: key, drawn: {drawn} }}\n" + Price
        );
        Lines(text, story => Sends(Sends(story, 101, "kim"), 101, "lee"))
            .ShouldBe(["dock 202 200 2 2.00"]);
        Lines(text, story => Sends(Sends(story, 101, "kim"), 40, "lee"))
            .ShouldBe(["dock 141 140 1 1.00"], "what lee left is nobody else's");
    }

    [Fact]
    [Trait("fault", "L05")]
    public void What_each_key_has_over_a_whole_cycle_follows_the_plan_at_its_end()
    {
        var text =
            HarbourFiles
                .Dock(
                    BySender
                        + "allowance: { amount: from plan own, per: key, drawn: whole cycle }\n"
                        + "charge: { of: letters, beyond: dock, price: from plan fee, for: 1 letter, status: due }\n"
                )
                .Replace("effective:", "default-plan: small\neffective:")
            + "```yaml plan\nsmall: { own: 10 letters, fee: { USD: 2 } }\nlarge: { own: 100 letters, fee: { USD: 1 } }\n```\n";
        Lines(
                text,
                story =>
                    Sends(Sends(story, 101, "kim"), 101, "lee")
                        .At("2026-01-20", "plan.set", """{"plan":"large"}""")
            )
            .ShouldBe(["dock 202 200 2 2.00"]);
    }

    [Fact]
    [Trait("fault", "L07")]
    public void A_stock_costs_nothing_while_a_state_is_open()
    {
        var text = HarbourFiles.Dock(
            Crates
                + "state: { name: trial, opens: signal.given, lasts: 15 days }\nfree: { of: crates, while: trial }\n"
                + "charge: { of: crates, price: { USD: 1 }, for: 1 GB-month, status: due }\n"
        );
        Lines(text, story => Stores(story.At("2026-01-01", "signal.given"), 31))
            .ShouldBe(["dock 31 15 16 16.00"], "fifteen days of thirty-one");
        Lines(text, story => Stores(story, 31)).ShouldBe(["dock 31 0 31 31.00"]);
    }

    [Fact]
    [Trait("fault", "L07")]
    public void A_stock_costs_nothing_while_the_account_holds_an_add_on()
    {
        var text = HarbourFiles.Dock(
            Crates
                + "free: { while: { add-on: lounge } }\nallowance: { amount: 1 GB }\n"
                + CratePrice
        );
        Lines(
                text,
                story =>
                    Stores(story, 31)
                        .At("2026-01-11", "addon.added", """{"addon":"lounge"}""")
                        .At("2026-01-21", "addon.removed", """{"addon":"lounge"}""")
            )
            .ShouldBe(["dock 31 11 20 20.00"], "ten days were free, and one GB is included");
    }

    [Fact]
    public void Free_acts_may_be_told_by_what_is_kept_of_their_thing()
    {
        var text = HarbourFiles.Dock(
            "meter: { name: fetched, of: crate.fetched, within: cycle }\n"
                + "free: { of: fetched, acts: { crate.fetched: { kind: fish } } }\n"
                + "charge: { of: fetched, price: { USD: 1 }, for: 1, status: due }\n"
        );
        Lines(
                text,
                story =>
                    story
                        .At(
                            "2026-01-02",
                            "crate.stored",
                            """{"crate":"a","kind":"fish","bytes":1}"""
                        )
                        .At(
                            "2026-01-02",
                            "crate.stored",
                            """{"crate":"b","kind":"wood","bytes":1}"""
                        )
                        .At("2026-01-03", "crate.fetched", """{"crate":"a"}""")
                        .At("2026-01-03", "crate.fetched", """{"crate":"b"}""")
            )
            .ShouldBe(["dock 2 1 1 1.00"]);
    }

    private static Story Licensed(Story story, int licences) =>
        story.At("2026-01-01", "seats.set", $$"""{"licensed":{{licences}}}""");

    private static Story Sends(Story story, int letters, string? sender = null) =>
        story.At(
            "2026-01-05",
            "letter.sent",
            $$"""{"count":{{letters}}{{(sender is null ? "" : $",\"sender\":\"{sender}\"")}}}"""
        );

    private static Story Stores(Story story, int gigabytes) =>
        story.At(
            "2026-01-01",
            "crate.stored",
            $$"""{"crate":"a","kind":"wood","bytes":{{gigabytes}}000000000}"""
        );

    /// <summary>The lines of January: clause, quantity, included, billable and amount.</summary>
    private static IEnumerable<string> Lines(string text, Func<Story, Story> tell)
    {
        var shelf = new PolicyShelf(HarbourFiles.Catalogue, [HarbourFiles.Compiled(text)]);
        return tell(Story.Under("harbour", shelf: shelf))
            .Told("2026-02-01")
            .Statements.Single()
            .Lines.Select(line =>
                $"{line.Clause} {line.Quantity} {line.Included} {line.Billable} {line.Amount}"
            );
    }
}
