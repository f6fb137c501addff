using System.IO.Hashing;
using System.Text;

namespace Evenhand.Ledger;

/// <summary>
/// Which partition a stream lies in. What is stored depends on it, and other programs may compute it: it never changes.
/// </summary>
public static class Partitioning
{
    /// <summary>The most partitions that a ledger can be made with.</summary>
    public const int Most = 1024;

    private const int MostOnStack = 512;

    /// <summary>
    /// The partition of a stream: XxHash3, of 64 bits and without a seed, of the UTF-8 name, of which the upper 32 bits are
    /// scaled down to the number of partitions. The shared stream lies in partition 0.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="partitions">How many partitions the ledger was made with.</param>
    public static int Of(StreamName stream, int partitions)
    {
        if (stream.IsShared || partitions == 1)
            return 0;
        var text = stream.Text;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> room = most <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[most];
        var hash = XxHash3.HashToUInt64(room[..Encoding.UTF8.GetBytes(text, room)]);
        return (int)((hash >> 32) * (ulong)partitions >> 32);
    }
}
