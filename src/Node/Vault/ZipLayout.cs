using System.Buffers.Binary;
using System.Text;

namespace Evenhand.Node.Vault;

/// <summary>A file in a zip archive.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Crc">Their CRC-32.</param>
internal readonly record struct ZipFile(string Name, long Length, uint Crc);

/// <summary>
/// Where each byte of a zip archive lies whose files are stored as they are, in the form for any size (ZIP64; APPNOTE 6.3.10, 4.3 and 4.5.3). It
/// follows from names, lengths and checks alone, so that any piece of an archive can be given out that was never laid down.
/// </summary>
internal sealed class ZipLayout
{
    private const ushort Version = 45;
    private const ushort Utf8Names = 1 << 11;

    /// <summary>1 January 1980, the first that the form knows.</summary>
    private const ushort Date = 1 << 5 | 1;

    private const int LocalSize = 30;
    private const int LocalExtra = 20;
    private const int CentralSize = 46;
    private const int CentralExtra = 28;
    private const int End64Size = 56;
    private const int LocatorSize = 20;
    private const int EndSize = 22;
    private const uint Elsewhere = uint.MaxValue;

    private readonly List<ZipPiece> pieces = [];

    /// <summary>The layout of files, in their order.</summary>
    public ZipLayout(IReadOnlyList<ZipFile> files)
    {
        using var central = new MemoryStream();
        for (var i = 0; i < files.Count; i++)
        {
            central.Write(CentralOf(files[i], Length));
            Add(new ZipPiece(Length, LocalOf(files[i]), -1, 0));
            Add(new ZipPiece(Length, null, i, files[i].Length));
        }
        Add(
            new ZipPiece(
                Length,
                [.. central.ToArray(), .. EndOf(files.Count, Length, central.Length)],
                -1,
                0
            )
        );
    }

    /// <summary>How many bytes the archive has.</summary>
    public long Length { get; private set; }

    /// <summary>The piece in which a place lies.</summary>
    /// <param name="position">The place, below the length.</param>
    public ZipPiece At(long position)
    {
        var (low, high) = (0, pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (pieces[middle].Start <= position)
                low = middle;
            else
                high = middle - 1;
        }
        return pieces[low];
    }

    private void Add(ZipPiece piece)
    {
        // An empty file has no piece: no place lies in it.
        if (piece.Size == 0)
            return;
        pieces.Add(piece);
        Length += piece.Size;
    }

    private static byte[] LocalOf(ZipFile file)
    {
        var name = Encoding.UTF8.GetBytes(file.Name);
        var bytes = new byte[LocalSize + name.Length + LocalExtra];
        var at = bytes.AsSpan();
        var rest = at[(LocalSize + name.Length)..];
        Head(at, 0x04034b50, 4, name, file.Crc, LocalExtra);
        name.CopyTo(at[LocalSize..]);
        Extra(rest, LocalExtra, file.Length);
        return bytes;
    }

    private static byte[] CentralOf(ZipFile file, long offset)
    {
        var name = Encoding.UTF8.GetBytes(file.Name);
        var bytes = new byte[CentralSize + name.Length + CentralExtra];
        var at = bytes.AsSpan();
        var rest = at[(CentralSize + name.Length)..];
        Head(at, 0x02014b50, 6, name, file.Crc, CentralExtra);
        BinaryPrimitives.WriteUInt16LittleEndian(at[4..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(at[42..], Elsewhere);
        name.CopyTo(at[CentralSize..]);
        Extra(rest, CentralExtra, file.Length);
        BinaryPrimitives.WriteInt64LittleEndian(rest[20..], offset);
        return bytes;
    }

    /// <summary>The head of a file; of the directory it begins two bytes later.</summary>
    private static void Head(Span<byte> to, uint mark, int at, byte[] name, uint crc, int extra)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, mark);
        BinaryPrimitives.WriteUInt16LittleEndian(to[at..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(to[(at + 2)..], Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(to[(at + 8)..], Date);
        BinaryPrimitives.WriteUInt32LittleEndian(to[(at + 10)..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(to[(at + 14)..], Elsewhere);
        BinaryPrimitives.WriteUInt32LittleEndian(to[(at + 18)..], Elsewhere);
        BinaryPrimitives.WriteUInt16LittleEndian(to[(at + 22)..], checked((ushort)name.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(to[(at + 24)..], (ushort)extra);
    }

    /// <summary>The length of a file, packed and not, in the form for any size.</summary>
    private static void Extra(Span<byte> to, int size, long length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(to, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(to[2..], (ushort)(size - 4));
        BinaryPrimitives.WriteInt64LittleEndian(to[4..], length);
        BinaryPrimitives.WriteInt64LittleEndian(to[12..], length);
    }

    private static byte[] EndOf(int count, long begins, long length)
    {
        var bytes = new byte[End64Size + LocatorSize + EndSize];
        var end = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06064b50);
        BinaryPrimitives.WriteInt64LittleEndian(end[4..], End64Size - 12);
        BinaryPrimitives.WriteUInt16LittleEndian(end[12..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(end[14..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(end[24..], count);
        BinaryPrimitives.WriteInt64LittleEndian(end[32..], count);
        BinaryPrimitives.WriteInt64LittleEndian(end[40..], length);
        BinaryPrimitives.WriteInt64LittleEndian(end[48..], begins);
        var locator = end[End64Size..];
        BinaryPrimitives.WriteUInt32LittleEndian(locator, 0x07064b50);
        BinaryPrimitives.WriteInt64LittleEndian(locator[8..], begins + length);
        BinaryPrimitives.WriteUInt32LittleEndian(locator[16..], 1);
        var last = locator[LocatorSize..];
        BinaryPrimitives.WriteUInt32LittleEndian(last, 0x06054b50);
        last.Slice(8, 4).Fill(byte.MaxValue);
        last.Slice(12, 8).Fill(byte.MaxValue);
        return bytes;
    }
}

/// <summary>A piece of an archive: bytes of its own, or those of a file.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Own">Its bytes; null for those of a file.</param>
/// <param name="File">The place of the file; -1 for none.</param>
/// <param name="Length">How many bytes the file has.</param>
internal sealed record ZipPiece(long Start, byte[]? Own, int File, long Length)
{
    /// <summary>How many bytes it has.</summary>
    public long Size => Own?.Length ?? Length;
}
