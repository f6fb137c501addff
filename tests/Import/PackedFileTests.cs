using System.IO.Compression;
using System.Text;
using Evenhand.Import;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class PackedFileTests
{
    private const string Map = """
        account: acme
        type: call.ended
        times: { at: { column: at } }
        time: at
        """;

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static Imported Import(byte[] bytes) =>
        Imported.By(
            Imported.MapOf(Map),
            long.MaxValue,
            null,
            new ImportFile("calls.csv.gz", () => new MemoryStream(bytes))
        );

    private static readonly string Rows =
        "at\n"
        + string.Concat(
            Enumerable.Range(0, 900).Select(i => $"2026-01-05T09:{i / 60:00}:{i % 60:00}Z\n")
        );

    [Fact]
    public void A_file_packed_with_gzip_is_known_by_its_beginning() =>
        Import(Packed(Rows)).Summary.Written.ShouldBe(900);

    [Fact]
    public void A_file_of_several_packed_pieces_is_read_whole() =>
        Import([.. Packed(Rows), .. Packed("2026-01-05T10:00:00Z\n")])
            .Summary.Written.ShouldBe(901);

    [Fact]
    [Trait("fault", "E24")]
    public void Of_a_packed_file_that_breaks_off_anywhere_nothing_is_taken()
    {
        var whole = Packed(Rows);

        for (var length = 2; length < whole.Length; length++)
            Should
                .Throw<InvalidDataException>(() => Import(whole[..length]))
                .Message.ShouldStartWith("calls.csv.gz: ");
    }
}
