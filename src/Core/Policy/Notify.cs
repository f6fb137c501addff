using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>Notices as an allowance is used up.</summary>
/// <param name="Clause">The place of the clause that is cited.</param>
/// <param name="Cover">The place of the allowance.</param>
/// <param name="At">Shares of the allowance in hundredths, ascending.</param>
/// <param name="ThenEvery">The step in hundredths beyond 100; 0 for none.</param>
/// <param name="Summary">Whether the cycle's end brings a summary.</param>
public sealed record Notify(
    Place<Clause> Clause,
    Place<Cover> Cover,
    ImmutableArray<int> At,
    int ThenEvery,
    bool Summary
);
