using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Metering;

/// <summary>Usage inside an exception, which is not held against a limit, by place of the limit.</summary>
internal sealed class ExceptedUsage(int limits) : Part
{
    /// <summary>There once something was excepted, which is seldom.</summary>
    private Counters?[]? byLimit;

    /// <summary>Notes usage that is not held against a limit.</summary>
    public void Add(Place<Limit> limit, long key, long window, long amount) =>
        ((byLimit ??= new Counters?[limits])[limit.Index] ??= new Counters()).Add(
            key,
            window,
            amount
        );

    /// <summary>What of a key's usage in a window is not held against a limit.</summary>
    public Int128 Sum(Place<Limit> limit, long key, long window) =>
        byLimit?[limit.Index]?.Sum(key, window) ?? 0;

    /// <summary>Writes or reads it.</summary>
    public override void Exchange(StatePort port)
    {
        if (!port.Exchange(byLimit is not null))
        {
            byLimit = null;
            return;
        }
        byLimit ??= new Counters?[limits];
        for (var limit = 0; limit < limits; limit++)
            Counters.Exchange(port, ref byLimit[limit]);
    }
}
