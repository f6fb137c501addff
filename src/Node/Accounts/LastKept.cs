using Evenhand.Core.Time;

namespace Evenhand.Node.Accounts;

/// <summary>What the ledger has of an account's live state: up to where a snapshot goes, and when it says that the account is due.</summary>
internal struct LastKept()
{
    private long sequence = -1;
    private Moment due;

    /// <summary>How many records came since.</summary>
    public readonly long Unkept(long now) => now - Math.Max(0, sequence);

    /// <summary>Whether there is one, as far as is known here.</summary>
    public readonly bool Any => sequence >= 0;

    /// <summary>Whether that is how it is kept.</summary>
    public readonly bool Is(long now, Moment next) => (sequence, due) == (now, next);

    /// <summary>When the index of what is due has the account; null where its snapshot does not go so far.</summary>
    public readonly Moment? DueAt(long now) => sequence == now ? due : null;

    /// <summary>Takes note of a snapshot.</summary>
    public void Note(long at, Moment next) => (sequence, due) = (at, next);

    /// <summary>There is none.</summary>
    public void Forget() => sequence = -1;
}
