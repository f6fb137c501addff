using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Evenhand.Node.Exporting;

/// <summary>
/// A zip archive that can be laid out in one way only: files in the order of their paths, as they are, without times. So the same
/// files make the same bytes on every system, and whoever reads it can tell whether a single byte was touched.
/// </summary>
internal static class PlainZip
{
    /// <summary>1 January 1980, the first that the form knows.</summary>
    private const ushort Date = 1 << 5 | 1;

    private const ushort Utf8Names = 1 << 11;
    private const ushort Version = 20;
    private const int LocalSize = 30;
    private const int CentralSize = 46;
    private const int EndSize = 22;

    /// <summary>The bytes of the archive.</summary>
    public static byte[] Of(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files)
    {
        using var archive = new MemoryStream();
        using var central = new MemoryStream();
        ushort count = 0;
        foreach (var (path, bytes) in files.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            var name = Encoding.UTF8.GetBytes(path);
            var (offset, sum) = ((uint)archive.Position, Crc32.HashToUInt32(bytes.Span));
            archive.Write(Head(0x04034b50, LocalSize, 4, name, sum, bytes.Length));
            archive.Write(name);
            archive.Write(bytes.Span);
            var entry = Head(0x02014b50, CentralSize, 6, name, sum, bytes.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), Version);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(42), offset);
            central.Write(entry);
            central.Write(name);
            count++;
        }
        var (begins, length) = ((uint)archive.Position, (uint)central.Length);
        archive.Write(central.ToArray());
        archive.Write(End(count, begins, length));
        return archive.ToArray();
    }

    /// <summary>The head of a file; of the directory it begins two bytes later.</summary>
    private static byte[] Head(uint mark, int size, int at, byte[] name, uint sum, int length)
    {
        var head = new byte[size];
        BinaryPrimitives.WriteUInt32LittleEndian(head, mark);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(at), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(at + 2), Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(at + 8), Date);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(at + 10), sum);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(at + 14), (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(at + 18), (uint)length);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(at + 22), (ushort)name.Length);
        return head;
    }

    private static byte[] End(ushort count, uint begins, uint length)
    {
        var end = new byte[EndSize];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), begins);
        return end;
    }
}
