using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Clock;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Sending;

/// <summary>Holds back what was told until now, in a ledger without a node.</summary>
public static class SendingHold
{
    /// <summary>
    /// Nothing that was told until now goes out unless somebody asks for it: what a restored ledger holds may have gone out
    /// already, after the backup was made.
    /// </summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="machine">The machine's time.</param>
    /// <param name="why">Why, in words.</param>
    public static void Add(ILedger ledger, TimeProvider machine, string why)
    {
        var entry = new SendingHeld(Moment.Of(machine.GetUtcNow()), why);
        var now = LedgerClock.Of(ledger, machine).Now;
        SharedAppend.Run(ledger, SliceKind.Sending, entry.Written(), now);
    }
}
