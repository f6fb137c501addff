using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Sqlite;

/// <summary>Lays the slices of one append down as a segment. Its buffers are used again.</summary>
internal sealed class SegmentBuilder
{
    /// <summary>Bytes of the largest append.</summary>
    public const int MaxBytes = 256 << 20;

    private readonly RecordWriter slots = new();
    private readonly RecordWriter payload = new();

    /// <summary>What the segment's row says of it.</summary>
    public SegmentHead Head { get; private set; }

    /// <summary>The table of slices.</summary>
    public ReadOnlySpan<byte> Slots => slots.From(0);

    /// <summary>The slices.</summary>
    public ReadOnlySpan<byte> Payload => payload.From(0);

    /// <summary>Where each slice lies, in the order of the append.</summary>
    public List<Slot> Places { get; } = [];

    /// <summary>Lays slices down.</summary>
    /// <param name="number">The segment's number.</param>
    /// <param name="slices">The slices.</param>
    /// <param name="committed">When.</param>
    /// <param name="names">Where streams get their stored numbers.</param>
    /// <exception cref="ArgumentException">A slice is empty, its times are in disorder, or all are too much for one append.</exception>
    public void Build(long number, IReadOnlyList<Slice> slices, long committed, StreamNames names)
    {
        slots.Truncate(0);
        payload.Truncate(0);
        Places.Clear();
        var (first, last, records) = (long.MaxValue, long.MinValue, 0L);
        for (var i = 0; i < slices.Count; i++)
        {
            var slice = slices[i];
            Verify(slice);
            var stream = names.ToStore(slice.Stream);
            var offset = payload.Length;
            var length = SliceFrame.Write(payload, slice, stream);
            SegmentSlots.Write(slots, stream, slice.Count, length);
            Places.Add(new Slot(stream, slice.Count, offset, length));
            first = Math.Min(first, slice.First);
            last = Math.Max(last, slice.Last);
            records += slice.Count;
        }
        Head = new SegmentHead(number, committed, slices.Count, records, first, last);
    }

    private void Verify(in Slice slice)
    {
        if (slice.Count < 1 || slice.Last < slice.First)
            throw new ArgumentException(
                "a slice has at least one record, and its first time is not after its last"
            );
        if ((long)payload.Length + slice.Payload.Length > MaxBytes)
            throw new ArgumentException($"more than {MaxBytes} bytes in one append");
    }
}
