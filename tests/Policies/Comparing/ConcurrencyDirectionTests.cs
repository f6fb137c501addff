using Evenhand.Policies.Comparing;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Comparing;

/// <summary>More acts at once are better for the customer, and no bound is best.</summary>
public sealed class ConcurrencyDirectionTests
{
    [Theory]
    [InlineData("amount: 3", "amount: 4", Leaning.Favourable)]
    [InlineData("amount: 4", "amount: 3", Leaning.Adverse)]
    [InlineData("amount: 3", "amount: none", Leaning.Favourable)]
    [InlineData("amount: none", "amount: 3", Leaning.Adverse)]
    [InlineData("amount: 3", "amount: 3, for-each: full", Leaning.Unclear)]
    public void A_change_of_the_number_leans(string before, string after, Leaning leaning) =>
        Between(Rule(before), Rule(after)).ShouldBe(leaning);

    [Fact]
    public void A_bound_that_comes_is_adverse_and_one_of_none_says_nothing_new()
    {
        const string Other = "gate: { warn: letter.sent }";
        Between(Other, $"{Other}\n{Rule("amount: 3")}").ShouldBe(Leaning.Adverse);
        Between($"{Other}\n{Rule("amount: 3")}", Other).ShouldBe(Leaning.Favourable);
        Between(Other, $"{Other}\n{Rule("amount: none")}").ShouldBe(Leaning.Editorial);
    }

    private static string Rule(string amount) => $"concurrency: {{ of: crane.used, {amount} }}";

    private static Leaning Between(string old, string now) =>
        Difference
            .Between(
                HarbourFiles.Typed(HarbourFiles.Dock(old)),
                HarbourFiles.Typed(HarbourFiles.Dock(now)),
                null
            )
            .Leaning;
}
