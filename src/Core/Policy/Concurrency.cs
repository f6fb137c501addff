using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>
/// How many acts may go on at once. An act goes on while it is reserved: from the answer that holds it until it is settled,
/// released or expires. One reservation is one act, whatever its quantity.
/// </summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Acts">The acts.</param>
/// <param name="Most">How many, for each licence when <paramref name="PerSeat"/> says so.</param>
/// <param name="PerSeat">Which licences multiply it.</param>
public sealed record Concurrency(
    Place<Clause> Clause,
    ImmutableArray<Selection> Acts,
    long Most,
    SeatKind PerSeat
);
