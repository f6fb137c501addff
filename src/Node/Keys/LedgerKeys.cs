using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Clock;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Keys;

/// <summary>The keys of a ledger without a node: for the command line, beside a running server or without one.</summary>
public static class LedgerKeys
{
    /// <summary>Reads the keys that the ledger holds now; changes are appended to its shared stream.</summary>
    public static KeyRing Open(ILedger ledger, TimeProvider clock)
    {
        var present = LedgerClock.Of(ledger, clock);
        KeyRing? ring = null;
        var known = 0L;
        ring = new KeyRing(
            entry =>
            {
                Append(ledger, entry, present.Now);
                known = Learn(ledger, ring!, known);
                return Task.CompletedTask;
            },
            () => present.Now
        );
        known = Learn(ledger, ring, known);
        return ring;
    }

    /// <summary>The keys of a ledger's file, out of its records.</summary>
    /// <param name="records">The slices of the kind <see cref="SliceKind.Key"/>, in order.</param>
    public static IReadOnlyList<Key> Of(IReadOnlyList<StoredSlice> records)
    {
        var ring = new KeyRing(_ => Task.CompletedTask, () => Moment.Never);
        foreach (var slice in records)
            ring.Learn(Read(slice), slice.Committed);
        return ring.All;
    }

    /// <summary>
    /// Appends to a ledger what another knows of keys that were revoked: a key once revoked stays so, also where the ledger
    /// is made out of a backup of before.
    /// </summary>
    /// <param name="records">The other's slices of the kind <see cref="SliceKind.Key"/>, in order.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="clock">The present.</param>
    /// <returns>The keys that worked in it and do not any more.</returns>
    public static IReadOnlyList<Key> CarryRevocations(
        IReadOnlyList<StoredSlice> records,
        ILedger ledger,
        TimeProvider clock
    )
    {
        var present = LedgerClock.Of(ledger, clock);
        var here = Open(ledger, clock).All.ToDictionary(key => key.Id);
        var revoked = new List<Key>();
        var made = records.Select(Read).OfType<KeyMade>().ToLookup(made => made.Id);
        foreach (var key in Of(records).Where(key => key.Revoked is not null))
        {
            var known = here.GetValueOrDefault(key.Id);
            if (known?.Revoked is { } end && end <= key.Revoked || !made.Contains(key.Id))
                continue;
            var entry = made[key.Id].First();
            // Its text is remembered with its hash: one that is chosen anew at a start would come back else.
            if (known is null)
                Append(ledger, entry, present.Now);
            else
                revoked.Add(known);
            Append(ledger, entry.End(key.Revoked), present.Now);
        }
        return revoked;
    }

    private static void Append(ILedger ledger, KeyEntry entry, Moment now) =>
        SharedAppend.Run(ledger, SliceKind.Key, entry.Written(), now);

    private static KeyEntry Read(StoredSlice slice) => KeyEntry.Read(slice.Payload);

    private static long Learn(ILedger ledger, KeyRing ring, long from)
    {
        foreach (var slice in ledger.Read(StreamName.Shared, from))
        {
            from = slice.From + slice.Count;
            if (slice.Kind == SliceKind.Key)
                ring.Learn(Read(slice), slice.Committed);
        }
        return from;
    }
}
