using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Time;

namespace Evenhand.Core.Accounts;

/// <summary>When the contract ended, and when what is kept after it is purged.</summary>
/// <param name="kept">For how many ticks after the end it is kept.</param>
internal sealed class Ending(TimeSpan kept) : Part, ITimed
{
    /// <summary>When the contract ended; never while it goes on.</summary>
    public Moment ContractEnd { get; private set; } = Moment.Never;

    /// <summary>When all is purged; nothing has an effect from then on.</summary>
    public Moment PurgeAt { get; private set; } = Moment.Never;

    /// <summary>Whether that has happened.</summary>
    public bool IsPurged { get; private set; }

    /// <inheritdoc/>
    public override void End(Moment time) => (ContractEnd, PurgeAt) = (time, time + kept);

    /// <inheritdoc/>
    public override void Purge(Moment time) => IsPurged = true;

    /// <summary>The purge.</summary>
    public Moment Next(Moment passed) => !IsPurged && PurgeAt > passed ? PurgeAt : Moment.Never;

    /// <summary>The purge comes before all else that is due at its instant, and so is the engine's to see to.</summary>
    public void Pass(Moment at) { }

    /// <inheritdoc/>
    public void Passed(Moment at) { }

    /// <summary>Writes or reads when they are.</summary>
    public override void Exchange(StatePort port)
    {
        ContractEnd = port.Exchange(ContractEnd);
        PurgeAt = port.Exchange(PurgeAt);
        IsPurged = port.Exchange(IsPurged);
    }
}
