using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Time;

namespace Evenhand.Core.Accounts;

/// <summary>The customer's own limit, what lifts it, and the automations that it paused.</summary>
internal sealed class CapState : Part
{
    private SmallSet<long> named;
    private SmallSet<long> paused;

    /// <summary>The limit in base units; null when the customer has set none.</summary>
    public Int128? Limit { get; private set; }

    /// <summary>By how much an upgrade lifts it in this cycle.</summary>
    public Int128 Lift { get; private set; }

    /// <summary>Whether it was reached after the event before.</summary>
    public bool WasReached { get; private set; }

    /// <summary>The automations that wait to be taken up again.</summary>
    public IEnumerable<long> Paused => paused.All();

    /// <summary>Replaces the limit and ends what lifted the one before.</summary>
    public void Set(Int128? limit) => (Limit, Lift) = (limit, 0);

    /// <summary>Lifts the limit for the cycle.</summary>
    public void Raise(Int128 by) => Lift += by;

    /// <summary>Begins a cycle.</summary>
    public override void BeginCycle(Cycle cycle) => Lift = 0;

    /// <summary>Whether an automation waits to be taken up again.</summary>
    public bool IsPaused(long automation) => paused.Contains(automation);

    /// <summary>Notes that an automation exists; while the limit is reached it begins paused.</summary>
    public void Name(long automation)
    {
        if (automation != 0 && named.Add(automation) && WasReached)
            paused.Add(automation);
    }

    /// <summary>Takes an automation up again, which is refused while the limit is reached.</summary>
    public bool Resume(long automation)
    {
        if (WasReached)
            return false;
        paused.Remove(automation);
        return true;
    }

    /// <summary>Notes whether the limit is reached now; when it comes to be, every automation is paused.</summary>
    /// <returns>How many were paused, or null when it did not just come to be reached.</returns>
    public int? Note(bool reached)
    {
        var comes = reached && !WasReached;
        WasReached = reached;
        if (!comes)
            return null;
        foreach (var automation in named.All())
            paused.Add(automation);
        return paused.Count;
    }

    /// <summary>Writes or reads the limit and the automations.</summary>
    public override void Exchange(StatePort port)
    {
        Limit = port.Optional(Limit, (port, limit) => port.Exchange(limit));
        Lift = port.Exchange(Lift);
        WasReached = port.Exchange(WasReached);
        port.Set(ref named);
        port.Set(ref paused);
    }
}
