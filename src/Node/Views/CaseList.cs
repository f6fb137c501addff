using System.Collections.Immutable;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;

namespace Evenhand.Node.Views;

/// <summary>A case among those of all accounts.</summary>
/// <param name="Account">The account.</param>
/// <param name="Case">The case.</param>
/// <param name="Assigned">Who sees to it; empty for nobody.</param>
public sealed record QueuedCase(AccountId Account, CaseFigures Case, string Assigned);

/// <summary>An account's cases, in the order in which they were opened; two lists of the same cases are the same.</summary>
/// <param name="All">The cases.</param>
public sealed record CaseList(ImmutableArray<QueuedCase> All)
{
    /// <summary>None.</summary>
    public static CaseList None { get; } = new(ImmutableArray<QueuedCase>.Empty);

    /// <inheritdoc/>
    public bool Equals(CaseList? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Length;
}
