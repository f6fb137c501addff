using System.Buffers;

namespace Evenhand.Server.Limits;

/// <summary>Memory for the body of a request: rented, and counted for its key while it is.</summary>
/// <param name="pool">What all keys share.</param>
/// <param name="load">The key's.</param>
internal sealed class BodyMemory(Pool pool, KeyLoad load)
{
    /// <summary>Rents an array.</summary>
    /// <exception cref="Evenhand.Node.Refusals.RequestException">There is no room for it.</exception>
    public byte[] Rent(int least)
    {
        var rented = ArrayPool<byte>.Shared.Rent(least);
        var room = pool.Take(ref load.Bytes, rented.Length);
        if (room != Room.Enough)
            ArrayPool<byte>.Shared.Return(rented);
        KeyLimits.Require(room, "bodies");
        return rented;
    }

    /// <summary>Gives it back.</summary>
    public void GiveBack(byte[] rented)
    {
        pool.Give(ref load.Bytes, rented.Length);
        ArrayPool<byte>.Shared.Return(rented);
    }
}
