using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;

namespace Evenhand.Node.Accounts;

/// <summary>Makes records of slices of one account. For one thread, and for as long as slices are read.</summary>
internal sealed class SliceUnpacker
{
    private const int Account = 1;
    private readonly RecordWriter writer = new();
    private readonly EventUnpacker unpacker;

    /// <summary>Begins.</summary>
    public SliceUnpacker(NodeContext context) =>
        unpacker = new EventUnpacker(context.Schemas, new NameTable(context.Seed), context.Seed);

    /// <summary>The records of a slice of events.</summary>
    public byte[] Unpack(in StoredSlice slice)
    {
        unpacker.Unpack(slice.Payload.Span, Account, slice.From, writer);
        return writer.Take();
    }
}
