using Evenhand.Core.Folding;
using Evenhand.Core.Numbers;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;

namespace Evenhand.Core.Replaying;

/// <summary>
/// Watches the meters of an account during a replay, window by window: what a flow was given in it, and where a stock,
/// a balance or a ratio stood at its end. The version in force then is the one that is watched.
/// </summary>
/// <param name="bounds">The instants between which the windows lie, ascending; one more than windows.</param>
public sealed class MeterWatch(IReadOnlyList<Moment> bounds) : ReplayWatch
{
    private readonly List<MeterReading> readings = [];
    private int next;

    /// <summary>What was read, by window and then by meter.</summary>
    public IReadOnlyList<MeterReading> Readings => readings;

    internal override void Begin(AccountFold fold)
    {
        readings.Clear();
        next = 0;
        foreach (var state in fold.States)
            state.Watcher = new Tally(state.Policy.Meters.Length);
    }

    /// <summary>Time comes to an instant; whatever happens at it belongs to the window that begins there.</summary>
    internal override void Reach(AccountFold fold, Moment time)
    {
        for (; next < bounds.Count && bounds[next] <= time; next++)
        {
            fold.Advance(bounds[next]);
            var state = fold.Speak(bounds[next].Previous);
            foreach (var meter in state.Policy.Meters)
            {
                var value = MeterLevel.Take(state, meter, bounds[next].Previous);
                if (next > 0)
                    readings.Add(
                        new MeterReading(next - 1, meter.Name, MeterLevel.UnitOf(meter).Name, value)
                    );
            }
            foreach (var other in fold.States)
                if (other != state)
                    foreach (var meter in other.Policy.Meters)
                        ((Tally)other.Watcher!).Take(meter.Place);
        }
    }
}

/// <summary>A meter in a window.</summary>
/// <param name="Window">The place of the window, from 0.</param>
/// <param name="Meter">The meter's name.</param>
/// <param name="Unit">The unit of the value.</param>
/// <param name="Value">How much.</param>
public sealed record MeterReading(int Window, string Meter, string Unit, Quantity Value);
