using System.Runtime.InteropServices;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Stored;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Lives;

/// <summary>
/// What has to be known of an account's whole stream to fold a part of it: where events of which times lie, which names
/// there are, and the events that decide over others, whenever those happened. It is read on with what arrives.
/// </summary>
internal sealed class Survey
{
    private static readonly SliceKinds Wanted = SliceKinds.Of(
        SliceKind.Events,
        SliceKind.Refiled,
        SliceKind.Mended
    );

    private readonly NodeContext context;
    private readonly StreamName stream;
    private readonly NameTable sources;
    private readonly NameRuns names = new();
    private readonly HashSet<ulong> targets = [];
    private readonly SortedDictionary<long, byte[]> named = [];
    private readonly List<RecordHead> deciding = [];
    private readonly Dictionary<ulong, List<RecordHead>> repeated = [];
    private readonly Dictionary<long, long> refiled = [];

    /// <summary>Of an account of which nothing was read yet.</summary>
    public Survey(NodeContext context, StreamName stream)
    {
        (this.context, this.stream) = (context, stream);
        sources = new NameTable(context.Seed);
    }

    /// <summary>How many records of all kinds were read.</summary>
    public long Sequence { get; private set; }

    /// <summary>Whether somebody asked for the account to be folded anew from the ledger alone.</summary>
    public bool IsDoubted { get; private set; }

    /// <summary>The time of the last event; <see cref="long.MinValue"/> where there is none.</summary>
    public Moment Last { get; private set; } = Moment.Earliest;

    /// <summary>Where events of which times lie.</summary>
    public Stretches Stretches { get; } = new();

    /// <summary>Heads of voids, exceptions and decisions on charges, in the order of arrival.</summary>
    public IReadOnlyList<RecordHead> Deciding => deciding;

    /// <summary>Heads of events whose source and id came more than once, in the order of arrival.</summary>
    public IReadOnlyDictionary<ulong, List<RecordHead>> Repeated => repeated;

    /// <summary>By the sequence of an event that belongs to another account, the sequence at which that was found.</summary>
    public IReadOnlyDictionary<long, long> Refiled => refiled;

    /// <summary>Openings, voids and what voids name, each an array of its own, in the order of arrival.</summary>
    public IEnumerable<byte[]> Named => named.Values;

    /// <summary>Names of their sources.</summary>
    public NameTable Sources => sources;

    /// <summary>The names of all its events.</summary>
    public NameRuns Names => names;

    /// <summary>Writes or reads it, but for the names of its runs.</summary>
    public void Exchange(StatePort port)
    {
        Sequence = port.Exchange(Sequence);
        Last = port.Exchange(Last);
        ExchangeSources(port);
        Stretches.Exchange(port);
        names.Exchange(port);
        List<long> keys = [.. targets.Select(key => unchecked((long)key)).Order()];
        port.List(keys, StatePort.Long);
        List<byte[]> records = [.. named.Values];
        port.List(records, (port, record) => port.Exchange(record ?? []));
        port.List(deciding, Head);
        List<RecordHead> again = [.. repeated.Values.SelectMany(heads => heads)];
        port.List(again, Head);
        port.Map(refiled, StatePort.Long);
        if (port.Reads)
            TakeIn(keys, records, again);
    }

    private void TakeIn(List<long> keys, List<byte[]> records, List<RecordHead> again)
    {
        targets.UnionWith(keys.Select(key => unchecked((ulong)key)));
        foreach (var record in records)
            named.Add(Record.Head(record, 0).Line, record);
        foreach (var head in again)
        {
            if (!repeated.TryGetValue(head.Key, out var heads))
                repeated.Add(head.Key, heads = []);
            heads.Add(head);
        }
    }

    /// <summary>They come in under the numbers that they had, since records refer to them.</summary>
    private void ExchangeSources(StatePort port)
    {
        var cache = sources.NewCache();
        var count = port.Count(sources.Count);
        for (var number = 1; number <= count; number++)
            cache.Intern(port.Exchange(port.Reads ? [] : sources.Bytes(number).ToArray()));
    }

    private static RecordHead Head(StatePort port, RecordHead head)
    {
        var bytes = port.Exchange(
            MemoryMarshal.AsBytes(new ReadOnlySpan<RecordHead>(in head)).ToArray()
        );
        return bytes.Length == RecordHead.Size
            ? MemoryMarshal.Read<RecordHead>(bytes)
            : throw new BadSnapshotException("the head of a record has another length");
    }

