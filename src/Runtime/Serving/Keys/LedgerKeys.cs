using Evenhand.Core.Codes;
using Evenhand.Ledger;
using Evenhand.Runtime.Serving.Stored;

namespace Evenhand.Runtime.Serving.Keys;

/// <summary>The keys of a ledger without a node: for the command line, beside a running server or without one.</summary>
public static class LedgerKeys
{
    /// <summary>How often another may append first before we give up.</summary>
    private const int MostTries = 20;

    /// <summary>Reads the keys that the ledger holds now; changes are appended to its shared stream.</summary>
    public static KeyRing Open(ILedger ledger, TimeProvider clock)
    {
        KeyRing? ring = null;
        var known = 0L;
        ring = new KeyRing(
            record =>
            {
                Append(ledger, record, Now(clock));
                known = Learn(ledger, ring!, known);
                return Task.CompletedTask;
            },
            () => Now(clock)
        );
        known = Learn(ledger, ring, known);
        return ring;
    }

    private static void Append(ILedger ledger, KeyRecord record, long now)
    {
        var payload = StoredJson.Write(record, StoredJson.Default.KeyRecord);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var slice = new Slice(0, ledger.SequenceOf(0), SliceKind.Key, 1, now, now, payload);
            if (ledger.Append([slice], now).Count == 0)
                return;
            ledger.Refresh();
        }
        throw new RequestException(Code.Overloaded, "the server appends all the time; try again");
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

    private static long Now(TimeProvider clock) =>
        (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
}
