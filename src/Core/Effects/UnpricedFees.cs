using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Effects;

/// <summary>Fees that wait for a reference rate.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Amount">Their sum.</param>
/// <param name="Currency">In the currency in which they were incurred.</param>
public sealed record UnpricedFees(ClauseId Clause, Quantity Amount, string Currency);
