using Evenhand.Node.Reservations;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Reservations on the wire.</summary>
internal static class ReservationViews
{
    public static ReservationAnswer Of(Evenhand.Node.Reservations.Reservation hold) =>
        new()
        {
            Id = hold.Id,
            Account = hold.Account.Text,
            Quantity = Quantities.Text(hold.Quantity),
            Settled = hold.Settled is { } settled ? Quantities.Text(settled) : null,
            Expires = Instants.Of(hold.Expires),
            Status = hold.Status switch
            {
                ReservationState.Held => ReservationStatus.Held,
                ReservationState.Settled => ReservationStatus.Settled,
                ReservationState.Released => ReservationStatus.Released,
                _ => ReservationStatus.Expired,
            },
        };
}
