using System.Collections;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>
/// Things by time, of one instant in the order in which they came. What comes in order is put at the end; what comes late
/// costs as much as there is after it.
/// </summary>
internal sealed class Timeline<T> : IReadOnlyCollection<(Moment Time, T Item)>
    where T : struct
{
    private const int FirstRoom = 4;
    private Moment[] times = [];
    private int head;

    /// <summary>What each of them is, as long as all are alike, as amounts mostly are; then there is no room for items.</summary>
    private T alike;
    private T[]? items;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them; the first is 0.</summary>
    public (Moment Time, T Item) this[int place] =>
        (times[head + place], items is null ? alike : items[head + place]);

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
        if (head + Count == times.Length)
            MakeRoom();
        if (Count == 0)
            (items, alike) = (null, item);
        else if (items is null && !EqualityComparer<T>.Default.Equals(alike, item))
            TellApart();
        var place = head + Count++;
        for (; place > head && times[place - 1] > time; place--)
        {
            times[place] = times[place - 1];
            if (items is not null)
                items[place] = items[place - 1];
        }
        times[place] = time;
        if (items is not null)
            items[place] = item;
        return place - head;
    }

    /// <summary>Lets go of the first.</summary>
    public void DropFirst()
    {
        head++;
        Count--;
    }

    /// <summary>Lets go of all.</summary>
    public void Clear() => (times, items, head, Count) = ([], null, 0, 0);

    /// <inheritdoc/>
    public IEnumerator<(Moment Time, T Item)> GetEnumerator()
    {
        for (var place = 0; place < Count; place++)
            yield return this[place];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void TellApart()
    {
        items = new T[times.Length];
        Array.Fill(items, alike, head, Count);
    }

    /// <summary>Moves all to the beginning, of arrays twice as long where less than half was let go of.</summary>
    private void MakeRoom()
    {
        var length = head > Count ? times.Length : Math.Max(FirstRoom, 2 * Count);
        Move(ref times, length);
        if (items is not null)
            Move(ref items, length);
        head = 0;
    }

    private void Move<TEach>(ref TEach[] room, int length)
    {
        var into = length == room.Length ? room : new TEach[length];
        Array.Copy(room, head, into, 0, Count);
        room = into;
    }
}
