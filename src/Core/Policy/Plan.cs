using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>A plan's terms by name, such as an allotment or a fee.</summary>
/// <param name="Name">The plan's name on the wire.</param>
/// <param name="Terms">Quantities in base units, by term.</param>
/// <param name="Prices">Prices by term.</param>
public sealed record Plan(
    string Name,
    ImmutableDictionary<string, decimal> Terms,
    ImmutableDictionary<string, PriceList> Prices
);
