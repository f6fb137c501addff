using Evenhand.Core.Time;

namespace Evenhand.Core.Parts;

/// <summary>The parts of one state, in the order in which they pass to bytes and back.</summary>
internal sealed class PartList
{
    private readonly List<Part> all = [];
    private readonly List<ITimed> timed = [];

    /// <summary>Every part.</summary>
    public List<Part> All => all;

    /// <summary>Those of them that have instants of their own.</summary>
    public List<ITimed> Timed => timed;

    /// <summary>Adds parts at the end.</summary>
    public void Add(params ReadOnlySpan<Part> parts)
    {
        foreach (var part in parts)
        {
            all.Add(part);
            if (part is ITimed own)
                timed.Add(own);
        }
    }

    /// <summary>No other is added: the lists need no more room than they have things.</summary>
    public void Close()
    {
        all.TrimExcess();
        timed.TrimExcess();
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
