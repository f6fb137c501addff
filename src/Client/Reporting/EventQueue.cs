using System.Threading.Channels;

namespace Evenhand.Client.Reporting;

/// <summary>
/// Events that wait, numbered in their order, so that a flush can tell when everything before it is done. One reader;
/// any number of writers.
/// </summary>
internal sealed class EventQueue(int capacity, DropPolicy whenFull)
{
    private readonly record struct Entry(long Number, Pending Event);

    private readonly Channel<Entry> channel = Channel.CreateBounded<Entry>(capacity);
    private readonly Lock order = new();
    private long last;
    private bool closed;

    /// <summary>The number of the last event that was let in.</summary>
    public long Last
    {
        get
        {
            lock (order)
                return last;
        }
    }

    /// <summary>
    /// Offers an event. True if it is dealt with, false if it must wait for room, or the queue was closed. What had to go is returned:
    /// the event itself, an older one, or nothing.
    /// </summary>
    public bool TryAdd(Pending added, out Pending? dropped)
    {
        dropped = null;
        lock (order)
        {
            if (closed)
                return false;
            if (TryWrite(added))
                return true;
            if (whenFull == DropPolicy.DropOldest)
            {
                // Only the reader takes besides us, and it makes room too.
                dropped = channel.Reader.TryRead(out var oldest) ? oldest.Event : null;
                return TryWrite(added);
            }
            dropped = whenFull == DropPolicy.DropNewest ? added : null;
            return dropped is not null;
        }
    }

    /// <summary>Waits for room; false if the queue was closed.</summary>
    public ValueTask<bool> RoomAsync(CancellationToken cancel) =>
        channel.Writer.WaitToWriteAsync(cancel);

    /// <summary>Waits for an event; false if the queue was closed and is empty.</summary>
    public ValueTask<bool> AnyAsync(CancellationToken cancel) =>
        channel.Reader.WaitToReadAsync(cancel);

    /// <summary>Takes events until the batch is full or none is left; returns the number of the last one taken, or 0.</summary>
    public long Take(List<Pending> batch, int size)
    {
        var number = 0L;
        while (batch.Count < size && channel.Reader.TryRead(out var entry))
        {
            batch.Add(entry.Event);
            number = entry.Number;
        }
        return number;
    }

    /// <summary>Lets nothing in any more.</summary>
    public void Close()
    {
        lock (order)
        {
            closed = true;
            channel.Writer.TryComplete();
        }
    }

    private bool TryWrite(Pending added)
    {
        if (!channel.Writer.TryWrite(new Entry(last + 1, added)))
            return false;
        last++;
        return true;
    }
}
