namespace Evenhand.Ledger.Sqlite;

/// <summary>Where a slice lies.</summary>
/// <param name="From">The sequence of its first record.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Offset">Where in the segment's payload.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Count">How many records.</param>
internal readonly record struct Place(long From, long Segment, int Offset, int Length, int Count);

/// <summary>
/// For each stream how many records it holds, and where those of the last segments lie: the ones that are not in a
/// filing yet. Safe to use from many threads.
/// </summary>
internal sealed class Places
{
    private readonly Lock gate = new();
    private long[] sequences = new long[1024];
    private int[] newest = new int[1024];
    private Entry[] entries = new Entry[1024];
    private int count;
    private int streams = 1;

    /// <summary>How many slices are kept here.</summary>
    public int Count => count;

    /// <summary>The number of the last filing; slices after it are kept here.</summary>
    public int Filing { get; private set; }

    /// <summary>The last segment of the last filing.</summary>
    public long Base { get; private set; }

    /// <summary>How many streams there are, the shared one included.</summary>
    public int Streams => streams;

    /// <summary>How many records a stream holds.</summary>
    public long SequenceOf(int stream)
    {
        lock (gate)
            return (uint)stream < (uint)sequences.Length ? sequences[stream] : 0;
    }

    /// <summary>Begins after a filing, with the sequences that the streams had then.</summary>
    public void Begin(int filing, long upto, IReadOnlyList<long> at)
    {
        lock (gate)
        {
            Array.Clear(sequences);
            for (var stream = 0; stream < at.Count; stream++)
            {
                Reach(stream);
                sequences[stream] = at[stream];
            }
            Empty(filing, upto);
        }
    }

    /// <summary>What is kept here is in a filing now.</summary>
    public void Filed(int filing, long upto)
    {
        lock (gate)
            Empty(filing, upto);
    }

    /// <summary>Adds the slices of an append.</summary>
    public void Add(List<(long Segment, Slot Slot)> laid, StreamNames names)
    {
        lock (gate)
            foreach (var (segment, slot) in laid)
                Add(names.GivenOf(slot.Stream), segment, slot);
    }

    /// <summary>Adds the slices of a segment.</summary>
    public void Add(long segment, IReadOnlyList<Slot> slots, StreamNames names)
    {
        lock (gate)
            for (var i = 0; i < slots.Count; i++)
            {
                var slot = slots[i];
                Add(names.GivenOf(slot.Stream), segment, slot);
            }
    }

    /// <summary>
    /// The slices of a stream that are kept here, from a sequence on, oldest first; the sequence of the first of them, the
    /// filing before them, and how many records the stream holds.
    /// </summary>
    public (List<Place> Places, long Reached, int Filing, long Sequence) From(int stream, long from)
    {
        var places = new List<Place>();
        lock (gate)
        {
            if ((uint)stream >= (uint)sequences.Length)
                return (places, 0, Filing, 0);
            var end = sequences[stream];
            for (var at = newest[stream]; at != 0 && end > from; at = entries[at - 1].Before)
            {
                ref readonly var entry = ref entries[at - 1];
                end -= entry.Count;
                places.Add(new(end, Base + entry.Segment, entry.Offset, entry.Length, entry.Count));
            }
            places.Reverse();
            return (places, end, Filing, sequences[stream]);
        }
    }

    private void Add(int stream, long segment, in Slot slot)
    {
        if (stream < 0)
            throw new DamagedLedgerException(
                $"segment {segment} names stream {slot.Stream}, which has no account. {WayOut.Text}"
            );
        Reach(stream);
        if (count == entries.Length)
            Array.Resize(ref entries, count * 2);
        entries[count++] = new Entry
        {
            Segment = (uint)(segment - Base),
            Offset = slot.Offset,
            Length = slot.Length,
            Count = slot.Count,
            Before = newest[stream],
        };
        newest[stream] = count;
        sequences[stream] += slot.Count;
    }

    private void Reach(int stream)
    {
        streams = Math.Max(streams, stream + 1);
        if (stream < sequences.Length)
            return;
        Array.Resize(ref sequences, stream * 2);
        Array.Resize(ref newest, stream * 2);
    }

    private void Empty(int filing, long upto)
    {
        (Filing, Base, count) = (filing, upto, 0);
        Array.Clear(newest);
    }

    private struct Entry
    {
        public uint Segment;
        public int Offset;
        public int Length;
        public int Count;
        public int Before;
    }
}
