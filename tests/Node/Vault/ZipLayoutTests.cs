using System.IO.Compression;
using System.IO.Hashing;
using Evenhand.Node.Vault;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using ZipFile = Evenhand.Node.Vault.ZipFile;

namespace Evenhand.Tests.Node.Vault;

/// <summary>An archive that is laid out and never laid down is one that others read, and any piece of it is a piece of the whole.</summary>
public class ZipLayoutTests
{
    [Fact]
    public async Task Another_reader_finds_every_file_whole()
    {
        var files = Files(0, 1, 70_000, 5);
        var whole = await WholeAsync(files);
        using var archive = new ZipArchive(new MemoryStream(whole));
        archive
            .Entries.Select(each => each.FullName)
            .ShouldBe(["0-ü.bin", "1-ü.bin", "2-ü.bin", "3-ü.bin"]);
        foreach (var (entry, bytes) in archive.Entries.Zip(files))
        {
            using var read = new MemoryStream();
            await using (var opened = entry.Open())
                await opened.CopyToAsync(read, TestContext.Current.CancellationToken);
            read.ToArray().ShouldBe(bytes);
            entry.CompressedLength.ShouldBe(bytes.Length);
        }
    }

    [Fact]
    public async Task An_archive_of_nothing_is_one()
    {
        using var archive = new ZipArchive(new MemoryStream(await WholeAsync([])));
        archive.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void From_any_byte_on_it_is_the_rest_of_the_whole() =>
        Laws.Hold(
            30,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                var random = new Random(seed);
                var files = Files([
                    .. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(300)),
                ]);
                var whole = WholeAsync(files).Result;
                var from = random.Next(whole.Length);
                using var stream = Open(files);
                stream.Seek(from, SeekOrigin.Begin);
                ReadAsync(stream).Result.ShouldBe(whole[from..]);
            }
        );

    [Fact]
    public async Task A_file_that_is_shorter_than_it_was_breaks_the_reading()
    {
        var stream = new ZipStream(
            new ZipLayout([new ZipFile("a", 10, 0)]),
            (_, _, _) => Task.FromResult<Stream>(new MemoryStream(new byte[9]))
        );
        await Should.ThrowAsync<EndOfStreamException>(() => ReadAsync(stream));
    }

    private static byte[][] Files(params int[] sizes) =>
        [
            .. sizes.Select(
                (size, i) =>
                {
                    var bytes = new byte[size];
                    new Random(i).NextBytes(bytes);
                    return bytes;
                }
            ),
        ];

    private static Task<byte[]> WholeAsync(byte[][] files) => ReadAsync(Open(files));

    private static ZipStream Open(byte[][] files) =>
        new(
            new ZipLayout([
                .. files.Select(
                    (bytes, i) => new ZipFile($"{i}-ü.bin", bytes.Length, Crc32.HashToUInt32(bytes))
                ),
            ]),
            (file, from, _) => Task.FromResult<Stream>(new MemoryStream(files[file][(int)from..]))
        );

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, 1_000, TestContext.Current.CancellationToken);
        return read.ToArray();
    }
}
