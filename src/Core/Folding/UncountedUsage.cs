using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>What counted in cycles that are over and turned out not to count: what was promised with it was not kept.</summary>
internal sealed class UncountedUsage
{
    private SmallMap<(string Version, Moment Cycle, int Meter), long> units;

    /// <summary>Notes what does not count.</summary>
    public void Add(PolicyVersion version, Moment cycle, Place<Meter> meter, long amount)
    {
        ref var sum = ref units.At((version.Version, cycle, meter.Index), out _);
        sum += amount;
    }

    /// <summary>What of a meter does not count in a cycle, in base units.</summary>
    public long Of(EndedCycle ended, Place<Meter> meter) =>
        units.TryGetValue((ended.Policy.Version, ended.Cycle.From, meter.Index), out var sum)
            ? sum
            : 0;

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port) =>
        port.Map(
            ref units,
            (port, key) =>
                (port.Exchange(key.Version), port.Exchange(key.Cycle), port.Exchange(key.Meter)),
            StatePort.Long
        );
}
