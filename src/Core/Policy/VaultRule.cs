using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>What a version says of stored things: what may become of them, and who decides.</summary>
public sealed record VaultRule
{
    /// <summary>The kind of thing that is stored; it says of itself how.</summary>
    public required Thing Thing { get; init; }

    /// <summary>The first clause that speaks of it, which is cited where no other is.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>What the customer may have deleted by a rule of its own, or null.</summary>
    public VaultScope? Retention { get; init; }

    /// <summary>What the customer may have moved to cold storage by a rule of its own, or null.</summary>
    public VaultScope? Lifecycle { get; init; }

    /// <summary>What the customer may have copied to a target of its own, or null.</summary>
    public VaultScope? Offload { get; init; }

    /// <summary>The kinds of targets, as places in <see cref="VaultTypes.Targets"/>.</summary>
    public ImmutableArray<int> Targets { get; init; } = [];

    /// <summary>How soon what is fetched from cold storage is there, or null.</summary>
    public RetrievalPromise? Retrieval { get; init; }

    /// <summary>The clause that is cited where something is kept.</summary>
    public Place<Clause> Kept => Retention?.Clause ?? Clause;
}

/// <summary>Of which things a part of the vault speaks.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Of">What is asked of what is kept of a thing.</param>
public sealed record VaultScope(Place<Clause> Clause, ImmutableArray<Condition> Of);

/// <summary>How soon what is fetched from cold storage is there.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Within">The time from the asking.</param>
public sealed record RetrievalPromise(Place<Clause> Clause, TimeSpan Within);
