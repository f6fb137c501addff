using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>An exact number without a unit.</summary>
/// <param name="whole">Whether it must be whole, and fit 32 bits.</param>
public sealed class NumberKind(bool whole) : ScalarKind<decimal>
{
    /// <inheritdoc/>
    public override string Name => whole ? "whole number" : "number";

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = whole ? "integer" : "number" };

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out decimal meaning) =>
        (
            Numbers.TryParse(scalar.Text, out meaning)
            && (!whole || (meaning == decimal.Truncate(meaning) && meaning <= int.MaxValue))
        ) || No(scalar, scope);

    /// <inheritdoc/>
    protected override IEnumerable<string> Variants(ScalarNode scalar, Scope scope) =>
        Steps.Around(scalar.Text);
}
