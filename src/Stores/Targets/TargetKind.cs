using System.Collections.Immutable;
using Evenhand.Network;

namespace Evenhand.Stores.Targets;

/// <summary>A kind of target: what has to be said of one, and how it is opened.</summary>
/// <param name="Name">Its name, as events and policies have it.</param>
/// <param name="Terms">What is said of one, in the order in which people are asked.</param>
/// <param name="Open">Opens one on a way outward, of terms to which <see cref="TermCheck"/> objects to nothing; nothing is connected to yet.</param>
public sealed record TargetKind(
    string Name,
    ImmutableArray<TargetTerm> Terms,
    Func<TargetTerms, Outward, ITarget> Open
)
{
    /// <summary>Why terms that are each as they should be do not go together; null where they do.</summary>
    public Func<TargetTerms, string?> Objection { get; init; } = _ => null;
}
