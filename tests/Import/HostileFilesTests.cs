using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class HostileFilesTests
{
    private const string Map = """
        account: acme
        type: call.ended
        times: { at: { column: at } }
        time: at
        fields: { note: { column: note } }
        """;

    private const string Good = "2026-01-05T09:00:00Z,good\n";

    private static Imported Import(byte[] bytes) =>
        Imported.By(Imported.MapOf(Map), new MemoryStream(bytes));

    private static Imported Import(string rows) =>
        Import(Encoding.UTF8.GetBytes("at,note\n" + rows));

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_own_line_only()
    {
        var imported = Import(Good + "2026-01-05T09:00:00Z,\"bad\n" + Good + Good);

        imported.Rejection.ShouldBe(
            "calls.csv:3: a quote opened near column 22 is not closed within 64 lines"
        );
        imported.Summary.Written.ShouldBe(3);
    }

    [Fact]
    public void Two_stray_quotes_cost_their_own_lines_and_not_those_between()
    {
        var imported = Import(
            "2026-01-05T09:00:00Z,\"bad\n" + Good + "2026-01-05T09:00:00Z,b\"ad\n" + Good
        );

        imported.Rejections.Select(r => r[..12]).ShouldBe(["calls.csv:2:", "calls.csv:4:"]);
        imported.Summary.Written.ShouldBe(2);
    }

    [Fact]
    public void A_quoted_field_may_hold_quotes_delimiters_and_lines() =>
        Import("2026-01-05T09:00:00Z,\"one\ntwo, \"\"three\"\"\"\r\n" + Good)
            .Data("note")
            .ShouldBe(["one\ntwo, \"three\"", "good"]);

    [Fact]
    public void A_field_of_a_megabyte_is_rejected_and_the_next_row_read()
    {
        var imported = Import(Good + $"2026-01-05T09:00:00Z,{new string('x', 1 << 20)}\n" + Good);

        imported.Rejection.ShouldBe("calls.csv:3: the line is longer than 65,536 bytes");
        imported.Summary.Written.ShouldBe(2);
    }

    [Fact]
    public void A_NUL_is_rejected_with_its_place() =>
        Import("2026-01-05T09:00:00Z,a\0b\n")
            .Rejection.ShouldStartWith("calls.csv:2: a NUL byte at byte 23 of the line");

    [Fact]
    public void Bytes_of_another_encoding_are_rejected_with_their_place_and_the_remedy() =>
        Import([.. "at,note\n2026-01-05T09:00:00Z,caf"u8, 0xE9, .. "\n"u8])
            .Rejection.ShouldBe(
                "calls.csv:2: byte 25 of the line is not UTF-8; convert the file, or say its encoding in the map, such as `encoding: windows-1252`"
            );

    [Fact]
    public void A_map_may_say_that_the_file_is_Latin_1()
    {
        byte[] bytes = [.. "at,note\n2026-01-05T09:00:00Z,caf"u8, 0xE9, .. "\n"u8];

        Imported
            .By(Imported.MapOf(Map + "\nfile: { encoding: latin-1 }"), new MemoryStream(bytes))
            .Data("note")
            .ShouldBe(["café"]);
    }

    [Fact]
    public void A_file_of_two_byte_units_is_read_by_its_mark()
    {
        const string csv = "at,note\n2026-01-05T09:00:00Z,čaj ☕\n";

        Import([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(csv)]).Data("note").ShouldBe(["čaj ☕"]);
        Import([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(csv)])
            .Data("note")
            .ShouldBe(["čaj ☕"]);
    }

    [Fact]
    public void Half_a_character_of_two_byte_units_costs_its_own_line()
    {
        byte[] half = [0x00, 0xD8];
        byte[] bytes =
        [
            0xFF,
            0xFE,
            .. Encoding.Unicode.GetBytes("at,note\n2026-01-05T09:00:00Z,a"),
            .. half,
            .. Encoding.Unicode.GetBytes("b\n" + Good),
        ];

        var imported = Import(bytes);

        imported.Rejection.ShouldStartWith("calls.csv:2: what stands after");
        imported.Summary.Written.ShouldBe(1);
    }

    [Fact]
    public void The_mark_of_UTF_8_is_no_part_of_the_first_name() =>
        Import([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("at,note\n" + Good)])
            .Summary.Written.ShouldBe(1);

    [Fact]
    public void A_row_with_too_few_or_too_many_columns_is_rejected() =>
        Import("2026-01-05T09:00:00Z\n" + Good + "2026-01-05T09:00:00Z,a,b\n")
            .Rejections.ShouldBe([
                "calls.csv:2: columns: 1 found, 2 expected",
                "calls.csv:4: columns: 3 found, 2 expected",
            ]);

    [Fact]
    public void A_header_without_the_columns_of_the_map_names_each_and_the_nearest() =>
        Import("when,notes\n"u8.ToArray())
            .Rejections.ShouldBe([
                "calls.csv:1: the header has no column `at`",
                "calls.csv:1: the header has no column `note`; did you mean `notes`?",
            ]);

    [Fact]
    public void An_empty_file_is_rejected() =>
        Import([]).Rejection.ShouldBe("calls.csv:1: the file is empty, without even a header");

    [Fact]
    public void A_line_without_end_costs_bounded_memory()
    {
        using Stream endless = new Repeating((byte)'x', 256 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var imported = Imported.By(Imported.MapOf(Map), endless);

        imported.Rejection.ShouldBe("calls.csv:1: the line is longer than 65,536 bytes");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
    }

    [Fact]
    public void Whatever_the_bytes_every_row_is_written_skipped_or_rejected_and_every_rejection_has_a_line()
    {
        var file = Encoding.UTF8.GetBytes(
            "at,note\n" + Good + "2026-01-05T09:00:00Z,\"a\nb\"\n" + Good
        );
        Gen<(int, byte)[]> changes = Gen.Choose(8, file.Length - 1)
            .SelectMany(at =>
                Gen.Elements<byte>((byte)'"', (byte)',', (byte)'\n', 0, 0xFF, (byte)'9')
                    .Select(to => (at, to))
            )
            .ArrayOf();

        Prop.ForAll(
                changes.ToArbitrary(),
                made =>
                {
                    byte[] changed = [.. file];
                    foreach ((var at, var to) in made)
                    {
                        changed[at] = to;
                    }

                    var imported = Import(changed);
                    return imported.Summary.RowsRead
                            == imported.Summary.Written + imported.Rejections.Length
                        && imported.Events.Length == imported.Summary.Written
                        && imported.Rejections.All(r =>
                            int.Parse(r.Split(':')[1]) is >= 1 and <= 60
                        );
                }
            )
            .QuickCheckThrowOnFailure();
    }

    /// <summary>So many times the same byte, without holding them.</summary>
    private sealed class Repeating(byte value, long length) : MemoryStream
    {
        private long _left = length;

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, _left);
            buffer[..count].Fill(value);
            _left -= count;
            return count;
        }
    }
}
