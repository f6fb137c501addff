using Evenhand.Core.Codes;
using Evenhand.Node.Gate;
using Evenhand.Node.Reservations;
using Evenhand.Replay.Output;
using Evenhand.Wire;
using Evenhand.Wording;

namespace Evenhand.Server.Views;

/// <summary>What the gate says: a decision as in a replay, with what was held and what is left.</summary>
internal static class GateViews
{
    public static GateAnswer Of(GateOutcome outcome) =>
        new(EffectViews.Of(outcome.Decision), Basis.Live)
        {
            Reservation = outcome.Reservation is { } hold
                ? new ReservationHeld
                {
                    Id = hold.Id,
                    Quantity = Quantities.Text(hold.Quantity),
                    Expires = Instants.Of(hold.Expires),
                }
                : null,
            Remaining = outcome.Remaining,
            Warnings = outcome.Warnings.Count == 0 ? null : [.. outcome.Warnings.Select(Of)],
        };

    private static AskWarning Of(Fault fault) =>
        new()
        {
            Code = fault.Code.Name(),
            Detail = FaultSentence.Of(fault),
            DidYouMean = fault.DidYouMean,
        };
}
