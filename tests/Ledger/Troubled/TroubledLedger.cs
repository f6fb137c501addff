using Evenhand.Ledger;

namespace Evenhand.Tests.Ledger.Troubled;

/// <summary>A ledger whose calls meet the trouble that a plan has for them.</summary>
internal sealed class TroubledLedger(ILedger ledger, TroublePlan plan) : ILedger
{
    public LedgerIdentity Identity => ledger.Identity;

    public int AccountCount => ledger.AccountCount;

    public long LastCommitted => ledger.LastCommitted;

    public string? Hindrance(string? known) => ledger.Hindrance(known);

    public bool IsBehind
    {
        get
        {
            plan.Meet(LedgerMember.IsBehind, Nobody);
            return ledger.IsBehind;
        }
    }

    public int StreamOf(string account) => ledger.StreamOf(account);

    public int? FindStream(string account) => ledger.FindStream(account);

    public string AccountOf(int stream) => ledger.AccountOf(stream);

    public long SequenceOf(int stream) => ledger.SequenceOf(stream);

    public IReadOnlyList<string> Accounts(string? after, int limit)
    {
        plan.Meet(LedgerMember.Accounts, Nobody);
        return ledger.Accounts(after, limit);
    }

    public IReadOnlyList<int> Append(IReadOnlyList<Slice> slices, long committed)
    {
        plan.Meet(LedgerMember.Append, () => Names(slices.Select(slice => slice.Stream)));
        return ledger.Append(slices, committed);
    }

    /// <summary>A disk fails when it is read, so trouble comes with the first slice and not before.</summary>
    public IEnumerable<AuditedSlice> Audited(long after) => ledger.Audited(after);

    public IEnumerable<StoredSlice> Read(int stream, long from)
    {
        plan.Meet(LedgerMember.Read, () => Name(stream));
        foreach (var slice in ledger.Read(stream, from))
            yield return plan.Meet(LedgerMember.Slice, () => Name(stream))
                ? slice with
                {
                    Payload = Spoilt(slice.Payload),
                }
                : slice;
    }

    public void Refresh()
    {
        plan.Meet(LedgerMember.Refresh, Nobody);
        ledger.Refresh();
    }

    public Snapshot? SnapshotOf(int stream)
    {
        var spoils = plan.Meet(LedgerMember.SnapshotOf, () => Name(stream));
        return ledger.SnapshotOf(stream) is { } snapshot
            ? spoils
                ? snapshot with
                {
                    Body = Spoilt(snapshot.Body),
                }
                : snapshot
            : null;
    }

    public IReadOnlyList<SnapshotHead> Snapshots()
    {
        plan.Meet(LedgerMember.Snapshots, Nobody);
        return ledger.Snapshots();
    }

    public void Keep(IReadOnlyList<Snapshot> snapshots)
    {
        plan.Meet(LedgerMember.Keep, () => Names(snapshots.Select(each => each.Stream)));
        ledger.Keep(snapshots);
    }

    public void DropSnapshots()
    {
        plan.Meet(LedgerMember.DropSnapshots, Nobody);
        ledger.DropSnapshots();
    }

    public void Dispose() => ledger.Dispose();

    private string Name(int stream) => ledger.AccountOf(stream);

    private string Names(IEnumerable<int> streams) =>
        string.Join(',', streams.Select(Name).Distinct().Order(StringComparer.Ordinal));

    private static string Nobody() => "";

    /// <summary>One bit in the middle is another.</summary>
    private static byte[] Spoilt(ReadOnlyMemory<byte> bytes)
    {
        var spoilt = bytes.ToArray();
        if (spoilt.Length > 0)
            spoilt[spoilt.Length / 2] ^= 0x10;
        return spoilt;
    }
}
