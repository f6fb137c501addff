using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;

namespace Evenhand.Core.Accounts;

/// <summary>When the contract ended, and when what is kept after it is purged.</summary>
/// <param name="kept">For how many ticks after the end it is kept.</param>
internal sealed class Ending(long kept) : Part, ITimed
{
    /// <summary>When the contract ended; never while it goes on.</summary>
    public long ContractEnd { get; private set; } = long.MaxValue;

    /// <summary>When all is purged; nothing has an effect from then on.</summary>
    public long PurgeAt { get; private set; } = long.MaxValue;

    /// <summary>Whether that has happened.</summary>
    public bool IsPurged { get; private set; }

    /// <inheritdoc/>
    public override void End(long time) => (ContractEnd, PurgeAt) = (time, time + kept);

    /// <inheritdoc/>
    public override void Purge(long time) => IsPurged = true;

    /// <summary>The purge.</summary>
    public long Next(long passed) => !IsPurged && PurgeAt > passed ? PurgeAt : long.MaxValue;

    /// <summary>The purge comes before all else that is due at its instant, and so is the engine's to see to.</summary>
    public void Pass(long at) { }

    /// <inheritdoc/>
    public void Passed(long at) { }

    /// <summary>Writes or reads when they are.</summary>
    public override void Exchange(StatePort port)
    {
        ContractEnd = port.Exchange(ContractEnd);
        PurgeAt = port.Exchange(PurgeAt);
        IsPurged = port.Exchange(IsPurged);
    }
}
