namespace Evenhand.Ledger.Segments;

/// <summary>Where the slices of some segments in a row lie, each with the one before it of the same stream.</summary>
internal sealed class PlaceBook
{
    /// <summary>Entries of one room: an array that doubled as it grew would be copied, and half of it stand empty.</summary>
    private const int OfRoom = 1 << 12;

    private readonly List<Entry[]> rooms = [];
    private int[] newest = new int[1024];

    /// <summary>How many slices.</summary>
    public int Count { get; private set; }

    /// <summary>The segment before the first.</summary>
    public long Base { get; private set; }

    /// <summary>Begins afresh after a segment.</summary>
    public void Begin(long upto)
    {
        (Base, Count) = (upto, 0);
        rooms.Clear();
        Array.Clear(newest);
    }

    /// <summary>Adds a slice.</summary>
    public void Add(int stream, long segment, in Slot slot)
    {
        if (stream >= newest.Length)
            Array.Resize(ref newest, stream * 2);
        if (Count == rooms.Count * OfRoom)
            rooms.Add(new Entry[OfRoom]);
        At(Count++) = new Entry
        {
            Segment = (uint)(segment - Base),
            Offset = slot.Offset,
            Length = slot.Length,
            Count = slot.Count,
            Before = newest[stream],
        };
        newest[stream] = Count;
    }

    /// <summary>Adds a stream's places to a list, newest first, down to the one that holds a sequence.</summary>
    /// <param name="places">The list.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="end">How many records it holds at the end of this.</param>
    /// <param name="from">The sequence.</param>
    /// <returns>The sequence of the first record of the last place added.</returns>
    public long AddTo(List<Place> places, int stream, long end, long from)
    {
        for (var at = NewestOf(stream); at != 0 && end > from; at = At(at - 1).Before)
        {
            ref readonly var entry = ref At(at - 1);
            end -= entry.Count;
            places.Add(new(end, Base + entry.Segment, entry.Offset, entry.Length, entry.Count));
        }
        return end;
    }

    /// <summary>How many records a stream held before this, of those that it holds at the end of it.</summary>
    public long Before(int stream, long end)
    {
        for (var at = NewestOf(stream); at != 0; at = At(at - 1).Before)
            end -= At(at - 1).Count;
        return end;
    }

    private ref Entry At(int place) => ref rooms[place / OfRoom][place % OfRoom];

    private int NewestOf(int stream) => (uint)stream < (uint)newest.Length ? newest[stream] : 0;

    private struct Entry
    {
        public uint Segment;
        public int Offset;
        public int Length;
        public int Count;
        public int Before;
    }
}
