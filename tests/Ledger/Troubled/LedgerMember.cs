namespace Evenhand.Tests.Ledger.Troubled;

/// <summary>What can be asked of a ledger, so far as it looks at its disk.</summary>
internal enum LedgerMember
{
    Accounts,
    Append,
    DropSnapshots,
    Due,
    IsBehind,
    Keep,
    Read,
    Refresh,

    /// <summary>The next slice while reading.</summary>
    Slice,
    SnapshotOf,

    /// <summary>The heads of a stream.</summary>
    Snapshots,
}
