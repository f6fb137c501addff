namespace Evenhand.Server.Limits;

/// <summary>
/// Something of which there is only so much, shared by all keys. A key may have as much as is still free: one key alone gets
/// half, each of two a third, and something is left for whoever comes next. Nobody has to say how many keys there are.
/// </summary>
/// <param name="most">How much there is.</param>
/// <param name="floor">What a key may have in any case, while there is any.</param>
internal sealed class Pool(long most, long floor)
{
    private long taken;

    /// <summary>How much is taken.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>Takes some for a key; what is refused is not taken.</summary>
    /// <param name="own">What the key has of it.</param>
    /// <param name="amount">How much more.</param>
    public Room Take(ref long own, long amount)
    {
        var all = Interlocked.Add(ref taken, amount);
        var mine = Interlocked.Add(ref own, amount);
        var room =
            all > most ? Room.None
            : mine > floor && mine > most - all ? Room.NoneForKey
            : Room.Enough;
        if (room != Room.Enough)
            Give(ref own, amount);
        return room;
    }

    /// <summary>Gives some back.</summary>
    public void Give(ref long own, long amount)
    {
        Interlocked.Add(ref own, -amount);
        Interlocked.Add(ref taken, -amount);
    }
}

/// <summary>Whether a pool has room.</summary>
internal enum Room
{
    /// <summary>It has.</summary>
    Enough,

    /// <summary>The key has its share.</summary>
    NoneForKey,

    /// <summary>All of it is taken.</summary>
    None,
}
