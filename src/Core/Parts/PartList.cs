using Evenhand.Core.Time;

namespace Evenhand.Core.Parts;

/// <summary>The parts of one state, in the order in which they pass to bytes and back.</summary>
internal sealed class PartList
{
    private Part[] all = [];
    private ITimed[] timed = [];

    /// <summary>Every part.</summary>
    public Part[] All => all;

    /// <summary>Those of them that have instants of their own.</summary>
    public ITimed[] Timed => timed;

    /// <summary>Adds parts at the end, all at once as a rule: there are many lists, and none has more room than it needs.</summary>
    public void Add(params ReadOnlySpan<Part> parts)
    {
        all = [.. all, .. parts];
        timed = [.. all.OfType<ITimed>()];
    }

    /// <summary>The next instant at which something happens to one of them by itself.</summary>
    /// <param name="passed">The present: what was due before has happened.</param>
    public Moment Next(Moment passed)
    {
        var next = Moment.Never;
        foreach (var part in timed)
            next = Moment.Min(next, part.Next(passed));
        return next;
    }
}
