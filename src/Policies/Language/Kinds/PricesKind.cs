using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A price for each currency: <c>{ EUR: 0.04, USD: 0.05 }</c>.</summary>
public sealed class PricesKind : Kind<Price.Listed>
{
    private static readonly CurrencyKind Code = new();
    private static readonly MapKind<string, decimal> Map = new(Code, new NumberKind(whole: false));

    /// <inheritdoc/>
    public override string Name => "price list";

    /// <inheritdoc/>
    public override JsonObject Schema() => Map.Schema();

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope)
    {
        if (node is not MapNode)
        {
            Refuse(node, scope, "write `{ EUR: 0.04, USD: 0.05 }`");
            return null;
        }
        return Map.Resolve(node, scope) is ImmutableArray<KeyValuePair<string, decimal>> prices
            ? new Price.Listed(prices.ToImmutableDictionary())
            : null;
    }
}
