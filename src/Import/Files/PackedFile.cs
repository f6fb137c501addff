using System.IO.Compression;
using System.Security.Cryptography;
using Evenhand.Notation;

namespace Evenhand.Import.Files;

/// <summary>A file that may be packed: gzip is known by its first bytes, zip by its name.</summary>
public static class PackedFile
{
    private const int MarkLength = 32;

    /// <summary>What is in the file. Throws <see cref="InvalidDataException"/> where it is packed and damaged, or not one table.</summary>
    public static Stream Open(Func<Stream> file, string name)
    {
        try
        {
            return Opened(file, name);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{name}: {error.Message}", error);
        }
    }

    private static Stream Opened(Func<Stream> file, string name)
    {
        if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return OnlyEntry(file());
        var peeked = new PeekedStream(file(), 2);
        if (peeked.First is not [0x1F, 0x8B])
            return peeked;
        peeked.Dispose();
        RequireWhole(file);
        return new GZipStream(file(), CompressionMode.Decompress);
    }

    private static Stream OnlyEntry(Stream file)
    {
        ZipArchive archive = new(file, ZipArchiveMode.Read);
        ZipArchiveEntry[] files = [.. archive.Entries.Where(entry => entry.Length > 0)];
        ZipArchiveEntry[] tables =
        [
            .. files.Where(entry =>
                entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ),
        ];
        return (files, tables) switch
        {
            ([var only], _) => only.Open(),
            (_, [var table]) => table.Open(),
            _ => throw new InvalidDataException(
                $"the archive holds {Counted.Of(files.Length, "file")}, and one is needed"
            ),
        };
    }

    /// <summary>
    /// A gzip that breaks off is not told from one that ends. So the file is unpacked once with a mark of ours packed behind
    /// it: only where the file is whole does the mark come out at the end. Nothing is taken from a part.
    /// </summary>
    private static void RequireWhole(Func<Stream> file)
    {
        var mark = RandomNumberGenerator.GetBytes(MarkLength);
        using var both = new FollowedStream(file(), Packed(mark));
        using var unpacked = new GZipStream(both, CompressionMode.Decompress);
        if (!Last(unpacked).SequenceEqual(mark))
            throw new InvalidDataException("the gzip data break off, or something follows them");
    }

    private static MemoryStream Packed(byte[] mark)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(mark);
        packed.Position = 0;
        return packed;
    }

    private static byte[] Last(Stream stream)
    {
        var last = Array.Empty<byte>();
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is var count and > 0)
        {
            ReadOnlySpan<byte> tail = buffer.AsSpan(Math.Max(0, count - MarkLength)..count);
            last = [.. last, .. tail];
            last = last[Math.Max(0, last.Length - MarkLength)..];
        }
        return last;
    }
}
