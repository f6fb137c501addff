using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>A token bucket: acts draw tokens, which come back at a rate.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Taps">The acts that draw, and how many tokens.</param>
/// <param name="PerSecond">Tokens a second, for each licence when <paramref name="PerSeat"/> says so.</param>
/// <param name="PerSeat">Which licences multiply the rate.</param>
/// <param name="Capacity">How much of the rate the bucket holds, as time.</param>
/// <param name="Gate">What the gate says when there are too few.</param>
public sealed record Bucket(
    Place<Clause> Clause,
    ImmutableArray<Tap> Taps,
    decimal PerSecond,
    SeatKind PerSeat,
    TimeSpan Capacity,
    Outcome Gate
);
