using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Clock;

/// <summary>The clock of a ledger without a node: for the command line, beside a running server or without one.</summary>
public static class LedgerClock
{
    /// <summary>How the clock stands: as a server says that runs on the ledger, or as one would find it that starts now.</summary>
    public static ClockReport Report(ILedger ledger, TimeProvider machine)
    {
        var (clock, last) = Begin(ledger, machine);
        var told = last is { Record.What: ClockWord.Jumped } jumped
            ? new ClockState(jumped.At, jumped.Record.Wall, jumped.Record.Jump, jumped.At)
            : (ClockState?)null;
        var written = ledger.LastCommitted();
        return new ClockReport(clock.State, told, written == Moment.Earliest ? null : written);
    }

    /// <summary>Says that the machine's clock is right as it is; a server that runs on the ledger goes by it within a second.</summary>
    public static void Confirm(ILedger ledger, TimeProvider machine)
    {
        var wall = new NodeClock(machine).Wall;
        var record = new ClockRecord(ClockWord.Confirmed, wall, null, "");
        var payload = StoredJson.Write(record, StoredJson.Default.ClockRecord);
        SharedAppend.Run(ledger, SliceKind.Clock, payload, wall);
    }

    /// <summary>
    /// The time that a node would go by that starts now: what is appended beside it must not make a wrong clock look like
    /// one that the ledger was written under.
    /// </summary>
    internal static NodeClock Of(ILedger ledger, TimeProvider machine) =>
        Begin(ledger, machine).Clock;

    private static (NodeClock Clock, (ClockRecord Record, Moment At)? Last) Begin(
        ILedger ledger,
        TimeProvider machine
    )
    {
        var clock = new NodeClock(machine);
        (ClockRecord, Moment)? last = null;
        foreach (var slice in ledger.Read(StreamName.Shared, 0, SliceKinds.Papers))
            if (slice.Kind == SliceKind.Clock)
            {
                var record = StoredJson.Read(slice.Payload, StoredJson.Default.ClockRecord);
                clock.Learn(record, slice.Committed);
                last = (record, slice.Committed);
            }
        clock.Begin(ledger.LastCommitted(), ledger.AccountCount > 0);
        return (clock, last);
    }
}

/// <summary>How the clock of a ledger stands.</summary>
/// <param name="AtStart">How a server would find it that starts now.</param>
/// <param name="Told">What the last server said of it that found it wrong; null where it came back or was confirmed.</param>
/// <param name="LastWritten">When the ledger was last written; null for never.</param>
public sealed record ClockReport(ClockState AtStart, ClockState? Told, Moment? LastWritten)
{
    /// <summary>What is the matter, in a sentence for people; empty while nothing is.</summary>
    public string Why => Told?.Why ?? AtStart.Why;
}
