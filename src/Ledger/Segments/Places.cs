namespace Evenhand.Ledger.Segments;

/// <summary>Where a slice lies.</summary>
/// <param name="From">The sequence of its first record.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Offset">Where in the segment's payload.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Count">How many records.</param>
internal readonly record struct Place(long From, long Segment, int Offset, int Length, int Count)
{
    /// <summary>The sequence after its last record.</summary>
    // The index has no checksum: whatever stands there, it is compared and never trusted.
    public long End => unchecked(From + Count);

    /// <summary>Whether no slice is missing; were a part of the index lost, a stream must not look shorter than it is.</summary>
    /// <param name="places">Where slices lie, in order.</param>
    /// <param name="from">The sequence of the first record wanted.</param>
    /// <param name="sequence">How many records the stream holds.</param>
    public static bool AreWhole(List<Place> places, long from, long sequence)
    {
        if (places.Count == 0 || places[0].From > from)
            return false;
        for (var i = 1; i < places.Count; i++)
            if (places[i].From != places[i - 1].End)
                return false;
        return places[^1].End == sequence;
    }
}

/// <summary>
/// For each stream how many records it holds, and where those of the last segments lie: the ones that are not in a
/// filing yet. While a filing is being written, those that it takes in are kept apart from what is added meanwhile. Safe to
/// use from many threads.
/// </summary>
/// <param name="way">What can be done where a segment is damaged.</param>
internal sealed class Places(WayOut way)
{
    private readonly Lock gate = new();
    private long[] sequences = new long[1024];
    private PlaceBook fresh = new();
    private PlaceBook? aging;
    private int streams = 1;

    /// <summary>How many slices are kept here that no filing takes in yet.</summary>
    public int Count => fresh.Count;

    /// <summary>The number of the last filing; slices after it are kept here.</summary>
    public int Filing { get; private set; }

    /// <summary>The last segment that is not among the slices that <see cref="Count"/> counts.</summary>
    public long Base => fresh.Base;

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
            Filing = filing;
            fresh.Begin(upto);
            aging = null;
        }
    }

    /// <summary>All that is kept here is to be filed from now on; what is added later is not.</summary>
    /// <param name="upto">The last segment that it covers.</param>
    /// <returns>The segment before the first that it covers.</returns>
    public long Age(long upto)
    {
        lock (gate)
        {
            // After a filing that was given up there are some already: these are filed first.
            if (aging is not null)
                return aging.Base;
            aging = fresh;
            fresh = new PlaceBook();
            fresh.Begin(upto);
            return aging.Base;
        }
    }

    /// <summary>Of a stream, what is to be filed, oldest first, and how many records it held at the end of that.</summary>
    public (List<Place> Places, long Sequence) Aged(int stream)
    {
        var places = new List<Place>();
        lock (gate)
        {
            if (aging is null || (uint)stream >= (uint)sequences.Length)
                return (places, 0);
            var end = fresh.Before(stream, sequences[stream]);
            aging.AddTo(places, stream, end, 0);
            places.Reverse();
            return (places, end);
        }
    }

    /// <summary>What was to be filed is filed.</summary>
    public void Filed(int filing)
    {
        lock (gate)
        {
            (Filing, aging) = (filing, null);
        }
    }

    /// <summary>Adds the slices of an append.</summary>
    public void Add(List<(long Segment, Slot Slot)> laid, StreamNames names)
    {
        lock (gate)
            foreach (var (segment, slot) in laid)
                Add(slot.Stream, segment, slot, names.StoredCount);
    }

    /// <summary>Adds the slices of a segment.</summary>
    public void Add(long segment, IReadOnlyList<Slot> slots, StreamNames names)
    {
        lock (gate)
            for (var i = 0; i < slots.Count; i++)
            {
                var slot = slots[i];
                Add(slot.Stream, segment, slot, names.StoredCount);
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
            var end = fresh.AddTo(places, stream, sequences[stream], from);
            if (aging is not null && end > from)
                end = aging.AddTo(places, stream, end, from);
            places.Reverse();
            return (places, end, Filing, sequences[stream]);
        }
    }

    private void Add(int stream, long segment, in Slot slot, int named)
    {
        if (stream > named)
            throw way.Damage($"segment {segment} names stream {slot.Stream}, which has no account");
        Reach(stream);
        fresh.Add(stream, segment, slot);
        sequences[stream] += slot.Count;
    }

    private void Reach(int stream)
    {
        streams = Math.Max(streams, stream + 1);
        if (stream >= sequences.Length)
            Array.Resize(ref sequences, stream * 2);
    }
}
