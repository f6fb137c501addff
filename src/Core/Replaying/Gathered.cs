using System.Buffers;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Replaying;

/// <summary>What was gathered of one account. Accounts know nothing of each other, so each may be looked through on a thread of its own.</summary>
public sealed class Gathered
{
    /// <summary>Most accounts of a stream of many have little; those that have much get longer pieces.</summary>
    private const int FirstPiece = 512,
        LongestPiece = 32 << 10;

    private readonly Gathering gathering;
    private readonly List<(int Slab, int Start, int End)> pieces = [];
    private readonly List<(int File, int Line)> conflicts = [];
    private byte[] slab = [];
    private int at;
    private int end;
    private int count;

    internal Gathered(Gathering gathering) => this.gathering = gathering;

    /// <summary>Where its events lie, in the order of the input, once repeats were found.</summary>
    internal List<RecordPlace> Places { get; } = [];

    /// <summary>How many repeats were found.</summary>
    public long Repeats { get; private set; }

    /// <summary>File and line of each event that was found whose source and id say something else already.</summary>
    public IReadOnlyList<(int File, int Line)> Conflicts => conflicts;

    /// <summary>
    /// Finds repeats, once all is gathered: of a repeated source and id the first counts; one that says something else is a
    /// conflict.
    /// </summary>
    public void FindRepeats()
    {
        Close();
        var size = 16;
        while (size < count * 2)
            size *= 2;
        var slots = ArrayPool<int>.Shared.Rent(size);
        slots.AsSpan(0, size).Clear();
        var keys = ArrayPool<ulong>.Shared.Rent(count);
        Places.EnsureCapacity(count);
        foreach (var (number, start, end) in pieces)
        {
            var bytes = gathering.Slab(number);
            for (var offset = start; offset < end; )
            {
                ref readonly var head = ref Record.Head(bytes, offset);
                Find(slots.AsSpan(0, size), keys, new RecordPlace(head.Time, number, offset));
                offset += head.Length;
            }
        }
        ArrayPool<int>.Shared.Return(slots);
        ArrayPool<ulong>.Shared.Return(keys);
    }

    internal void Add(ReadOnlySpan<byte> record)
    {
        if (end - at < record.Length)
            Begin(record.Length);
        record.CopyTo(slab.AsSpan(at));
        at += record.Length;
        count++;
    }

    private void Begin(int bytes)
    {
        Close();
        var length = Math.Min(FirstPiece << Math.Min(pieces.Count, 16), LongestPiece);
        length = Math.Max(length, bytes);
        var (number, start) = gathering.Room(length);
        pieces.Add((number, start, start));
        (slab, at, end) = (gathering.Slab(number), start, start + length);
    }

    private void Close()
    {
        if (pieces.Count > 0)
            pieces[^1] = pieces[^1] with { End = at };
    }

    /// <summary>Puts an event in its slot, unless another of its name is there.</summary>
    private void Find(Span<int> slots, ulong[] keys, RecordPlace place)
    {
        ref readonly var head = ref Record.Head(gathering.Slab(place.Batch), place.Offset);
        var (mask, key) = (slots.Length - 1, head.Key);
        var slot = (int)(key & (ulong)mask);
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
            if (keys[slots[slot] - 1] == key && IsRepeat(place, Places[slots[slot] - 1]))
                return;
        keys[Places.Count] = key;
        Places.Add(place);
        slots[slot] = Places.Count;
    }

    private bool IsRepeat(RecordPlace place, RecordPlace earlier)
    {
        var (bytes, other) = (gathering.Slab(place.Batch), gathering.Slab(earlier.Batch));
        if (!Record.SameName(bytes, place.Offset, other, earlier.Offset))
            return false;
        ref readonly var head = ref Record.Head(bytes, place.Offset);
        if (Record.SameContent(bytes, place.Offset, other, earlier.Offset))
            Repeats++;
        else
            conflicts.Add((head.File, head.Line));
        return true;
    }
}
