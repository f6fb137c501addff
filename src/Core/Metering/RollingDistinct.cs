using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>
/// How many distinct values were seen in the last so many ticks. A value counts at the time at which it was seen last; it
/// is kept for as long as it counts for the latest, and a look at a later instant forgets nothing.
/// </summary>
internal sealed class RollingDistinct(TimeSpan length)
{
    private readonly Dictionary<long, Moment> lastSeen = [];
    private readonly Timeline<long> order = new();
    private int first;
    private int count;

    /// <summary>Notes a value and returns whether it is new in the window.</summary>
    public bool See(Moment time, long value)
    {
        if (order.Count > 0)
            LookAt(Moment.Max(time, order.Last));
        var isNew = !Holds(time, value);
        if (lastSeen.TryGetValue(value, out var last) && last >= time)
            return isNew;
        if (order.Count > 0 && time <= order.Last - length)
            return isNew;
        if (lastSeen.ContainsKey(value) && order.Count > first && last >= order[first].Time)
            count--;
        lastSeen[value] = time;
        if (order.Insert(time, value) < first)
            first++;
        else
            count++;
        Forget();
        return isNew;
    }

    /// <summary>Whether a value is in the window at an instant.</summary>
    public bool Holds(Moment time, long value) =>
        lastSeen.TryGetValue(value, out var last) && last > time - length;

    /// <summary>The number of distinct values at an instant not before the latest that was noted.</summary>
    public int At(Moment time)
    {
        LookAt(time);
        return count;
    }

    /// <summary>Writes or reads what is in the window; when each value was seen last follows from it.</summary>
    public RollingDistinct Exchange(StatePort port)
    {
        if (!port.Reads && order.Count > 0)
            LookAt(order.Last);
        Moment last = default;
        order.Exchange(
            port,
            (port, item) => (last = port.After(last, item.Time), port.Exchange(item.Item))
        );
        if (port.Reads)
            Recall();
        return this;
    }

    private void Recall()
    {
        lastSeen.Clear();
        for (var i = 0; i < order.Count; i++)
            lastSeen[order[i].Item] = order[i].Time;
        (first, count) = (0, lastSeen.Count);
    }

    /// <summary>Whether it was seen then for the last time.</summary>
    private bool Counts(in (Moment Time, long Item) seen) =>
        lastSeen.TryGetValue(seen.Item, out var last) && last == seen.Time;

    private void LookAt(Moment time)
    {
        for (; first < order.Count && order[first].Time <= time - length; first++)
            count -= Counts(order[first]) ? 1 : 0;
        for (; first > 0 && order[first - 1].Time > time - length; first--)
            count += Counts(order[first - 1]) ? 1 : 0;
    }

    private void Forget()
    {
        LookAt(order.Last);
        for (; order[0].Time <= order.Last - length; first--)
        {
            if (Counts(order[0]))
                lastSeen.Remove(order[0].Item);
            order.DropFirst();
        }
    }
}
