using Evenhand.Ledger;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Audit;

/// <summary>Reads who did what, in the order in which it was stored.</summary>
public static class AuditTrail
{
    /// <summary>The entries that are wanted, as the ledger holds them now.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="query">Which.</param>
    /// <exception cref="DamagedLedgerException">A part of the ledger that holds some is damaged.</exception>
    public static IEnumerable<AuditEntry> Read(ILedger ledger, AuditQuery query)
    {
        // A page may have ended within a segment, which is therefore read again.
        var before = query.After is { } after ? after.Segment - 1 : 0;
        var place = new AuditPlace(before, -1);
        foreach (var slice in ledger.Audited(partition: 0, before))
        foreach (var entry in Entries(slice))
        {
            place =
                slice.Segment == place.Segment
                    ? place with
                    {
                        Entry = place.Entry + 1,
                    }
                    : new AuditPlace(slice.Segment, 0);
            var placed = entry with { Place = place };
            if (query.Wants(placed))
                yield return placed;
        }
    }

    private static IEnumerable<AuditEntry> Entries(AuditedSlice slice) =>
        slice.Kind switch
        {
            SliceKind.Audit => Acts(slice),
            SliceKind.Key =>
            [
                OfKey(slice, StoredJson.Read(slice.Payload, StoredJson.Default.KeyRecord)),
            ],
            SliceKind.Policy =>
            [
                OfPolicy(slice, StoredJson.Read(slice.Payload, StoredJson.Default.PolicyRecord)),
            ],
            SliceKind.Withdrawn =>
            [
                OfWithdrawal(
                    slice,
                    StoredJson.Read(slice.Payload, StoredJson.Default.WithdrawnRecord)
                ),
            ],
            SliceKind.Mended => [Entry(slice, "account.mended", null, Doer.CommandLine, null)],
            SliceKind.Refiled =>
            [
                OfRefiling(slice, StoredJson.Read(slice.Payload, StoredJson.Default.RefiledRecord)),
            ],
            SliceKind.Clock =>
            [
                OfClock(slice, StoredJson.Read(slice.Payload, StoredJson.Default.ClockRecord)),
            ],
            _ => [],
        };

    private static IEnumerable<AuditEntry> Acts(AuditedSlice slice)
    {
        var record = StoredJson.Read(slice.Payload, StoredJson.Default.AuditRecord);
        foreach (var act in record.Acts)
            yield return Entry(slice, act.Type, act.Id, record.By, act.Detail) with
            {
                Source = act.Source,
            };
    }

    private static AuditEntry OfKey(AuditedSlice slice, KeyRecord record)
    {
        var roles = RoleSet.Of(record.Roles ?? [record.Role]);
        var name = record.Name.Length > 0 ? $"{record.Name}: {roles}" : roles.ToString();
        var what =
            record.Hash is not null ? "key.made"
            : record.Revoked > slice.Committed ? "key.rotated"
            : "key.revoked";
        return Entry(slice, what, record.Id, record.By, name) with { Account = record.Account };
    }

    private static AuditEntry OfPolicy(AuditedSlice slice, PolicyRecord record) =>
        Entry(
            slice,
            "policy.published",
            $"{record.Name} {record.Version}",
            record.By,
            record.Override is { } sooner ? $"sooner than promised: {sooner.Reason}" : null
        );

    private static AuditEntry OfWithdrawal(AuditedSlice slice, WithdrawnRecord record) =>
        Entry(slice, "policy.withdrawn", $"{record.Name} {record.Version}", record.By, null);

    private static AuditEntry OfRefiling(AuditedSlice slice, RefiledRecord record) =>
        Entry(
            slice,
            "events.refiled",
            null,
            Doer.CommandLine,
            record.Gone is { } gone
                ? $"{gone.Length} to {record.Other}: {record.Why}"
                : $"{record.Came ?? 0} from {record.Other}: {record.Why}"
        );

    private static AuditEntry OfClock(AuditedSlice slice, ClockRecord record) =>
        Entry(
            slice,
            record.What switch
            {
                ClockWord.Jumped => "clock.jumped",
                ClockWord.CameBack => "clock.came-back",
                _ => "clock.confirmed",
            },
            null,
            record.By is not { } by ? null
                : by.Length > 0 ? new Doer(by)
                : Doer.CommandLine,
            null
        );

    private static AuditEntry Entry(
        AuditedSlice slice,
        string type,
        string? id,
        Doer? by,
        string? detail
    ) => new(default, slice.Committed, slice.Stream.Text, type, null, id, by, detail);
}
