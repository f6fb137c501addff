using Evenhand.Core.Keeping;

namespace Evenhand.Core.Metering;

/// <summary>A sum over the last so many ticks: what happened at t counts until t + length, exclusive.</summary>
internal sealed class RollingSum(long length)
{
    private readonly Queue<(long Time, long Amount)> inside = new();
    private Int128 sum;

    /// <summary>Adds at an instant not before those added so far, and returns the new sum.</summary>
    public Int128 Add(long time, long amount)
    {
        Forget(time);
        inside.Enqueue((time, amount));
        return sum += amount;
    }

    /// <summary>The sum at an instant.</summary>
    public Int128 At(long time)
    {
        Forget(time);
        return sum;
    }

    /// <summary>The instant from which the sum will be smaller; null when nothing is inside.</summary>
    public long? NextDecrease => inside.TryPeek(out var first) ? first.Time + length : null;

    /// <summary>Writes or reads what is inside; the sum follows from it.</summary>
    public RollingSum Exchange(StatePort port)
    {
        long last = 0;
        port.Queue(
            inside,
            (port, item) => (last = port.After(last, item.Time), port.Exchange(item.Amount))
        );
        if (port.Reads)
            Reckon();
        return this;
    }

    private void Reckon()
    {
        sum = 0;
        foreach (var (_, amount) in inside)
            sum += amount;
    }

    private void Forget(long time)
    {
        while (inside.TryPeek(out var first) && first.Time <= time - length)
        {
            inside.Dequeue();
            sum -= first.Amount;
        }
    }
}
