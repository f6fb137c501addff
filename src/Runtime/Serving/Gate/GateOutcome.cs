using System.Collections.Immutable;
using Evenhand.Core.Effects;

namespace Evenhand.Runtime.Serving.Gate;

/// <summary>The answer to an ask, with what was held for it.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Bounds">The limits and allowances that the act counts towards, as they are before it.</param>
/// <param name="Reservation">What was held; null where nothing was to be, or the act was denied.</param>
public sealed record GateOutcome(
    Decision Decision,
    ImmutableArray<BoundLeft> Bounds,
    Hold? Reservation
)
{
    /// <summary>The least that is left of a limit or allowance, in its unit; null where none applies.</summary>
    public string? Remaining { get; init; }
}

/// <summary>What is left of a limit or an allowance.</summary>
/// <param name="Clause">The slug of its clause.</param>
/// <param name="Unit">The unit of the figures.</param>
/// <param name="Amount">The whole.</param>
/// <param name="Left">What is left; not below zero.</param>
/// <param name="WindowSeconds">The length of its window; 0 where it has none.</param>
/// <param name="Resets">When the count starts afresh, in ticks; null where it does not.</param>
public sealed record BoundLeft(
    string Clause,
    string Unit,
    decimal Amount,
    decimal Left,
    long WindowSeconds,
    long? Resets
);

/// <summary>Quantity held by a decision until it is settled, released or expires.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Account">The account.</param>
/// <param name="Quantity">How much is held, in the unit of the act.</param>
/// <param name="Expires">When it ends by itself, in ticks.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Settled">What was used in the end; null while it is not settled.</param>
public sealed record Hold(
    string Id,
    string Account,
    decimal Quantity,
    long Expires,
    HoldStatus Status,
    decimal? Settled
);

/// <summary>Where a reservation stands.</summary>
public enum HoldStatus
{
    /// <summary>It counts.</summary>
    Held,

    /// <summary>Ended; the act's own event counts.</summary>
    Settled,

    /// <summary>Given back.</summary>
    Released,

    /// <summary>Ended by itself.</summary>
    Expired,
}
