using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Evenhand.Import;

/// <summary>
/// Names each row of a map without a key by what it says: the first 128 bits of SHA-256 over all of it, and over the number
/// of its occurrence if the same row stood in the file before. So a file imported twice counts once, and two equal rows of
/// one file are two. Keeps a hash of each row: the one thing of an import that grows with the file.
/// </summary>
internal sealed class RowIds
{
    private readonly HashSet<UInt128> seen = [];
    private readonly Dictionary<UInt128, int> repeats = [];
    private byte[] buffer = new byte[1024];

    /// <summary>32 hexadecimal digits.</summary>
    public string Next(IEnumerable<string> identity)
    {
        var length = Write(identity);
        var hash = Hash(length);
        if (!seen.Add(hash))
        {
            var occurrence = repeats.GetValueOrDefault(hash, 1) + 1;
            repeats[hash] = occurrence;
            BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), occurrence);
            hash = Hash(length + sizeof(int));
        }
        return Text(hash);
    }

    /// <summary>The name of what some texts say, whatever was seen before.</summary>
    public UInt128 Of(IEnumerable<string> identity) => Hash(Write(identity));

    public static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Each text's length goes before it, so that no two rows read alike. Leaves room for an occurrence.</summary>
    private int Write(IEnumerable<string> identity)
    {
        var length = 0;
        foreach (var text in identity)
        {
            var most =
                length + sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length) + sizeof(int);
            if (buffer.Length < most)
                Array.Resize(ref buffer, most * 2);
            var written = Encoding.UTF8.GetBytes(text, buffer.AsSpan(length + sizeof(int)));
            BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), written);
            length += sizeof(int) + written;
        }
        return length;
    }

    private UInt128 Hash(int length)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.AsSpan(0, length), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
