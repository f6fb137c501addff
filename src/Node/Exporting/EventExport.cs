using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Context;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;

namespace Evenhand.Node.Exporting;

/// <summary>
/// All events that a ledger holds, as lines that <c>replay</c> takes: the published rates first, then account by account in
/// the order of arrival. It holds a few slices at a time, however much there is.
/// </summary>
internal sealed class EventExport(NodeContext context)
{
    /// <summary>How many accounts are looked up at once.</summary>
    private const int AccountsAtOnce = 500;

    /// <summary>How many slices are held at once, so that no reading lasts as long as the reader of the lines takes.</summary>
    private const int SlicesAtOnce = 64;

    /// <summary>The lines of one account, or of all.</summary>
    /// <param name="account">The account; null for all.</param>
    public IEnumerable<string> Lines(AccountId? account)
    {
        foreach (var line in Lines(StreamName.Shared))
            yield return line;
        foreach (var stream in account is { } one ? [StreamName.OrShared(one)] : Accounts())
            if (!stream.IsShared && context.Ledger.SequenceOf(stream) > 0)
                foreach (var line in Lines(stream))
                    yield return line;
    }

    private IEnumerable<StreamName> Accounts()
    {
        var after = StreamName.Shared;
        IReadOnlyList<StreamName> names;
        do
        {
            names = context.Ledger.Accounts(after, AccountsAtOnce);
            foreach (var name in names)
                yield return after = name;
        } while (names.Count == AccountsAtOnce);
    }

    private IEnumerable<string> Lines(StreamName stream)
    {
        var gone = Gone(stream);
        var (sources, writer) = (new NameTable(context.Seed), new RecordWriter());
        var unpacker = new EventUnpacker(context.Schemas, sources, context.Seed);
        var json = new EventJson(context.Shelf.Catalogue, sources, forReplay: true);
        foreach (var slice in Slices(stream))
        {
            unpacker.Unpack(slice.Payload.Span, stream.IsShared ? 0 : 1, slice.From, writer);
            var records = writer.Take();
            foreach (var offset in Record.Offsets(records))
                if (!gone.Contains(Record.Head(records, offset).Line))
                    yield return json.Write(records, offset, stream.Text);
        }
    }

    /// <summary>The sequences of events that were found to belong to another account.</summary>
    private HashSet<long> Gone(StreamName stream) =>
        [
            .. context
                .Ledger.Read(stream, 0, SliceKinds.Of(SliceKind.Refiled))
                .SelectMany(slice =>
                    StoredJson.Read(slice.Payload, StoredJson.Default.RefiledRecord).Gone ?? []
                ),
        ];

    private IEnumerable<StoredSlice> Slices(StreamName stream)
    {
        long from = 0;
        StoredSlice[] some;
        do
        {
            context.Stop.Token.ThrowIfCancellationRequested();
            some = [.. context.Ledger.Read(stream, from, SliceKinds.Events).Take(SlicesAtOnce)];
            foreach (var slice in some)
                yield return slice;
            if (some.Length > 0)
                from = some[^1].From + some[^1].Count;
        } while (some.Length == SlicesAtOnce);
    }
}
