using System.Buffers.Binary;
using System.IO.Hashing;

namespace Evenhand.Ledger.Payloads;

/// <summary>The mark by which a payload says whose records it has.</summary>
public static class PayloadMark
{
    /// <summary>The mark of an account; of no name for the shared stream.</summary>
    /// <param name="account">Its name in UTF-8.</param>
    /// <param name="seed">The secret of the ledger's hashes.</param>
    public static ulong Of(ReadOnlySpan<byte> account, long seed) =>
        XxHash3.HashToUInt64(account, seed);

    /// <summary>The mark that a payload of events carries; null where it was written before there were marks.</summary>
    /// <exception cref="DamagedLedgerException">It is no payload of events.</exception>
    public static ulong? In(ReadOnlySpan<byte> payload)
    {
        var reader = new PackedReader(payload, "a payload of events");
        if (!PayloadFormat.IsMarked(reader.Byte()))
            return null;
        reader.Small();
        return BinaryPrimitives.ReadUInt64LittleEndian(reader.Bytes(sizeof(ulong)));
    }
}
