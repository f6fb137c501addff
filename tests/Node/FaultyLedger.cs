using Evenhand.Ledger;

namespace Evenhand.Tests.Node;

/// <summary>A ledger that refuses appends, or makes them wait, when a test says so.</summary>
internal sealed class FaultyLedger(ILedger ledger) : ILedger
{
    /// <summary>Whether appends are refused.</summary>
    public bool Refuses { get; set; }

    /// <summary>Appends pass while it is set.</summary>
    public ManualResetEventSlim Passes { get; } = new(true);

    /// <summary>Appends that were made return while it is set.</summary>
    public ManualResetEventSlim Returns { get; } = new(true);

    /// <summary>Set once an append waits.</summary>
    public ManualResetEventSlim Waits { get; } = new(false);

    public LedgerIdentity Identity => ledger.Identity;

    public int AccountCount => ledger.AccountCount;

    public bool IsBehind => ledger.IsBehind;

    public long LastCommitted => ledger.LastCommitted;

    public string? Hindrance(string? known) =>
        Refuses ? known ?? "refused" : ledger.Hindrance(known);

    public int StreamOf(string account) => ledger.StreamOf(account);

    public int? FindStream(string account) => ledger.FindStream(account);

    public string AccountOf(int stream) => ledger.AccountOf(stream);

    public IReadOnlyList<string> Accounts(string? after, int limit) =>
        ledger.Accounts(after, limit);

    public long SequenceOf(int stream) => ledger.SequenceOf(stream);

    public IReadOnlyList<int> Append(IReadOnlyList<Slice> slices, long committed)
    {
        if (!Passes.IsSet)
            Waits.Set();
        Passes.Wait();
        if (Refuses)
            throw new LedgerUnavailableException("the disk is full", new IOException());
        var conflicts = ledger.Append(slices, committed);
        if (!Returns.IsSet)
            Waits.Set();
        Returns.Wait();
        return conflicts;
    }

    public IEnumerable<AuditedSlice> Audited(long after) => ledger.Audited(after);

    public IEnumerable<StoredSlice> Read(int stream, long from) => ledger.Read(stream, from);

    public void Refresh() => ledger.Refresh();

    public Snapshot? SnapshotOf(int stream) => ledger.SnapshotOf(stream);

    public IReadOnlyList<SnapshotHead> Snapshots() => ledger.Snapshots();

    public void Keep(IReadOnlyList<Snapshot> snapshots) => ledger.Keep(snapshots);

    public void DropSnapshots() => ledger.DropSnapshots();

    public void Dispose()
    {
        Passes.Dispose();
        Returns.Dispose();
        Waits.Dispose();
        ledger.Dispose();
    }
}
