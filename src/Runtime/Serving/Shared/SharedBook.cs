using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Runtime.Serving.Clock;
using Evenhand.Runtime.Serving.Keys;
using Evenhand.Runtime.Serving.Stored;

namespace Evenhand.Runtime.Serving.Shared;

/// <summary>Reads the shared stream as it grows, whoever appends to it: rates, policy versions, keys, schemas, the clock.</summary>
internal sealed class SharedBook(
    ILedger ledger,
    Schemas schemas,
    LivingShelf shelf,
    SharedRates rates,
    KeyRing keys,
    NodeClock clock
)
{
    private readonly Lock gate = new();
    private readonly RecordWriter writer = new();
    private readonly EventUnpacker unpacker = new(schemas, rates.Sources, ledger.Identity.Seed);
    private long sequence;

    /// <summary>Reads what is new; returns whether there was anything.</summary>
    public bool CatchUp()
    {
        lock (gate)
        {
            var before = sequence;
            foreach (var slice in ledger.Read(0, sequence))
            {
                Learn(slice);
                sequence = slice.From + slice.Count;
                rates.Pass(sequence);
            }
            return sequence > before;
        }
    }

    /// <summary>Reads what another process has appended, where it has; cheap enough to be asked with every request.</summary>
    public void KeepUp()
    {
        if (!ledger.IsBehind)
            return;
        ledger.Refresh();
        CatchUp();
    }

    private void Learn(in StoredSlice slice)
    {
        switch (slice.Kind)
        {
            case SliceKind.Events:
                unpacker.Unpack(slice.Payload.Span, 0, slice.From, writer);
                rates.Add(writer.Take(), slice.From, slice.From + slice.Count);
                break;
            case SliceKind.Schema:
                schemas.Add(slice.Payload.Span);
                break;
            case SliceKind.Policy:
                shelf.Add(
                    StoredJson.Read(slice.Payload, StoredJson.Default.PolicyRecord),
                    slice.Committed
                );
                break;
            case SliceKind.Withdrawn:
                shelf.Remove(StoredJson.Read(slice.Payload, StoredJson.Default.WithdrawnRecord));
                break;
            case SliceKind.Clock:
                clock.Learn(
                    StoredJson.Read(slice.Payload, StoredJson.Default.ClockRecord),
                    slice.Committed
                );
                break;
            case SliceKind.Key:
                keys.Learn(
                    StoredJson.Read(slice.Payload, StoredJson.Default.KeyRecord),
                    slice.Committed
                );
                break;
        }
    }
}
