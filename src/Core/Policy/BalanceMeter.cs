using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>Creations less deletions, never below zero; for the account or for each value of a field.</summary>
public sealed record BalanceMeter : Meter
{
    /// <summary>What adds.</summary>
    public required ImmutableArray<Tap> Adds { get; init; }

    /// <summary>What takes away.</summary>
    public required ImmutableArray<Tap> Takes { get; init; }

    /// <inheritdoc/>
    public override bool GoesByKey => Adds.Any(tap => tap.Key >= 0);
}
