using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>The sums of a flow meter by key, over windows that follow each other or one that rolls.</summary>
internal sealed class FlowState(FlowMeter meter) : MeterState
{
    private readonly Counters sums = new();
    private readonly Dictionary<long, RollingSum> rolling = [];
    private readonly Dictionary<long, RollingDistinct> rollingDistinct = [];
    private readonly HashSet<(long Key, long Value)> seen = [];
    private long seenIn;

    /// <inheritdoc/>
    public override FlowMeter Meter { get; } = meter;

    /// <inheritdoc/>
    public override Window? Window => Meter.Window;

    private bool Rolls => Meter.Window.Kind == WindowKind.Rolling;

    /// <summary>Adds an act and returns how much it added: nothing when its distinct value counted before.</summary>
    public long Add(long key, long distinct, long amount, long time, long window)
    {
        if (Meter.Distinct && !See(key, distinct, time, window))
            return 0;
        if (Rolls && Meter.Distinct)
            return amount;
        if (Rolls)
            RollingOf(key).Add(time, amount);
        else
            sums.Add(key, window, amount);
        return amount;
    }

    /// <summary>Whether a distinct value would count: it has not in the window.</summary>
    public bool IsNews(long key, long value, long time, long window)
    {
        if (value == 0)
            return false;
        if (Rolls)
            return !rollingDistinct.TryGetValue(key, out var values) || !values.Holds(time, value);
        return seenIn != window || !seen.Contains((key, value));
    }

    /// <summary>The sum of a key at an instant.</summary>
    public Int128 Sum(long key, long time, long window)
    {
        if (!Rolls)
            return sums.Sum(key, window);
        if (Meter.Distinct)
            return rollingDistinct.TryGetValue(key, out var values) ? values.At(time) : 0;
        return rolling.TryGetValue(key, out var sum) ? sum.At(time) : 0;
    }

    /// <inheritdoc/>
    public override long? NextDecrease(long key) =>
        rolling.TryGetValue(key, out var sum) ? sum.NextDecrease : null;

    /// <inheritdoc/>
    public override IEnumerable<long> Keys(long time, long window) =>
        All(time, window).Select(each => each.Key);

    /// <summary>The sums of all keys in a window.</summary>
    public IEnumerable<(long Key, Int128 Sum)> All(long window) => sums.All(window);

    /// <summary>The sums of all keys at an instant, also of windows that roll.</summary>
    public IEnumerable<(long Key, Int128 Sum)> All(long time, long window)
    {
        if (!Rolls)
            return sums.All(window);
        return Meter.Distinct
            ? rollingDistinct.Select(each => (each.Key, (Int128)each.Value.At(time)))
            : rolling.Select(each => (each.Key, each.Value.At(time)));
    }

    /// <inheritdoc/>
    public override void BeginCycle(Cycle cycle) => ForgetAllBut(WindowKind.Cycle, cycle.From);

    /// <inheritdoc/>
    public override void BeginDay(long from) => ForgetAllBut(WindowKind.Day, from);

    private void ForgetAllBut(WindowKind kind, long window)
    {
        if (Meter.Keyed && Meter.Window.Kind == kind)
            sums.ForgetAllBut(window);
    }

    /// <summary>Writes or reads the sums and the values seen.</summary>
    public override void Exchange(StatePort port)
    {
        var length = Meter.Window.Ticks;
        sums.Exchange(port);
        port.Map(rolling, (port, sum) => (sum ?? new RollingSum(length)).Exchange(port));
        port.Map(
            rollingDistinct,
            (port, values) => (values ?? new RollingDistinct(length)).Exchange(port)
        );
        port.Set(seen, (port, item) => (port.Exchange(item.Key), port.Exchange(item.Value)));
        seenIn = port.Exchange(seenIn);
    }

    private bool See(long key, long value, long time, long window)
    {
        if (value == 0)
            return false;
        if (Rolls)
        {
            if (!rollingDistinct.TryGetValue(key, out var values))
                rollingDistinct.Add(key, values = new RollingDistinct(Meter.Window.Ticks));
            return values.See(time, value);
        }
        if (window < seenIn && seen.Count > 0)
            return false;
        if (seenIn != window)
            seen.Clear();
        seenIn = window;
        return seen.Add((key, value));
    }

    private RollingSum RollingOf(long key)
    {
        if (!rolling.TryGetValue(key, out var sum))
            rolling.Add(key, sum = new RollingSum(Meter.Window.Ticks));
        return sum;
    }
}
