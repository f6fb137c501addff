using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Evenhand.Import;

/// <summary>
/// Names each row by what it says: the first 128 bits of SHA-256 over all its fields, and over the number of its occurrence
/// if the same row stood in the file before. So a file imported twice counts once, and two equal rows of one file are two.
/// Keeps a hash of each row: the one thing of an import that grows with the file.
/// </summary>
internal sealed class RowIds
{
    private readonly HashSet<UInt128> _seen = [];
    private readonly Dictionary<UInt128, int> _repeats = [];
    private byte[] _buffer = new byte[1024];

    /// <summary>32 hexadecimal digits.</summary>
    public string Next(string[] fields)
    {
        var length = Write(fields);
        var hash = Hash(length);
        if (!_seen.Add(hash))
        {
            var occurrence = _repeats.GetValueOrDefault(hash, 1) + 1;
            _repeats[hash] = occurrence;
            BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(length), occurrence);
            hash = Hash(length + sizeof(int));
        }
        return hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Each field's length goes before it, so that no two rows read alike. Leaves room for an occurrence.</summary>
    private int Write(string[] fields)
    {
        var length = 0;
        foreach (string field in fields)
        {
            var most =
                length + sizeof(int) + Encoding.UTF8.GetMaxByteCount(field.Length) + sizeof(int);
            if (_buffer.Length < most)
            {
                Array.Resize(ref _buffer, most * 2);
            }

            var written = Encoding.UTF8.GetBytes(field, _buffer.AsSpan(length + sizeof(int)));
            BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(length), written);
            length += sizeof(int) + written;
        }
        return length;
    }

    private UInt128 Hash(int length)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.AsSpan(0, length), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
