using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>The two sums of a ratio.</summary>
internal sealed class RatioState(RatioMeter meter) : MeterState
{
    /// <summary>Each of these is there once something is in it: a ratio rolls, or it does not.</summary>
    private RollingSum? rollingPart;
    private RollingSum? rollingWhole;
    private Counters? part;
    private Counters? whole;

    /// <inheritdoc/>
    public override RatioMeter Meter { get; } = meter;

    /// <inheritdoc/>
    public override Window? Window => Meter.Window;

    /// <inheritdoc/>
    public override IEnumerable<long> Keys(Moment time, long window) => [];

    /// <summary>Adds to the part.</summary>
    public void AddPart(long amount, Moment time, long window) =>
        Add(ref rollingPart, ref part, amount, time, window);

    /// <summary>Adds to the whole.</summary>
    public void AddWhole(long amount, Moment time, long window) =>
        Add(ref rollingWhole, ref whole, amount, time, window);

    /// <summary>Both sums at an instant.</summary>
    public (Int128 Part, Int128 Whole) At(Moment time, long window) =>
        Rolls
            ? (rollingPart?.At(time) ?? 0, rollingWhole?.At(time) ?? 0)
            : (part?.Sum(0, window) ?? 0, whole?.Sum(0, window) ?? 0);

    /// <inheritdoc/>
    public override Moment? NextDecrease(long key) => rollingPart?.NextDecrease;

    /// <summary>Writes or reads both sums.</summary>
    public override void Exchange(StatePort port)
    {
        Exchange(port, ref rollingPart);
        Exchange(port, ref rollingWhole);
        Counters.Exchange(port, ref part);
        Counters.Exchange(port, ref whole);
    }

    private void Exchange(StatePort port, ref RollingSum? sum)
    {
        if (port.Exchange(sum is not null))
            (sum ??= new RollingSum(Meter.Window.Length)).Exchange(port);
        else
            sum = null;
    }

    private void Add(
        ref RollingSum? rolling,
        ref Counters? counters,
        long amount,
        Moment time,
        long window
    )
    {
        if (Rolls)
            (rolling ??= new RollingSum(Meter.Window.Length)).Add(time, amount);
        else
            (counters ??= new Counters()).Add(0, window, amount);
    }

    private bool Rolls => Meter.Window.Kind == WindowKind.Rolling;
}
