using System.Buffers.Binary;
using System.Numerics;

namespace Evenhand.Stores.Google;

/// <summary>The checksum that Google makes of every thing (CRC-32C, RFC 3720, appendix B.4), of bytes as they come.</summary>
internal sealed class Crc32C
{
    private uint crc = uint.MaxValue;

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var each in bytes)
            crc = BitOperations.Crc32C(crc, each);
    }

    /// <summary>Of all that was added, as Google writes it: the most significant byte first, in Base64.</summary>
    public override string ToString()
    {
        Span<byte> sum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(sum, ~crc);
        return Convert.ToBase64String(sum);
    }
}
