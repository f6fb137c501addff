using Evenhand.Core.Keeping;
using Evenhand.Core.Numbers;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Accounts;

/// <summary>Licences held now, at most in the cycle, and on average over it.</summary>
internal sealed class Seats : Part
{
    private long full;
    private long restricted;
    private long highestFull;
    private long highestLicensed;
    private Int128 fullTicks;
    private Int128 licensedTicks;
    private Moment since;

    /// <summary>Replaces both totals from an instant on.</summary>
    public void Set(long licensed, long restrictedToo, Moment time)
    {
        Reckon(time);
        (full, restricted) = (licensed, restrictedToo);
        highestFull = Math.Max(highestFull, full);
        highestLicensed = Math.Max(highestLicensed, full + restricted);
    }

    /// <summary>Begins a cycle with what is held.</summary>
    public override void BeginCycle(Cycle cycle)
    {
        (fullTicks, licensedTicks, since) = (0, 0, cycle.From);
        (highestFull, highestLicensed) = (full, full + restricted);
    }

    /// <summary>The number of licences of a kind on a basis, before the cycle's end.</summary>
    public long Count(SeatKind kind, SeatBasis basis) =>
        (kind, basis) switch
        {
            (SeatKind.None, _) => 1,
            (SeatKind.Full, SeatBasis.Highest) => highestFull,
            (SeatKind.Full, _) => full,
            (_, SeatBasis.Highest) => highestLicensed,
            _ => full + restricted,
        };

    /// <summary>The time-weighted average over a whole cycle, at its end.</summary>
    public Rational Average(SeatKind kind, Cycle cycle)
    {
        Reckon(cycle.To);
        return (Rational)(kind == SeatKind.Full ? fullTicks : licensedTicks) / cycle.Length.Ticks;
    }

    /// <summary>Writes or reads the licences.</summary>
    public override void Exchange(StatePort port)
    {
        full = port.Exchange(full);
        restricted = port.Exchange(restricted);
        highestFull = port.Exchange(highestFull);
        highestLicensed = port.Exchange(highestLicensed);
        fullTicks = port.Exchange(fullTicks);
        licensedTicks = port.Exchange(licensedTicks);
        since = port.Exchange(since);
    }

    /// <inheritdoc/>
    public override void Purge(Moment time) => Set(0, 0, time);

    private void Reckon(Moment time)
    {
        fullTicks += (Int128)full * (time - since).Ticks;
        licensedTicks += (Int128)(full + restricted) * (time - since).Ticks;
        since = time;
    }
}
