using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary><c>from plan TERM</c>: every plan must have the term.</summary>
/// <param name="prices">Whether the term is a price list, rather than a quantity.</param>
/// <param name="meaning">What a term means.</param>
public sealed class FromPlanKind<T>(bool prices, Func<string, T> meaning) : ScalarKind<T>
    where T : notnull
{
    /// <inheritdoc/>
    public override string Name => "`from plan` TERM";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Pattern("^from plan .+$");

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out T meaningOf)
    {
        var term = scalar.Text[FromPlan.Words.Length..].Trim();
        meaningOf = meaning(term);
        var plans = scope.Names.Plans;
        if (plans.IsEmpty)
            scope.Report.Say(scalar.At, "the document has no plans", "add a `yaml plan` block");
        foreach (var plan in plans)
        {
            var terms = prices ? plan.Prices : plan.Quantities;
            if (!terms.Contains(term))
                scope.Report.Say(
                    scalar.At,
                    $"the plan `{plan.Name}` has no {(prices ? "price" : "quantity")} `{term}`",
                    Nearest.Suggestion(term, terms)
                );
        }
        return plans.Any(plan => (prices ? plan.Prices : plan.Quantities).Contains(term));
    }
}

/// <summary>How a rule leaves a figure to the account's plan.</summary>
internal static class FromPlan
{
    public const string Words = "from plan ";

    public static bool IsIt(Node node) =>
        node is ScalarNode scalar && scalar.Text.StartsWith(Words, StringComparison.Ordinal);
}
