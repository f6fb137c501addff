using System.Collections.Immutable;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Covering;

/// <summary>What becomes of a clause, and what shows it.</summary>
/// <param name="Clause">Its slug.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Fates">What becomes of it, each once, in order.</param>
/// <param name="Shown">The examples that show it: its own, then those of other clauses that expect something of it.</param>
public sealed record Covered(
    string Clause,
    Place At,
    ImmutableArray<Fate> Fates,
    ImmutableArray<ShownBy> Shown
);

/// <summary>An example that shows a clause.</summary>
/// <param name="Clause">The slug of the clause in which it stands.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Says">What it says to readers.</param>
public sealed record ShownBy(string Clause, Place At, string Says);
