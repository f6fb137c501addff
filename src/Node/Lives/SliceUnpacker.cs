using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Context;

namespace Evenhand.Node.Lives;

/// <summary>Makes records of slices of one account. For one thread, and for as long as slices are read.</summary>
internal sealed class SliceUnpacker
{
    private const int Account = 1;
    private readonly RecordWriter writer = new();
    private readonly EventUnpacker unpacker;

    /// <summary>Begins.</summary>
    /// <param name="context">The node.</param>
    /// <param name="sources">Where sources get their numbers; null where these mean nothing.</param>
    public SliceUnpacker(NodeContext context, NameTable? sources = null) =>
        unpacker = new EventUnpacker(
            context.Schemas,
            sources ?? new NameTable(context.Seed),
            context.Seed
        );

    /// <summary>The records of a slice of events.</summary>
    public byte[] Unpack(in StoredSlice slice)
    {
        unpacker.Unpack(slice.Payload.Span, Account, slice.From, writer);
        return writer.Take();
    }
}
