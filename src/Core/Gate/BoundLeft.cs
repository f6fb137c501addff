namespace Evenhand.Core.Gate;

/// <summary>What is left of a limit or an allowance before an act.</summary>
/// <param name="Clause">The slug of its clause.</param>
/// <param name="Unit">The unit of the figures.</param>
/// <param name="Amount">The whole, in that unit, for display.</param>
/// <param name="Left">What is left; not below zero.</param>
/// <param name="WindowSeconds">The length of its window; 0 where it has none of a fixed length.</param>
/// <param name="Resets">When the count starts afresh, in ticks; null where it does not.</param>
public sealed record BoundLeft(
    string Clause,
    string Unit,
    decimal Amount,
    decimal Left,
    long WindowSeconds,
    long? Resets
);
