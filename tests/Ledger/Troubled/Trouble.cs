using Evenhand.Ledger;

namespace Evenhand.Tests.Ledger.Troubled;

/// <summary>What may befall a call of a ledger.</summary>
internal enum Trouble
{
    /// <summary>The disk is full or gone.</summary>
    Unavailable,

    /// <summary>What is stored does not agree with its checksum.</summary>
    Damaged,

    /// <summary>An error of the disk that nobody translated.</summary>
    Failing,

    /// <summary>A bit of what is read is another; no checksum tells.</summary>
    Flipped,

    /// <summary>The call takes until the plan is mended.</summary>
    Slow,
}

/// <summary>Which trouble is possible where, and what it looks like.</summary>
internal static class Troubles
{
    /// <summary>All that end a call; those that only change or delay it are a matter of choice.</summary>
    public static IReadOnlyList<Trouble> Thrown =>
        [Trouble.Unavailable, Trouble.Damaged, Trouble.Failing];

    /// <summary>Whether a call can meet a trouble: an append is never damaged, and only what is read can be flipped.</summary>
    public static bool Fits(this Trouble trouble, LedgerMember member) =>
        trouble switch
        {
            Trouble.Damaged => member
                is LedgerMember.Read
                    or LedgerMember.Slice
                    or LedgerMember.SnapshotOf,
            Trouble.Flipped => member is LedgerMember.Slice or LedgerMember.SnapshotOf,
            _ => true,
        };

    public static Exception Exception(this Trouble trouble, LedgerCall call) =>
        trouble switch
        {
            Trouble.Unavailable => new LedgerUnavailableException(
                $"the disk is full ({call})",
                new IOException()
            ),
            Trouble.Damaged => new DamagedLedgerException($"a checksum does not agree ({call})"),
            _ => new IOException($"input/output error ({call})"),
        };
}