    /// <summary>Reads on up to the end of the stream.</summary>
    /// <returns>The earliest instant from which on a canonical fold may come to something else; never where nothing came.</returns>
    public Moment ReadOn()
    {
        var touched = Moment.Never;
        var sought = new HashSet<ulong>();
        var again = new HashSet<ulong>();
        var unpacker = new SliceUnpacker(context, sources);
        var end = context.Ledger.SequenceOf(stream);
        foreach (var slice in context.Ledger.Read(stream, Sequence, Wanted))
        {
            context.Stop.Token.ThrowIfCancellationRequested();
            if (slice.Kind == SliceKind.Events)
                touched = Moment.Min(touched, Note(slice, unpacker, sought, again));
            else if (slice.Kind == SliceKind.Refiled && Take(slice))
                touched = Moment.Earliest;
            else if (slice.Kind == SliceKind.Mended)
                IsDoubted = true;
            Sequence = slice.From + slice.Count;
        }
        // What else there is was passed over.
        Sequence = Math.Max(Sequence, end);
        again.UnionWith(names.Settle(Sequence));
        return sought.Count + again.Count == 0
            ? touched
            : Moment.Min(touched, LookUp(sought, again));
    }

    private Moment Note(
        in StoredSlice slice,
        SliceUnpacker unpacker,
        HashSet<ulong> sought,
        HashSet<ulong> again
    )
    {
        Stretches.Note(slice);
        var touched = slice.First;
        var records = unpacker.Unpack(slice);
        for (var offset = 0; offset < records.Length; )
        {
            ref readonly var head = ref Record.Head(records, offset);
            names.Note(head.Key);
            if (head.Type <= (int)Kind.Asked || targets.Contains(head.Key))
                touched = Moment.Min(touched, Note(records, offset, head, sought));
            offset += head.Length;
        }
        if (names.IsFull)
            again.UnionWith(names.Settle(slice.From + slice.Count));
        Last = Moment.Max(Last, slice.Last);
        return touched;
    }

    /// <returns>How far it reaches back beyond its own time.</returns>
    private Moment Note(byte[] records, int offset, in RecordHead head, HashSet<ulong> sought)
    {
        var isVoid = head.Type == (int)Kind.Voided;
        if (
            isVoid
            || head.Type is (int)Kind.Opened or (int)Kind.Compared
            || targets.Contains(head.Key)
        )
            named.TryAdd(head.Line, records.AsSpan(offset, head.Length).ToArray());
        if (isVoid || (Kind)head.Type is Kind.Waived or Kind.Confirmed or Kind.Exception)
            deciding.Add(head);
        if (isVoid && Matters.NamedBy(records, offset, context.Seed) is { } key && targets.Add(key))
            sought.Add(key);
        return head.Type == (int)Kind.Compared
            ? Comparisons.Reach(records, offset, context.Rules)
            : Moment.Never;
    }

    /// <summary>Looks up what voids name, and what came more than once, wherever it lies.</summary>
    private Moment LookUp(HashSet<ulong> sought, HashSet<ulong> again)
    {
        var touched = Moment.Never;
        foreach (var key in again)
            repeated[key] = [];
        foreach (var (from, end) in names.Places([.. sought.Union(again).Order()]))
            Each(
                from,
                end,
                (records, offset) =>
                {
                    ref readonly var head = ref Record.Head(records, offset);
                    if (again.Contains(head.Key))
                        repeated[head.Key].Add(head);
                    if (!sought.Contains(head.Key))
                        return;
                    touched = Moment.Min(touched, head.Time);
                    named.TryAdd(head.Line, records.AsSpan(offset, head.Length).ToArray());
                }
            );
        return touched;
    }

    private void Each(long from, long end, Action<byte[], int> visit)
    {
        var unpacker = new SliceUnpacker(context, sources);
        foreach (var slice in context.Ledger.Read(stream, from, SliceKinds.Events))
        {
            if (slice.From >= Math.Min(end, Sequence))
                return;
            var records = unpacker.Unpack(slice);
            foreach (var offset in Record.Offsets(records))
                visit(records, offset);
        }
    }

    private bool Take(in StoredSlice slice)
    {
        var gone = StoredJson.Read(slice.Payload, StoredJson.Default.RefiledRecord).Gone ?? [];
        foreach (var sequence in gone)
            refiled.TryAdd(sequence, slice.From);
        return gone.Length > 0;
    }
}
