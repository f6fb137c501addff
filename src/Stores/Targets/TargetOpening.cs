using System.Collections.Immutable;
using Evenhand.Network;

namespace Evenhand.Stores.Targets;

/// <summary>Opens targets of some kinds, all of which are reached on one way.</summary>
/// <param name="kinds">The kinds.</param>
/// <param name="outward">The way.</param>
public sealed class TargetOpening(ImmutableArray<TargetKind> kinds, Outward outward)
{
    /// <summary>The kinds.</summary>
    public ImmutableArray<TargetKind> Kinds => kinds;

    /// <summary>The kind of a name; null for none.</summary>
    public TargetKind? Find(string name) => kinds.FirstOrDefault(kind => kind.Name == name);

    /// <inheritdoc cref="TermCheck.Objections"/>
    public IReadOnlyList<string> Objections(TargetKind kind, TargetTerms terms) =>
        TermCheck.Objections(kind, terms, outward);

    /// <summary>Opens a target; nothing is connected to yet.</summary>
    /// <param name="kind">The name of its kind.</param>
    /// <param name="terms">What was said of it.</param>
    /// <exception cref="TargetException">There is no such kind any more, or the terms are no good to it.</exception>
    public ITarget Open(string kind, TargetTerms terms)
    {
        if (Find(kind) is not { } its)
            throw new TargetException(
                TargetFault.Stranger,
                $"targets of the kind {kind} are not written to"
            );
        // A setting of the server may have changed since they were said.
        return Objections(its, terms) is [var wrong, ..]
            ? throw new TargetException(TargetFault.Stranger, wrong)
            : its.Open(terms, outward);
    }
}
