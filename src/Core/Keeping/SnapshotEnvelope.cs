using System.Buffers.Binary;
using System.IO.Hashing;

namespace Evenhand.Core.Keeping;

/// <summary>
/// What a snapshot is closed with: the key that says what it is valid for goes before the content, a hash over both
/// behind it. It finds damage, not malice: who can write snapshots can write the ledger.
/// </summary>
public static class SnapshotEnvelope
{
    private const int KeyBytes = 16;
    private const int HashBytes = 8;

    /// <summary>Closes a content.</summary>
    public static byte[] Close(UInt128 key, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[KeyBytes + content.Length + HashBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, key);
        content.CopyTo(bytes.AsSpan(KeyBytes));
        var hash = XxHash3.HashToUInt64(bytes.AsSpan(0, bytes.Length - HashBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - HashBytes), hash);
        return bytes;
    }

    /// <summary>Opens what was closed with the same key.</summary>
    /// <exception cref="BadSnapshotException">It was closed with another key, or is damaged.</exception>
    public static StateReader Open(UInt128 key, ReadOnlyMemory<byte> bytes) =>
        new(Content(key, bytes));

    /// <summary>The content of what was closed with the same key.</summary>
    /// <exception cref="BadSnapshotException">It was closed with another key, or is damaged.</exception>
    public static ReadOnlyMemory<byte> Content(UInt128 key, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < KeyBytes + HashBytes)
            throw new BadSnapshotException("the bytes are too few");
        var hashed = bytes.Span[..^HashBytes];
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[^HashBytes..]);
        if (hash != XxHash3.HashToUInt64(hashed))
            throw new BadSnapshotException("the bytes are damaged");
        if (key != BinaryPrimitives.ReadUInt128LittleEndian(hashed))
            throw new BadSnapshotException("made under other policies, or by another release");
        return bytes[KeyBytes..^HashBytes];
    }
}
