using System.Runtime.CompilerServices;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Audit;

/// <summary>Reads who did what: of each partition in the order in which it was stored, and of all of them by when that was.</summary>
public static class AuditTrail
{
    /// <summary>A page of entries.</summary>
    public static async Task<Page<AuditEntry>> PageAsync(
        ILedger ledger,
        AuditQuery query,
        int limit
    )
    {
        var found = await ReadAsync(ledger, query).Take(limit + 1).ToArrayAsync();
        var next = found.Length > limit ? found[limit - 1].Place.ToString() : null;
        return new Page<AuditEntry>([.. found.Take(limit)], next);
    }

    /// <summary>The entries that are wanted, as the ledger holds them now.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="DamagedLedgerException">A part of the ledger that holds some is damaged.</exception>
    public static async IAsyncEnumerable<AuditEntry> ReadAsync(
        ILedger ledger,
        AuditQuery query,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        var after = query.After ?? AuditPlace.Start;
        var spots = new AuditSpot[ledger.Identity.Partitions];
        var parts = new IAsyncEnumerator<(AuditSpot, AuditEntry)>[spots.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = OfAsync(ledger, i, spots[i] = after[i]).GetAsyncEnumerator(cancel);
        try
        {
            var heads = new PriorityQueue<int, (Moment At, int Partition)>();
            for (var i = 0; i < parts.Length; i++)
                await GoOnAsync(heads, parts, i);
            while (heads.TryDequeue(out var first, out _))
            {
                (spots[first], var entry) = parts[first].Current;
                if (query.Wants(entry))
                    yield return entry with
                    {
                        Place = new([.. spots]),
                    };
                await GoOnAsync(heads, parts, first);
            }
        }
        finally
        {
            foreach (var part in parts)
                await part.DisposeAsync();
        }
    }

    private static async Task GoOnAsync(
        PriorityQueue<int, (Moment, int)> heads,
        IAsyncEnumerator<(AuditSpot, AuditEntry Entry)>[] parts,
        int partition
    )
    {
        if (await parts[partition].MoveNextAsync())
            heads.Enqueue(partition, (parts[partition].Current.Entry.At, partition));
    }

    private static async IAsyncEnumerable<(AuditSpot, AuditEntry)> OfAsync(
        ILedger ledger,
        int partition,
        AuditSpot after
    )
    {
        var spot = AuditSpot.None;
        // A page may have ended within a segment, which is therefore read again.
        await foreach (var slice in ledger.AuditedAsync(partition, Math.Max(0, after.Segment - 1)))
        foreach (var entry in Entries(slice))
        {
            spot = spot.Next(slice.Segment);
            if (spot.IsAfter(after))
                yield return (spot, entry);
        }
    }

    private static IEnumerable<AuditEntry> Entries(AuditedSlice slice) =>
        slice.Kind switch
        {
            SliceKind.Audit => Acts(slice),
            SliceKind.Key => [OfKey(slice, KeyEntry.Read(slice.Payload))],
            SliceKind.Noted => [OfNoted(slice, NotedEntry.Read(slice.Payload))],
            SliceKind.Person => [OfPerson(slice, PersonEntry.Read(slice.Payload))],
            SliceKind.SignIn => [OfSignIn(slice, SignInEntry.Read(slice.Payload))],
            SliceKind.Draft => [OfDraft(slice, DraftEntry.Read(slice.Payload))],
            SliceKind.Template => [OfTemplate(slice, TemplateEntry.Read(slice.Payload))],
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

    private static AuditEntry OfKey(AuditedSlice slice, KeyEntry entry)
    {
        var roles = RoleSet.Of(entry.Roles);
        var name = entry.Name.Length > 0 ? $"{entry.Name}: {roles}" : roles.ToString();
        var what =
            entry is not KeyEnded ended ? "key.made"
            : ended.At > slice.Committed ? "key.rotated"
            : "key.revoked";
        return Entry(slice, what, entry.Id, entry.By, name) with
        {
            Account = new AccountId(entry.Account),
        };
    }

    private static AuditEntry OfNoted(AuditedSlice slice, NotedEntry entry) =>
        Entry(slice, entry.Word(), entry.Id, entry.By, entry.InWords());

    private static AuditEntry OfPerson(AuditedSlice slice, PersonEntry entry) =>
        Entry(slice, entry.Word(), entry.Id, entry.By, entry.InWords());

    private static AuditEntry OfSignIn(AuditedSlice slice, SignInEntry entry) =>
        Entry(slice, entry.Word(), entry.Id, entry.By, entry.InWords());

    private static AuditEntry OfDraft(AuditedSlice slice, DraftEntry entry) =>
        Entry(slice, entry.Word(), entry.Id, entry.By, entry.InWords());

    private static AuditEntry OfTemplate(AuditedSlice slice, TemplateEntry entry) =>
        Entry(slice, entry.Word(), entry.Path, entry.By, null);

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
    ) => new(AuditPlace.Start, slice.Committed, slice.Stream.Account, type, null, id, by, detail);
}
