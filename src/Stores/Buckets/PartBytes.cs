using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Evenhand.Stores.Buckets;

/// <summary>Bytes as providers' clients take them.</summary>
internal static class PartBytes
{
    /// <summary>A stream over the bytes, which copies none of them.</summary>
    public static MemoryStream Of(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var its)
            ? new MemoryStream(its.Array!, its.Offset, its.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>The MD5 (RFC 1321) by which the provider tells whether a body came as it was sent.</summary>
    public static byte[] Md5Of(ReadOnlySpan<byte> bytes) =>
#pragma warning disable CA5351 // It tells accidents on the way, as the protocol wants it; what was sent is known by its SHA-256.
        MD5.HashData(bytes);
#pragma warning restore CA5351
}
