using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>One flow divided by another over the same window.</summary>
public sealed record RatioMeter : Meter
{
    /// <summary>What is counted above the line.</summary>
    public required ImmutableArray<Tap> Part { get; init; }

    /// <summary>What is counted below the line.</summary>
    public required ImmutableArray<Tap> Whole { get; init; }

    /// <summary>The span over which both add up.</summary>
    public required Window Window { get; init; }

    /// <summary>The acts at which it is judged besides those that it counts.</summary>
    public ImmutableArray<Selection> JudgedAt { get; init; } = [];
}
