using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Ledger.Segments;

/// <summary>
/// Lays the slices of one append down as segments, each of which is closed once it is large enough: SQLite finds a
/// place in a large value only by going through all pages before it. Buffers are used again.
/// </summary>
internal sealed class SegmentBuilder
{
    /// <summary>Bytes of the largest append.</summary>
    public const int MaxBytes = 256 << 20;

    /// <summary>A segment of so many bytes gets no more slices, by measurement (record 0016).</summary>
    public const int FullBytes = 32 << 10;

    private readonly RecordWriter slots = new();
    private readonly RecordWriter payload = new();
    private readonly RecordWriter papers = new();
    private IReadOnlyList<int>? numbers;

    /// <summary>What the segment's row says of it.</summary>
    public SegmentHead Head { get; private set; }

    /// <summary>The table of slices.</summary>
    public ReadOnlySpan<byte> Slots => slots.From(0);

    /// <summary>The slices.</summary>
    public ReadOnlySpan<byte> Payload => payload.From(0);

    /// <summary>The table of its papers; empty where it holds events alone.</summary>
    public ReadOnlySpan<byte> Papers => papers.From(0);

    /// <summary>Whether it holds an entry of who did what.</summary>
    public bool IsAudited { get; private set; }

    /// <summary>Where each slice of the append lies, in its order.</summary>
    public List<(long Segment, Slot Slot)> Laid { get; } = [];

    /// <summary>Begins an append.</summary>
    /// <param name="slices">Its slices.</param>
    /// <param name="known">By which number the stream of each is stored, negative where it is not; null where that is to be looked up.</param>
    /// <exception cref="ArgumentException">A slice is empty, its times are in disorder, or all are too much for one append.</exception>
    public void Begin(IReadOnlyList<Slice> slices, IReadOnlyList<int>? known = null)
    {
        Laid.Clear();
        numbers = known;
        long bytes = 0;
        for (var i = 0; i < slices.Count; i++)
        {
            var slice = slices[i];
            if (slice.Count < 1 || slice.Last < slice.First)
                throw new ArgumentException(
                    "a slice has at least one record, and its first time is not after its last"
                );
            bytes += slice.Payload.Length;
        }
        if (bytes > MaxBytes)
            throw new ArgumentException($"more than {MaxBytes} bytes in one append");
    }

    /// <summary>Lays slices down, from one on, until the segment is full.</summary>
    /// <param name="number">The segment's number.</param>
    /// <param name="slices">The slices of the append.</param>
    /// <param name="from">The slice to begin with.</param>
    /// <param name="committed">When.</param>
    /// <param name="names">Where streams get their stored numbers.</param>
    /// <param name="shared">How long the shared stream is, where another chain has it.</param>
    /// <returns>The slice to go on with.</returns>
    public int Build(
        long number,
        IReadOnlyList<Slice> slices,
        int from,
        Moment committed,
        StreamNames names,
        long? shared = null
    )
    {
        slots.Truncate(0);
        payload.Truncate(0);
        papers.Truncate(0);
        IsAudited = false;
        var (first, last, records) = (Moment.Never, Moment.Earliest, 0L);
        var next = from;
        while (next < slices.Count && payload.Length < FullBytes)
        {
            var slice = slices[next];
            IsAudited |= AuditedKinds.Has(slice.Kind);
            byte[]? name = null;
            var stream = numbers?[next] ?? -1;
            if (stream < 0)
                stream = names.ToStore(slice.Stream, out name);
            next++;
            var offset = payload.Length;
            var length = SliceFrame.Write(payload, slice, stream);
            if (PaperSlots.Has(slice.Kind))
                PaperSlots.Write(papers, offset, slice.Kind);
            var slot = new Slot(stream, slice.Count, offset, length, name);
            SegmentSlots.Write(slots, slot);
            Laid.Add((number, slot));
            first = Moment.Min(first, slice.First);
            last = Moment.Max(last, slice.Last);
            records += slice.Count;
        }
        Head = new SegmentHead(number, committed, next - from, records, first, last, shared);
        return next;
    }
}
