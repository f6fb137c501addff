using Evenhand.Cli.Policy;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>What is said beside a slip is what to write, not only that it is one.</summary>
[Trait("fault", "S2-27")]
public sealed class CureTests
{
    private const string Counted = "meter: { of: letter.sent, within: cycle }\n";

    [Theory]
    [InlineData("month")]
    [InlineData("monthly")]
    [InlineData("1 month")]
    [InlineData("billing cycle")]
    public void Who_means_the_billing_month_is_told_the_cycle(string window)
    {
        var said = Said($"meter: {{ of: letter.sent, within: {window} }}");
        said.ShouldContain("write `cycle`, the account's billing month");
        said.ShouldNotContain("days");
    }

    [Fact]
    public void A_unit_that_nobody_knows_is_told_with_the_nearest_and_where_units_are_declared()
    {
        var said = Said($"{Counted}limit: {{ amount: 5 gallons, gate: deny }}");
        said.ShouldContain("unknown unit `gallons`; near are `");
        said.ShouldContain("`units` of the catalogue");
    }

    [Fact]
    public void A_price_that_is_bound_without_its_currency_is_told_with_it()
    {
        var text = HarbourFiles
            .Dock($"{Counted}charge: {{ beyond: dock, price: {{ EUR: 2, USD: 3 }}, status: due }}")
            .Replace("---\n### Dock", "currencies: [EUR, USD]\n---\n### Dock")
            .Replace("### Dock\n", "### Dock\nMore cost [US$3](#dock \"charge.price\") each.\n\n");
        string.Join('\n', HarbourFiles.Problems(text))
            .ShouldContain("did you mean `charge.price.USD`?");
    }

    [Fact]
    public void A_loose_number_is_told_bound_to_the_parameter_that_says_the_same()
    {
        var text = HarbourFiles
            .Dock($"{Counted}limit: {{ amount: 40 letters, gate: deny }}")
            .Replace("### Dock\n", "### Dock\nNobody needs 40 letters, or 41 letters.\n\n");
        var said = string.Join('\n', HarbourFiles.Problems(text));
        said.ShouldContain("write `[40 letters](#dock \"limit.amount\")` or `[40](# \"free\")`");
        said.ShouldContain("write `[41](#CLAUSE \"PATH\")` or `[41](# \"free\")`");
    }

    [Fact]
    public void A_document_without_a_clause_is_no_policy_that_holds() =>
        string.Join(
                '\n',
                HarbourFiles.Problems($"{HarbourFiles.FrontMatter}## Dock\n\nAll is fair.\n")
            )
            .ShouldContain("there is no clause; a clause is a heading of level 3");

    [Theory]
    [InlineData("a b c d", "a x c d", "“b” → “x”")]
    [InlineData("a b", "a b c", "nothing → “c”")]
    [InlineData("a a", "a", "“a” → nothing")]
    public void Changed_prose_shows_its_changed_words(string before, string after, string shown) =>
        DiffText.Words(before, after).ShouldBe(shown);

    private static string Said(string rule) =>
        string.Join('\n', HarbourFiles.Problems(HarbourFiles.Dock(rule)));
}
