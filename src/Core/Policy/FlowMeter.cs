using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>Counts or sums acts within a window, for the account or for each value of a field.</summary>
public sealed record FlowMeter : Meter
{
    /// <summary>The acts that count, and what each counts.</summary>
    public required ImmutableArray<Tap> Taps { get; init; }

    /// <summary>The span over which they add up.</summary>
    public required Window Window { get; init; }

    /// <summary>Whether there is a count for each value of a field (else one for the account).</summary>
    public bool Keyed { get; init; }

    /// <inheritdoc/>
    public override bool GoesByKey => Keyed;

    /// <summary>Whether only the first act of each distinct value in the window counts.</summary>
    public bool Distinct { get; init; }

    /// <summary>What must hold at the moment of the act for it to count.</summary>
    public Circumstances While { get; init; } = Circumstances.Always;
}
