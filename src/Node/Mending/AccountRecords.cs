using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;

namespace Evenhand.Node.Mending;

/// <summary>Makes records of slices of events, of whatever account; all get the number 1 as their account. For one thread.</summary>
internal sealed class AccountRecords(Schemas schemas, long seed)
{
    private readonly RecordWriter writer = new();
    private readonly NameTable sources = new(seed);
    private EventUnpacker? unpacker;

    /// <summary>The names of the sources of all that was read.</summary>
    public NameTable Sources => sources;

    /// <summary>The number of the schema by which events are written now.</summary>
    public int Schema => schemas.Count - 1;

    /// <summary>The records of a slice; the line of each is its sequence.</summary>
    public byte[] Of(in StoredSlice slice)
    {
        unpacker ??= new EventUnpacker(schemas, sources, seed);
        unpacker.Unpack(slice.Payload.Span, 1, slice.From, writer);
        return writer.Take();
    }
}
