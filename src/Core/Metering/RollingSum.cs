using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>
/// A sum over the last so many ticks: what happened at t counts until t + length, exclusive. It is kept for as long as
/// it counts for the latest that was added; a look at a later instant forgets nothing.
/// </summary>
internal sealed class RollingSum(TimeSpan length)
{
    private readonly Timeline<long> kept = new();
    private int first;
    private Int128 sum;

    /// <summary>Adds at an instant. What is too old to count beside the latest is left out.</summary>
    public void Add(Moment time, long amount)
    {
        if (kept.Count > 0 && time <= kept.Last - length)
            return;
        if (kept.Insert(time, amount) < first)
            first++;
        else
            sum += amount;
        LookAt(kept.Last);
        for (; kept[0].Time <= kept.Last - length; first--)
            kept.DropFirst();
    }

    /// <summary>The sum at an instant not before the latest that was added.</summary>
    public Int128 At(Moment time)
    {
        LookAt(time);
        return sum;
    }

    /// <summary>The instant from which the sum last looked at will be smaller; null when nothing is inside.</summary>
    public Moment? NextDecrease => first < kept.Count ? kept[first].Time + length : null;

    /// <summary>Writes or reads what is inside; the sum follows from it, and the mark is where the latest was added.</summary>
    public RollingSum Exchange(StatePort port)
    {
        if (port.Reads)
            (first, sum) = (0, 0);
        else if (kept.Count > 0)
            LookAt(kept.Last);
        Moment last = default;
        kept.Exchange(
            port,
            (port, item) => (last = port.After(last, item.Time), port.Exchange(item.Item))
        );
        for (var i = 0; port.Reads && i < kept.Count; i++)
            sum += kept[i].Item;
        return this;
    }

    /// <summary>What has left the window goes out of the sum; what is in a window of an earlier instant comes back.</summary>
    private void LookAt(Moment time)
    {
        for (; first < kept.Count && kept[first].Time <= time - length; first++)
            sum -= kept[first].Item;
        for (; first > 0 && kept[first - 1].Time > time - length; first--)
            sum += kept[first - 1].Item;
    }
}
