using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Metering;

/// <summary>The two sums of a ratio.</summary>
internal sealed class RatioState(RatioMeter meter) : MeterState
{
    private readonly RollingSum? rollingPart = Rolling(meter);
    private readonly RollingSum? rollingWhole = Rolling(meter);
    private readonly Counters part = new();
    private readonly Counters whole = new();

    /// <inheritdoc/>
    public override RatioMeter Meter { get; } = meter;

    /// <inheritdoc/>
    public override Window? Window => Meter.Window;

    /// <inheritdoc/>
    public override IEnumerable<long> Keys(long time, long window) => [];

    /// <summary>Adds to the part.</summary>
    public void AddPart(long amount, long time, long window) =>
        Add(rollingPart, part, amount, time, window);

    /// <summary>Adds to the whole.</summary>
    public void AddWhole(long amount, long time, long window) =>
        Add(rollingWhole, whole, amount, time, window);

    /// <summary>Both sums at an instant.</summary>
    public (Int128 Part, Int128 Whole) At(long time, long window) =>
        rollingPart is null
            ? (part.Sum(0, window), whole.Sum(0, window))
            : (rollingPart.At(time), rollingWhole!.At(time));

    /// <inheritdoc/>
    public override long? NextDecrease(long key) => rollingPart?.NextDecrease;

    /// <summary>Writes or reads both sums.</summary>
    public override void Exchange(StatePort port)
    {
        rollingPart?.Exchange(port);
        rollingWhole?.Exchange(port);
        part.Exchange(port);
        whole.Exchange(port);
    }

    private static void Add(
        RollingSum? rolling,
        Counters counters,
        long amount,
        long time,
        long window
    )
    {
        if (rolling is null)
            counters.Add(0, window, amount);
        else
            rolling.Add(time, amount);
    }

    private static RollingSum? Rolling(RatioMeter meter) =>
        meter.Window.Kind == WindowKind.Rolling ? new RollingSum(meter.Window.Ticks) : null;
}
