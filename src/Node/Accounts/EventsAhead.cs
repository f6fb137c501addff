using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Accounts;

/// <summary>Stored events that are dated ahead and wait until they come true: nothing at all where there are none, as mostly.</summary>
internal struct EventsAhead
{
    private PriorityQueue<byte[], Moment>? records;

    /// <summary>When the next comes true.</summary>
    public readonly Moment Next =>
        records is not null && records.TryPeek(out _, out var time) ? time : Moment.Never;

    /// <summary>One more.</summary>
    public void Add(byte[] record) =>
        (records ??= new()).Enqueue(record, Record.Head(record, 0).Time);

    /// <summary>Takes one out that has come true.</summary>
    public readonly bool TryTake(Moment now, out byte[] record)
    {
        record = [];
        if (records is null || Next > now)
            return false;
        record = records.Dequeue();
        return true;
    }

    /// <summary>Forgets them.</summary>
    public void Clear() => records = null;

    /// <summary>Writes or reads them.</summary>
    public void Exchange(StatePort port)
    {
        List<byte[]> all = [.. (records ?? new()).UnorderedItems.Select(item => item.Element)];
        port.List(all, (port, record) => port.Exchange(record ?? []));
        foreach (var record in port.Reads ? all : [])
            Add(record);
    }
}
