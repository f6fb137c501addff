using Evenhand.Core.Keeping;

namespace Evenhand.Core.Metering;

/// <summary>How many distinct values were seen in the last so many ticks.</summary>
internal sealed class RollingDistinct(long length)
{
    private readonly Dictionary<long, long> lastSeen = [];
    private readonly Queue<(long Time, long Value)> order = new();

    /// <summary>Notes a value and returns whether it is new in the window.</summary>
    public bool See(long time, long value)
    {
        Forget(time);
        var isNew = !lastSeen.ContainsKey(value);
        lastSeen[value] = time;
        order.Enqueue((time, value));
        return isNew;
    }

    /// <summary>Whether a value is in the window at an instant.</summary>
    public bool Holds(long time, long value) =>
        lastSeen.TryGetValue(value, out var last) && last > time - length;

    /// <summary>The number of distinct values at an instant.</summary>
    public int At(long time)
    {
        Forget(time);
        return lastSeen.Count;
    }

    /// <summary>Writes or reads what is in the window; when each value was seen last follows from it.</summary>
    public RollingDistinct Exchange(StatePort port)
    {
        long last = 0;
        port.Queue(
            order,
            (port, item) => (last = port.After(last, item.Time), port.Exchange(item.Value))
        );
        if (port.Reads)
            Recall();
        return this;
    }

    private void Recall()
    {
        lastSeen.Clear();
        foreach (var (time, value) in order)
            lastSeen[value] = time;
    }

    private void Forget(long time)
    {
        while (order.TryPeek(out var first) && first.Time <= time - length)
        {
            order.Dequeue();
            if (lastSeen.TryGetValue(first.Value, out var last) && last == first.Time)
                lastSeen.Remove(first.Value);
        }
    }
}
