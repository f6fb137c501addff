using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>A case once other clauses were exceeded often enough.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Limits">The places of the limits that are counted, each on its own.</param>
/// <param name="Each">The span in which one excess counts once: a cycle or a day.</param>
/// <param name="Times">How many such spans make the case.</param>
/// <param name="WithinCycle">Whether they must lie in one cycle (else ever).</param>
public sealed record Repeat(
    Place<Clause> Clause,
    ImmutableArray<Place<Limit>> Limits,
    WindowKind Each,
    int Times,
    bool WithinCycle
);
