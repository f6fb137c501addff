using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>The spans in which a limit was exceeded, for each limit that a repeat rule counts.</summary>
internal sealed class RepeatState(Repeat rule) : Part
{
    private SmallMap<int, Tally> tallies;

    /// <summary>The rule.</summary>
    public Repeat Rule { get; } = rule;

    /// <summary>Notes an excess of a limit; returns how many spans it makes, each counted once.</summary>
    /// <param name="limit">The place of the limit.</param>
    /// <param name="span">The index of the cycle or day.</param>
    /// <param name="cycle">The index of the cycle.</param>
    public int Note(Place<Limit> limit, Moment span, Moment cycle)
    {
        var tally = tallies.GetValueOrDefault(limit.Index);
        if (tally.Count > 0 && tally.LastSpan == span)
            return tally.Count;
        if (Rule.WithinCycle && tally.Cycle != cycle)
            tally.Count = 0;
        tally = new Tally(tally.Count + 1, span, cycle);
        tallies[limit.Index] = tally;
        return tally.Count;
    }

    /// <summary>Writes or reads the spans.</summary>
    public override void Exchange(StatePort port) =>
        port.Map(
            ref tallies,
            (port, limit) => port.Exchange(limit),
            (port, tally) =>
                new(
                    port.Exchange(tally.Count),
                    port.Exchange(tally.LastSpan),
                    port.Exchange(tally.Cycle)
                )
        );

    private record struct Tally(int Count, Moment LastSpan, Moment Cycle);
}
