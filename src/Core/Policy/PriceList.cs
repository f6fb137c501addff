using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>A price per currency.</summary>
/// <param name="ByCurrency">Exact prices, by ISO 4217 code.</param>
public sealed record PriceList(ImmutableDictionary<string, decimal> ByCurrency);
