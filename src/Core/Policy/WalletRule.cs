using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>What is drawn from the account's prepaid wallet.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Acts">The acts that draw.</param>
/// <param name="Cost">The name of the field with the act's cost, in the account's currency.</param>
/// <param name="Less">The place of the cover whose share of the act does not draw, or none.</param>
/// <param name="Gated">The acts that are denied while the balance is not above zero and they are not covered.</param>
public sealed record WalletRule(
    Place<Clause> Clause,
    ImmutableArray<Selection> Acts,
    string Cost,
    Place<Cover> Less,
    ImmutableArray<Selection> Gated
);
