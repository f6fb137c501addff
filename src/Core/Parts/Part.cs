using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Core.Parts;

/// <summary>
/// A part of an account's state under one version. What acts do to it stands in the fold; what happens to every part,
/// whatever it is, comes here.
/// </summary>
internal abstract class Part
{
    /// <summary>Whether nothing of it outlasts the beginning of a cycle, nor is looked at in one that another version states.</summary>
    public virtual bool BeginsAnew => false;

    /// <summary>Writes or reads all of it that passes.</summary>
    public abstract void Exchange(StatePort port);

    /// <summary>A cycle begins; the one before is closed.</summary>
    public virtual void BeginCycle(Cycle cycle) { }

    /// <summary>A local day begins.</summary>
    /// <param name="from">Its first instant.</param>
    public virtual void BeginDay(Moment from) { }

    /// <summary>The contract ends; what is kept after it stays until the purge.</summary>
    public virtual void End(Moment time) { }

    /// <summary>All is purged: from now on nothing is stored and nobody licensed.</summary>
    public virtual void Purge(Moment time) { }
}
