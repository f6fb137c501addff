namespace Evenhand.Node.Vault;

/// <summary>What was done with bytes since the start, each commit of it once. Safe to use from many threads.</summary>
internal sealed class MovedBytes
{
    private long things;
    private long bytes;
    private long movedThings;
    private long moved;

    /// <summary>How many things' bytes left the store.</summary>
    public long RemovedThings => Interlocked.Read(ref things);

    /// <summary>How many bytes left it.</summary>
    public long Removed => Interlocked.Read(ref bytes);

    /// <summary>How many things' bytes went to the other side of the store.</summary>
    public long MovedThings => Interlocked.Read(ref movedThings);

    /// <summary>How many bytes went there.</summary>
    public long Moved => Interlocked.Read(ref moved);

    /// <summary>Bytes left the store.</summary>
    public void Remove(int count, long size)
    {
        Interlocked.Add(ref things, count);
        Interlocked.Add(ref bytes, size);
    }

    /// <summary>Bytes went to the other side of it.</summary>
    public void Move(int count, long size)
    {
        Interlocked.Add(ref movedThings, count);
        Interlocked.Add(ref moved, size);
    }
}
