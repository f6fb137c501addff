using System.Collections;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>
/// Things by time, of one instant in the order in which they came. What comes in order is put at the end; what comes late
/// costs as much as there is after it.
/// </summary>
internal sealed class Timeline<T> : IReadOnlyCollection<(Moment Time, T Item)>
{
    private const int FirstRoom = 4;
    private (Moment Time, T Item)[] room = [];
    private int head;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them; the first is 0.</summary>
    public ref readonly (Moment Time, T Item) this[int place] => ref room[head + place];

    /// <summary>The time of the last; there must be one.</summary>
    public Moment Last => this[Count - 1].Time;

    /// <summary>Writes or reads them, in their order.</summary>
    public void Exchange(StatePort port, Exchanging<(Moment Time, T Item)> item)
    {
        var count = port.Count(Count);
        if (port.Reads)
            Clear();
        for (var place = 0; place < count; place++)
        {
            var (time, each) = item(port, port.Reads ? default : this[place]);
            if (port.Reads)
                Insert(time, each);
        }
    }

    /// <summary>Puts something in its place, and returns that.</summary>
    public int Insert(Moment time, T item)
    {
        if (head + Count == room.Length)
            MakeRoom();
        var place = head + Count++;
        for (; place > head && room[place - 1].Time > time; place--)
            room[place] = room[place - 1];
        room[place] = (time, item);
        return place - head;
    }

    /// <summary>Lets go of the first.</summary>
    public void DropFirst()
    {
        room[head++] = default;
        Count--;
    }

    /// <summary>Lets go of all.</summary>
    public void Clear() => (room, head, Count) = ([], 0, 0);

    /// <inheritdoc/>
    public IEnumerator<(Moment Time, T Item)> GetEnumerator()
    {
        for (var place = 0; place < Count; place++)
            yield return this[place];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void MakeRoom()
    {
        var into = head > Count ? room : new (Moment, T)[Math.Max(FirstRoom, 2 * Count)];
        Array.Copy(room, head, into, 0, Count);
        if (into == room)
            Array.Clear(room, Count, head);
        (room, head) = (into, 0);
    }
}
