using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>What is there at a moment: the open things of a kind, weighted, and how long they count on.</summary>
public sealed record StockMeter : Meter
{
    /// <summary>The thing that is stored or active.</summary>
    public required Thing Thing { get; init; }

    /// <summary>What a thing must be to count, on its kept fields.</summary>
    public required ImmutableArray<Condition> Conditions { get; init; }

    /// <summary>The place of the kept quantity that a thing counts; -1 when each counts one.</summary>
    public required int Amount { get; init; }

    /// <summary>The weight of things in a condition; others weigh 1. Empty when all do.</summary>
    public ImmutableArray<Weight> Weights { get; init; } = [];

    /// <summary>The least time for which a share counts once it began, or null.</summary>
    public LeastTime? LeastTime { get; init; }

    /// <summary>The scale of weights: a weight of 1 is this many units of level.</summary>
    public const long WeightScale = 10_000;
}

/// <summary>A weight for things in a condition.</summary>
/// <param name="Condition">On a kept field.</param>
/// <param name="Share">In ten-thousandths, 0 to 10,000.</param>
public sealed record Weight(Condition Condition, long Share);
