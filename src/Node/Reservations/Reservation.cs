using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Reservations;

/// <summary>Quantity held by a decision until it is settled, released or expires.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Account">The account.</param>
/// <param name="Quantity">How much is held, in the unit of the act.</param>
/// <param name="Expires">When it ends by itself.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Settled">What was used in the end; null while it is not settled.</param>
public sealed record Reservation(
    string Id,
    AccountId Account,
    decimal Quantity,
    Moment Expires,
    ReservationState Status,
    decimal? Settled
);

/// <summary>Where a reservation stands.</summary>
public enum ReservationState
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
