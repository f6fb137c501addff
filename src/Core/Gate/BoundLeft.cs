using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Gate;

/// <summary>What is left of a limit or an allowance before an act.</summary>
/// <param name="Clause">Its clause.</param>
/// <param name="Unit">The unit of the figures; empty where they have none.</param>
/// <param name="Amount">The whole, in that unit, for display.</param>
/// <param name="Left">What is left; not below zero. A limit that may not be reached leaves less than what is missing to it.</param>
/// <param name="WindowSeconds">The length of its window; 0 where it has none of a fixed length.</param>
/// <param name="Resets">When the count starts afresh; null where it does not.</param>
public sealed record BoundLeft(
    ClauseId Clause,
    string Unit,
    decimal Amount,
    decimal Left,
    long WindowSeconds,
    Moment? Resets
)
{
    /// <summary>What the act needs of it, in the same unit: more than what is left is too much.</summary>
    public decimal Adds { get; init; }

    /// <summary>Whether the act is too much.</summary>
    public bool Fails { get; init; }

    /// <summary>Whether acts use it up (else each is held against it by itself, as against the longest that one may be).</summary>
    public bool IsSpent { get; init; }

    /// <summary>
    /// Whether it leaves the act less than another does: what is too much already comes before what acts use up, and that
    /// before what each is held against by itself; of the same, the lesser share of the whole.
    /// </summary>
    public bool IsTighterThan(BoundLeft other) =>
        Rank == other.Rank ? Share < other.Share : Rank > other.Rank;

    private int Rank =>
        Fails ? 2
        : IsSpent ? 1
        : 0;

    private decimal Share => Amount == 0 ? 0 : Left / Amount;
}
