using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>The sums of a flow meter by key, over windows that follow each other or one that rolls.</summary>
internal sealed class FlowState(FlowMeter meter) : MeterState
{
    /// <summary>Each of these is there once something is in it: a meter needs one or two of them.</summary>
    private Counters? sums;
    private Rolling? rolls;
    private SeenValues? seen;

    /// <inheritdoc/>
    public override FlowMeter Meter { get; } = meter;

    /// <inheritdoc/>
    public override Window? Window => Meter.Window;

    private bool Rolls => Meter.Window.Kind == WindowKind.Rolling;

    /// <summary>Adds an act and returns how much it added: nothing when its distinct value counted before.</summary>
    public long Add(long key, long distinct, long amount, Moment time, long window)
    {
        if (Meter.Distinct && !See(key, distinct, time, window))
            return 0;
        if (Rolls && Meter.Distinct)
            return amount;
        if (Rolls)
            RollingOf(key).Add(time, amount);
        else
            (sums ??= new Counters()).Add(key, window, amount);
        return amount;
    }

    /// <summary>Takes back what was added, while its window is the key's own; where windows roll it stays.</summary>
    public void TakeBack(long key, long amount, long window)
    {
        if (!Rolls && Sum(key, default, window) >= amount)
            sums!.Add(key, window, -amount);
    }

    /// <summary>Whether a distinct value would count: it has not in the window.</summary>
    public bool IsNews(long key, long value, Moment time, long window)
    {
        if (value == 0)
            return false;
        if (Rolls)
            return rolls?.Distinct.GetValueOrDefault(key)?.Holds(time, value) != true;
        return seen is null || seen.Window != window || !seen.Values.Contains((key, value));
    }

    /// <summary>The sum of a key at an instant.</summary>
    public Int128 Sum(long key, Moment time, long window)
    {
        if (!Rolls)
            return sums?.Sum(key, window) ?? 0;
        if (rolls is null)
            return 0;
        return Meter.Distinct
            ? rolls.Distinct.GetValueOrDefault(key)?.At(time) ?? 0
            : rolls.Sums.GetValueOrDefault(key)?.At(time) ?? 0;
    }

    /// <inheritdoc/>
    public override Moment? NextDecrease(long key) =>
        rolls?.Sums.GetValueOrDefault(key)?.NextDecrease;

    /// <inheritdoc/>
    public override IEnumerable<long> Keys(Moment time, long window) =>
        All(time, window).Select(each => each.Key);

    /// <summary>The sums of all keys in a window.</summary>
    public IEnumerable<(long Key, Int128 Sum)> All(long window) => sums?.All(window) ?? [];

    /// <summary>The sums of all keys at an instant, also of windows that roll.</summary>
    public IEnumerable<(long Key, Int128 Sum)> All(Moment time, long window)
    {
        if (!Rolls)
            return All(window);
        if (rolls is null)
            return [];
        return Meter.Distinct
            ? rolls.Distinct.All().Select(each => (each.Key, (Int128)each.Value.At(time)))
            : rolls.Sums.All().Select(each => (each.Key, each.Value.At(time)));
    }

    /// <inheritdoc/>
    public override void BeginCycle(Cycle cycle) =>
        ForgetAllBut(WindowKind.Cycle, cycle.From.Ticks);

    /// <inheritdoc/>
    public override void BeginDay(Moment from) => ForgetAllBut(WindowKind.Day, from.Ticks);

    private void ForgetAllBut(WindowKind kind, long window)
    {
        if (Meter.Keyed && Meter.Window.Kind == kind)
            sums?.ForgetAllBut(window);
    }

    /// <summary>Writes or reads the sums and the values seen.</summary>
    public override void Exchange(StatePort port)
    {
        var length = Meter.Window.Length;
        Counters.Exchange(port, ref sums);
        if (port.Exchange(rolls is not null))
            (rolls ??= new Rolling()).Exchange(port, length);
        else
            rolls = null;
        if (port.Exchange(seen is not null))
            (seen ??= new SeenValues()).Exchange(port);
        else
            seen = null;
    }

    private bool See(long key, long value, Moment time, long window)
    {
        if (value == 0)
            return false;
        if (Rolls)
        {
            ref var values = ref (rolls ??= new Rolling()).Distinct.At(key, out _);
            return (values ??= new RollingDistinct(Meter.Window.Length)).See(time, value);
        }
        return (seen ??= new SeenValues()).See(key, value, window);
    }

    private RollingSum RollingOf(long key)
    {
        ref var sum = ref (rolls ??= new Rolling()).Sums.At(key, out _);
        return sum ??= new RollingSum(Meter.Window.Length);
    }

    /// <summary>By key, what rolls.</summary>
    private sealed class Rolling
    {
        public SmallMap<long, RollingSum> Sums;
        public SmallMap<long, RollingDistinct> Distinct;

        public void Exchange(StatePort port, TimeSpan length)
        {
            port.Map(ref Sums, (port, sum) => (sum ?? new RollingSum(length)).Exchange(port));
            port.Map(
                ref Distinct,
                (port, values) => (values ?? new RollingDistinct(length)).Exchange(port)
            );
        }
    }

    /// <summary>The values that counted in a window.</summary>
    private sealed class SeenValues
    {
        public SmallSet<(long Key, long Value)> Values;

        public long Window { get; private set; }

        public bool See(long key, long value, long window)
        {
            if (window < Window && Values.Count > 0)
                return false;
            if (Window != window)
                Values.Clear();
            Window = window;
            return Values.Add((key, value));
        }

        public void Exchange(StatePort port)
        {
            port.Set(
                ref Values,
                (port, item) => (port.Exchange(item.Key), port.Exchange(item.Value))
            );
            Window = port.Exchange(Window);
        }
    }
}
