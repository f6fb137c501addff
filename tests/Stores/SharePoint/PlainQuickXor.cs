using System.Buffers.Binary;
using System.Numerics;

namespace Evenhand.Tests.Stores.SharePoint;

/// <summary>SharePoint's checksum, reckoned word by word as it is described.</summary>
internal static class PlainQuickXor
{
    private static readonly BigInteger Ring = (BigInteger.One << 160) - 1;

    /// <summary>Each byte is shifted by eleven bits more around a ring of 160.</summary>
    public static string Of(byte[] bytes)
    {
        var ring = BigInteger.Zero;
        for (var at = 0; at < bytes.Length; at++)
        {
            var shift = (int)(at * 11L % 160);
            var byteThere = (BigInteger)bytes[at] << shift;
            ring ^= byteThere & Ring ^ byteThere >> 160;
        }
        var hash = new byte[20];
        ring.ToByteArray(isUnsigned: true).CopyTo(hash, 0);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        for (var at = 0; at < length.Length; at++)
            hash[12 + at] ^= length[at];
        return Convert.ToBase64String(hash);
    }
}
