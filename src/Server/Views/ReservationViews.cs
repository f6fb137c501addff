using Evenhand.Node.Gate;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Reservations on the wire.</summary>
internal static class ReservationViews
{
    public static ReservationAnswer Of(Hold hold) =>
        new()
        {
            Id = hold.Id,
            Account = hold.Account,
            Quantity = Quantities.Text(hold.Quantity),
            Settled = hold.Settled is { } settled ? Quantities.Text(settled) : null,
            Expires = Instants.Of(hold.Expires),
            Status = hold.Status switch
            {
                HoldStatus.Held => ReservationStatus.Held,
                HoldStatus.Settled => ReservationStatus.Settled,
                HoldStatus.Released => ReservationStatus.Released,
                _ => ReservationStatus.Expired,
            },
        };
}
