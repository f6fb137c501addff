using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Evenhand.Stores.SharePoint;

/// <summary>
/// The checksum that SharePoint makes of every file (Microsoft's "QuickXorHash Algorithm"), of bytes as they come: byte <c>n</c> is shifted by 11 × <c>n</c> bits around a
/// ring of 160, and the length goes over the last eight bytes. Since 11 × 160 is a whole number of rounds, bytes 160 apart meet at one place, and are put together first.
/// </summary>
internal sealed class QuickXorHash
{
    private const int Period = 160;
    private const int Shift = 11;
    private const int BitsOfByte = 8;
    private const int Bytes = Period / BitsOfByte;

    private readonly byte[] cells = new byte[Period];
    private long length;

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length > 0 && length % Period != 0; bytes = bytes[1..])
            cells[length++ % Period] ^= bytes[0];
        var words = MemoryMarshal.Cast<byte, ulong>(cells.AsSpan());
        for (; bytes.Length >= Period; bytes = bytes[Period..], length += Period)
        {
            var from = MemoryMarshal.Cast<byte, ulong>(bytes[..Period]);
            for (var word = 0; word < words.Length; word++)
                words[word] ^= from[word];
        }
        foreach (var each in bytes)
            cells[length++ % Period] ^= each;
    }

    /// <summary>Of all that was added, in Base64.</summary>
    public override string ToString()
    {
        Span<byte> ring = stackalloc byte[Bytes];
        ring.Clear();
        for (var cell = 0; cell < Period; cell++)
        {
            var (at, within) = Math.DivRem(cell * Shift % Period, BitsOfByte);
            var shifted = cells[cell] << within;
            ring[at] ^= (byte)(shifted & byte.MaxValue);
            ring[(at + 1) % Bytes] ^= (byte)(shifted >> BitsOfByte);
        }
        var last = ring[^sizeof(long)..];
        BinaryPrimitives.WriteInt64LittleEndian(
            last,
            BinaryPrimitives.ReadInt64LittleEndian(last) ^ length
        );
        return Convert.ToBase64String(ring);
    }
}
