using System.Text;
using System.Text.Json;
using Evenhand.Node.Bodies;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>Bodies of whatever bytes: cut where a reader of JSON would cut them, and never a crash.</summary>
public class BodySplitterTests
{
    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\\"",
        "\"a\"",
        "\"]}\"",
        "1",
        "-2.5e3",
        "true",
        "null",
        " ",
        "\n",
        "\t",
        "é",
        "{\"a\":[1,\"}\"]}",
        "[[{}]]",
        "\u0000",
    ];

    [Fact]
    public void Whatever_the_bytes_a_body_is_cut_or_refused_and_nothing_else_happens()
    {
        var random = new Random(Seed());
        for (var i = 0; i < 20_000; i++)
        {
            var body = Hostile(random);
            foreach (var format in Enum.GetValues<BodyFormat>())
                Cut(body, format, out _)
                    .Sum(each => each.Length)
                    .ShouldBeLessThanOrEqualTo(body.Length);
        }
    }

    [Fact]
    public void A_valid_array_is_cut_where_a_reader_of_json_cuts_it()
    {
        var random = new Random(Seed());
        var arrays = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var text = Encoding.UTF8.GetBytes(Space(random) + Array(random, 0) + Space(random));
            Agree(text);
            arrays++;
        }
        arrays.ShouldBe(5_000);
    }

    [Fact]
    public void Where_a_reader_of_json_takes_a_hostile_array_both_agree()
    {
        var random = new Random(Seed());
        var taken = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var body = Hostile(random);
            if (IsArray(body))
            {
                Agree(body);
                taken++;
            }
        }
        taken.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("", "not an array of events")]
    [InlineData("{}", "not an array of events")]
    [InlineData("[{}", "a comma or the end of the array is missing at byte 3")]
    [InlineData("[{", "the array breaks off at byte 2")]
    [InlineData("[\"a", "the array breaks off at byte 3")]
    [InlineData("[\"\\", "the array breaks off at byte 3")]
    [InlineData("[{},]", "an event is missing at byte 4")]
    [InlineData("[,{}]", "an event is missing at byte 1")]
    [InlineData("[{} {}]", "a comma or the end of the array is missing at byte 4")]
    [InlineData("[{}] x", "more than one JSON value, at byte 5")]
    [InlineData("[]]", "more than one JSON value, at byte 2")]
    public void What_is_no_array_is_told_with_its_place(string body, string fault)
    {
        Cut(Encoding.UTF8.GetBytes(body), BodyFormat.Array, out var found);
        found.ShouldBe(fault);
    }

    [Fact]
    public void Nesting_of_any_depth_costs_no_stack()
    {
        var deep = Encoding.UTF8.GetBytes(
            $"[{new string('[', 1_000_000)}{new string(']', 1_000_000)}]"
        );
        Cut(deep, BodyFormat.Array, out var fault).Count.ShouldBe(1);
        fault.ShouldBeNull();
    }

    [Fact]
    public void Lines_end_with_either_line_end_and_empty_ones_are_none()
    {
        var body = "{\"a\":1}\r\n\n  \t\r\n {\"b\":2} \n{\"c\":3}"u8.ToArray();
        Cut(body, BodyFormat.Lines, out _)
            .Select(Encoding.UTF8.GetString)
            .ShouldBe(["{\"a\":1}", "{\"b\":2}", "{\"c\":3}"]);
    }

    private static void Agree(byte[] body)
    {
        var shown = Encoding.UTF8.GetString(body);
        using var document = JsonDocument.Parse(body);
        var elements = Cut(body, BodyFormat.Array, out var fault);
        fault.ShouldBeNull(shown);
        elements
            .Select(Encoding.UTF8.GetString)
            .ShouldBe(
                document.RootElement.EnumerateArray().Select(each => each.GetRawText()),
                shown
            );
    }

    private static List<byte[]> Cut(byte[] body, BodyFormat format, out string? fault)
    {
        var splitter = new BodySplitter(body, format);
        var elements = new List<byte[]>();
        while (splitter.Next(out var element))
            elements.Add(element.ToArray());
        fault = splitter.Fault;
        splitter.Next(out _).ShouldBeFalse();
        return elements;
    }

    private static bool IsArray(byte[] body)
    {
        if (!System.Text.Unicode.Utf8.IsValid(body))
            return false;
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Hostile(Random random)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "[" : "");
        for (var i = random.Next(9); i > 0; i--)
            text.Append(Pieces[random.Next(Pieces.Length)]);
        if (random.Next(2) == 0)
            text.Append(']');
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (bytes.Length > 0 && random.Next(4) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static string Array(Random random, int depth)
    {
        var elements = Enumerable
            .Range(0, random.Next(4))
            .Select(_ => Space(random) + Value(random, depth + 1) + Space(random));
        return $"[{(elements.Any() ? "" : Space(random))}{string.Join(",", elements.ToArray())}]";
    }

    private static string Value(Random random, int depth) =>
        random.Next(depth > 4 ? 5 : 7) switch
        {
            0 => "12.5e-3",
            1 => "false",
            2 => "null",
            3 => JsonSerializer.Serialize("a\"\\}]{[é€\n"),
            4 => "{}",
            5 => Array(random, depth),
            _ =>
                $"{{{Space(random)}\"k]\\\"\"{Space(random)}:{Space(random)}{Value(random, depth + 1)},\"l\":{Value(random, depth + 1)}}}",
        };

    private static string Space(Random random) =>
        random.Next(3) == 0 ? new string(" \t\r\n"[random.Next(4)], random.Next(3)) : "";

    private static int Seed()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        return seed;
    }
}
