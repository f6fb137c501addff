using Evenhand.Core.Replaying;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>
/// The events of one account as the ledger holds them, ready to be folded: in batches, so that a long life needs no
/// single array.
/// </summary>
internal sealed class StoredEvents
{
    private const int Account = 1;

    /// <summary>Bytes after which a batch ends; one slice may pass it.</summary>
    private const int BytesOfBatch = 8 << 20;

    private readonly NodeContext context;
    private readonly NameTable accounts;
    private readonly NameTable sources;
    private readonly RecordWriter writer = new();
    private readonly EventUnpacker unpacker;
    private readonly List<byte[]> batches = [];
    private readonly Dictionary<long, long> refiled = [];
    private int count;

    private StoredEvents(NodeContext context, string account)
    {
        this.context = context;
        accounts = new NameTable(context.Seed);
        sources = new NameTable(context.Seed);
        accounts.NewCache().Intern(System.Text.Encoding.UTF8.GetBytes(account));
        unpacker = new EventUnpacker(context.Schemas, sources, context.Seed);
    }

    /// <summary>Names of the sources of its records.</summary>
    public NameTable Sources => sources;

    /// <summary>Records one after the other, in batches; the line of each is its sequence.</summary>
    public IReadOnlyList<byte[]> Batches => batches;

    /// <summary>The time of the last event; <see cref="long.MinValue"/> where there is none.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>How many records of all kinds the account's stream held.</summary>
    public long Sequence { get; private set; }

    /// <summary>Reads the events of an account.</summary>
    /// <param name="context">The node.</param>
    /// <param name="account">The account.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="before">The sequence at which to stop.</param>
    /// <exception cref="TooLongLifeException">It has more records than one fold reads.</exception>
    public static StoredEvents Of(
        NodeContext context,
        string account,
        StreamName stream,
        long before = long.MaxValue
    )
    {
        var stored = new StoredEvents(context, account);
        foreach (var slice in context.Ledger.Read(stream, 0))
        {
            if (slice.From >= before)
                break;
            context.Stop.Token.ThrowIfCancellationRequested();
            stored.Sequence = slice.From + slice.Count;
            if (slice.Kind == SliceKind.Events)
                stored.Add(slice);
            else if (slice.Kind == SliceKind.Refiled)
                stored.Take(slice);
        }
        stored.EndBatch();
        return stored;
    }

    /// <summary>
    /// The sequence at which an event was found to belong to another account, so that it does not count here from then
    /// on; null where it does count.
    /// </summary>
    public long? RefiledAt(in RecordHead head) =>
        refiled.Count > 0 && refiled.TryGetValue(head.Line, out var at) ? at : null;

    /// <summary>Whether events were found to belong to another account.</summary>
    public bool HasRefiled => refiled.Count > 0;

    /// <summary>Whether there is a record of which something holds.</summary>
    public bool Any(Func<RecordHead, bool> holds)
    {
        foreach (var records in batches)
        foreach (var offset in Record.Offsets(records))
            if (holds(Record.Head(records, offset)))
                return true;
        return false;
    }

    /// <summary>The time of the first event after an instant; null where there is none.</summary>
    public long? NextAfter(long instant)
    {
        long? next = null;
        if (Last <= instant)
            return next;
        foreach (var records in batches)
        foreach (var offset in Record.Offsets(records))
        {
            ref readonly var head = ref Record.Head(records, offset);
            if (head.Time > instant && (next is null || head.Time < next))
                next = RefiledAt(head) is null ? head.Time : next;
        }
        return next;
    }

    /// <summary>A context to fold them in.</summary>
    /// <param name="rules">The policies.</param>
    /// <param name="until">Where the fold ends, in ticks.</param>
    /// <param name="eventsBefore">Events at or after this instant are left out.</param>
    /// <param name="rates">The reference rates.</param>
    /// <param name="counts">Which records count; null for all that were not found to be another account's.</param>
    public (ReplayContext Context, int Account) Fold(
        Rulebook rules,
        long until,
        long eventsBefore,
        Rates rates,
        Func<RecordHead, bool>? counts = null
    )
    {
        if (refiled.Count > 0)
            counts ??= head => RefiledAt(head) is null;
        var set = new EventSet(count);
        foreach (var batch in batches)
            set.Add(counts is null ? batch : Those(batch, counts), (_, _) => { });
        var replay = new ReplayContext(
            rules,
            set,
            accounts,
            sources,
            until,
            context.Seed,
            eventsBefore,
            rates
        );
        return (replay, Account);
    }

    private void Add(in StoredSlice slice)
    {
        if (Sequence > context.Settings.MostInLife)
            throw new TooLongLifeException(context.Settings.MostInLife);
        unpacker.Unpack(slice.Payload.Span, Account, slice.From, writer);
        Last = Math.Max(Last, slice.Last);
        count += slice.Count;
        if (writer.Length >= BytesOfBatch)
            EndBatch();
    }

    private void Take(in StoredSlice slice)
    {
        var record = StoredJson.Read(slice.Payload, StoredJson.Default.RefiledRecord);
        foreach (var sequence in record.Gone ?? [])
            refiled.TryAdd(sequence, slice.From);
    }

    private void EndBatch()
    {
        if (writer.Length > 0)
            batches.Add(writer.Take());
    }

    private byte[] Those(byte[] records, Func<RecordHead, bool> counts)
    {
        for (var offset = 0; offset < records.Length; )
        {
            ref readonly var head = ref Record.Head(records, offset);
            if (counts(head))
                records.AsSpan(offset, head.Length).CopyTo(writer.Room(head.Length));
            offset += head.Length;
        }
        return writer.Take();
    }
}
