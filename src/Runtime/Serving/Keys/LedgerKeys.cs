using Evenhand.Ledger;
using Evenhand.Runtime.Serving.Clock;
using Evenhand.Runtime.Serving.Shared;
using Evenhand.Runtime.Serving.Stored;

namespace Evenhand.Runtime.Serving.Keys;

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
            record =>
            {
                var payload = StoredJson.Write(record, StoredJson.Default.KeyRecord);
                SharedAppend.Run(ledger, SliceKind.Key, payload, present.Now);
                known = Learn(ledger, ring!, known);
                return Task.CompletedTask;
            },
            () => present.Now
        );
        known = Learn(ledger, ring, known);
        return ring;
    }

    private static long Learn(ILedger ledger, KeyRing ring, long from)
    {
        foreach (var slice in ledger.Read(0, from))
        {
            from = slice.From + slice.Count;
            if (slice.Kind == SliceKind.Key)
                ring.Learn(
                    StoredJson.Read(slice.Payload, StoredJson.Default.KeyRecord),
                    slice.Committed
                );
        }
        return from;
    }
}
