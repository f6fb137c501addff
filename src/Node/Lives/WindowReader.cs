using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Context;

namespace Evenhand.Node.Lives;

/// <summary>Reads the events of an account out of the ledger slice by slice, and holds no more than it is asked for. For one thread.</summary>
/// <param name="context">The node.</param>
/// <param name="stream">The account's stream.</param>
/// <param name="sources">Where sources get their numbers.</param>
/// <param name="before">The sequence at which to stop.</param>
internal sealed class WindowReader(
    NodeContext context,
    StreamName stream,
    NameTable sources,
    long before
)
{
    private const int Account = 1;

    /// <summary>Bytes after which a batch ends; one slice may pass it.</summary>
    private const int BytesOfBatch = 1 << 20;

    private readonly EventSet set = new(0);
    private readonly List<RecordWriter> batches = [];
    private readonly RecordWriter one = new();
    private readonly EventUnpacker unpacker = new(context.Schemas, sources, context.Seed);

    /// <summary>
    /// The events of a window of time, good until the next window is asked for: a long life passes through the room of one
    /// window, and leaves nothing to be collected.
    /// </summary>
    /// <param name="there">Where they lie.</param>
    /// <param name="from">Where the window begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="wanted">Which of them are wanted; null for all.</param>
    public EventSet Window(Stretch[] there, Moment from, Moment to, Func<RecordHead, bool>? wanted)
    {
        set.Clear((int)Math.Min(there.Sum(stretch => stretch.Count), 1 << 24));
        var used = 0;
        var batch = Batch(used);
        foreach (var slice in Slices(there))
        {
            if (slice.Last < from || slice.First >= to)
                continue;
            var isWhole =
                wanted is null
                && slice.First >= from
                && slice.Last < to
                && slice.From + slice.Count <= before;
            if (isWhole)
                unpacker.Unpack(slice.Payload.Span, Account, slice.From, batch);
            else
                AddSome(slice, from, to, wanted, batch);
            if (batch.Length < BytesOfBatch)
                continue;
            Add(batch);
            batch = Batch(++used);
        }
        Add(batch);
        return set;
    }

    /// <summary>The events of some stretches, in the order of arrival; a record is good until the next one is asked for.</summary>
    public IEnumerable<(byte[] Records, int Offset)> Arrivals(IEnumerable<Stretch> there)
    {
        foreach (var slice in Slices(there))
        {
            var records = Unpacked(slice).Take();
            for (var offset = 0; offset < records.Length; )
            {
                var (length, line) = (
                    Record.Head(records, offset).Length,
                    Record.Head(records, offset).Line
                );
                if (line < before)
                    yield return (records, offset);
                offset += length;
            }
        }
    }

    private void Add(RecordWriter batch) => set.Add(batch.Lent, batch.Length, (_, _) => { });

    /// <summary>An empty batch.</summary>
    private RecordWriter Batch(int number)
    {
        if (number == batches.Count)
            batches.Add(new RecordWriter());
        batches[number].Truncate(0);
        return batches[number];
    }

    private void AddSome(
        in StoredSlice slice,
        Moment from,
        Moment to,
        Func<RecordHead, bool>? wanted,
        RecordWriter batch
    )
    {
        var (records, length) = (Unpacked(slice).Lent, one.Length);
        for (var offset = 0; offset < length; )
        {
            ref readonly var head = ref Record.Head(records, offset);
            if (
                head.Time >= from
                && head.Time < to
                && head.Line < before
                && (wanted is null || wanted(head))
            )
                records.AsSpan(offset, head.Length).CopyTo(batch.Room(head.Length));
            offset += head.Length;
        }
    }

    /// <summary>The records of one slice and of no other, good until the next one is asked for.</summary>
    private RecordWriter Unpacked(in StoredSlice slice)
    {
        one.Truncate(0);
        unpacker.Unpack(slice.Payload.Span, Account, slice.From, one);
        return one;
    }

    private IEnumerable<StoredSlice> Slices(IEnumerable<Stretch> there)
    {
        foreach (var run in Stretches.Runs(there))
        foreach (var slice in context.Ledger.Read(stream, run.From, SliceKinds.Events))
        {
            if (slice.From >= run.End || slice.From >= before)
                break;
            context.Stop.Token.ThrowIfCancellationRequested();
            yield return slice;
        }
    }
}
