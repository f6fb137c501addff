using System.Buffers.Binary;
using System.Numerics;

namespace Evenhand.Tests.Stores.Google;

/// <summary>The checksum by which Google's client holds what it sent against what came (CRC-32C, RFC 3720), by the processor's instruction.</summary>
internal static class Crc32C
{
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var each in bytes)
            crc = BitOperations.Crc32C(crc, each);
        var sum = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(sum, ~crc);
        return sum;
    }
}
