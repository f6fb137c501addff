using Evenhand.Ledger;

namespace Evenhand.Tests.Node;

/// <summary>A ledger in which what a test wants to break breaks: a call about one stream, or what it gives.</summary>
internal sealed class BreakingLedger(ILedger ledger) : ILedger
{
    /// <summary>Asked at each call that is about a stream or an account; it may throw, or wait.</summary>
    public Action<LedgerCall, string> At { get; set; } = (_, _) => { };

    /// <summary>What becomes of a slice that is read.</summary>
    public Func<string, StoredSlice, StoredSlice> Damage { get; set; } = (_, slice) => slice;

    public LedgerIdentity Identity => ledger.Identity;

    public int AccountCount => ledger.AccountCount;

    public bool IsBehind => ledger.IsBehind;

    public long LastCommitted => ledger.LastCommitted;

    public int StreamOf(string account)
    {
        At(LedgerCall.StreamOf, account);
        return ledger.StreamOf(account);
    }

    public int? FindStream(string account)
    {
        At(LedgerCall.FindStream, account);
        return ledger.FindStream(account);
    }

    public string AccountOf(int stream) => ledger.AccountOf(stream);

    public IReadOnlyList<string> Accounts(string? after, int limit) =>
        ledger.Accounts(after, limit);

    public long SequenceOf(int stream)
    {
        At(LedgerCall.SequenceOf, ledger.AccountOf(stream));
        return ledger.SequenceOf(stream);
    }

    public IReadOnlyList<int> Append(IReadOnlyList<Slice> slices, long committed)
    {
        At(LedgerCall.Append, "");
        var conflicts = ledger.Append(slices, committed);
        At(LedgerCall.Appended, "");
        return conflicts;
    }

    public IEnumerable<AuditedSlice> Audited(long after) => ledger.Audited(after);

    public IEnumerable<StoredSlice> Read(int stream, long from)
    {
        var account = ledger.AccountOf(stream);
        At(LedgerCall.Read, account);
        return ledger
            .Read(stream, from)
            .Select(slice =>
            {
                At(LedgerCall.ReadSlice, account);
                return Damage(account, slice);
            });
    }

    public void Refresh() => ledger.Refresh();

    public Snapshot? SnapshotOf(int stream)
    {
        At(LedgerCall.SnapshotOf, ledger.AccountOf(stream));
        return ledger.SnapshotOf(stream);
    }

    public IReadOnlyList<SnapshotHead> Snapshots() => ledger.Snapshots();

    public void Keep(IReadOnlyList<Snapshot> snapshots) => ledger.Keep(snapshots);

    public void DropSnapshots() => ledger.DropSnapshots();

    public void Dispose() => ledger.Dispose();
}

/// <summary>The calls that are about a stream or an account.</summary>
internal enum LedgerCall
{
    StreamOf,
    FindStream,
    SequenceOf,
    SnapshotOf,
    Read,
    ReadSlice,
    Append,
    Appended,
}
