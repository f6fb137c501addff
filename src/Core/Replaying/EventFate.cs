using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Replaying;

/// <summary>What became of a stored event.</summary>
/// <param name="Outcome">Whether it counted.</param>
/// <param name="Touched">What it touched, in the version that was in force.</param>
/// <param name="Fault">Why nothing came of it, or of a part of it; null where all did.</param>
public sealed record EventFate(
    EventOutcome Outcome,
    ImmutableArray<EventTouch> Touched,
    Fault? Fault
);

/// <summary>A clause that an event touched.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Meter">The meter that the clause reads; null where the rule counts nothing.</param>
/// <param name="Quantity">How much was counted, in <paramref name="Unit"/>; null where nothing is counted.</param>
/// <param name="Unit">The unit, or the currency of money.</param>
public sealed record EventTouch(ClauseId Clause, string? Meter, Quantity? Quantity, string? Unit);

/// <summary>Whether an event counted.</summary>
public enum EventOutcome
{
    /// <summary>A rule, or the account itself, took note of it.</summary>
    Counted,

    /// <summary>It is kept, and nothing came of it.</summary>
    Unmatched,

    /// <summary>It is no good for the account's rules.</summary>
    Rejected,
}
