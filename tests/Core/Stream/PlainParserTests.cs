using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Evenhand.Core.Stream;
using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Stream;

/// <summary>What is read quickly comes to the same as what is read with all of JSON in mind.</summary>
public sealed partial class PlainParserTests
{
    private const long Seed = 17;

    private static readonly (Field Field, string[] Plain, string[] Odd)[] Kinds =
    [
        (
            Field(0, "text", FieldKind.Text),
            ["\"\"", "\"a\"", "\"mañana of more than sixteen bytes\""],
            ["\"a\\\"b\"", "1", "\"\t\""]
        ),
        (
            Field(1, "choice", FieldKind.Choice) with
            {
                Choices = ["red", "green"],
            },
            ["\"red\"", "\"green\""],
            ["\"blue\"", "\"\\u0072ed\"", "true"]
        ),
        (Field(2, "flag", FieldKind.Flag), ["true", "false"], ["truer", "fals", "0", "\"true\""]),
        (
            Field(3, "quantity", FieldKind.Quantity) with
            {
                Unit = Unit.One,
            },
            ["0", "7", "7.000", "999999999999999", "1000.0"],
            ["-0", "01", "0.5", "1e3", "\"12\"", "7.", ".7", "1000000000000000000", "-1", "+1"]
        ),
        (
            Field(4, "money", FieldKind.Money),
            ["0", "0.00", "19.99", "\"19.99\"", "\"0010.50\"", "100", "0.000000000001"],
            ["\".5\"", "\"1,50\"", "0.0000000000001", "1e-3", "00.5", "1000000000000000.01", "\"\""]
        ),
        (Field(5, "currency", FieldKind.Currency), ["\"EUR\""], ["1", "\"EU\\u0052\""]),
        (
            Field(6, "when", FieldKind.Time),
            ["\"2026-01-31T09:30:00Z\"", "\"2026-01-31T09:30:00.1234567+01:00\""],
            ["\"soon\"", "\"2026-02-30T09:30:00Z\"", "17"]
        ),
        (
            Field(7, "message", FieldKind.Message),
            ["\"\"", "\"plain ASCII\"", "\"€ and {braces}\"", "\"жж\""],
            ["\"two\\nlines\"", "null ", "[]"]
        ),
        (
            Field(8, "duration", FieldKind.Quantity) with
            {
                Unit = new Unit("second", "seconds", Dimension.Time, 1_000),
            },
            ["168.291", "59.5", "0.001", "2.50000"],
            ["0.0001", "1e-3", "1000000000000000.001", "9007199254740993"]
        ),
    ];

    private static readonly Catalogue Catalogue = new(
        [
            .. BuiltIns.Types([]),
            new EventType(
                BuiltIns.Types([]).Length,
                "thing.done",
                [.. Kinds.Select(kind => kind.Field)],
                -1
            ),
        ],
        [],
        [],
        Unit.Standard
    );

    [Fact]
    public void A_value_written_plainly_is_read_quickly_and_any_other_is_not()
    {
        foreach (var (field, plain, odd) in Kinds)
        {
            foreach (var value in plain.Append("null"))
                IsPlain(ParsedLines.With(field.Name, value)).ShouldBeTrue(value);
            foreach (var value in odd.Where(value => value.Trim() != "null"))
                IsPlain(ParsedLines.With(field.Name, value)).ShouldBeFalse(value);
        }
    }

    [Theory]
    [InlineData("\"extra\":1", false)]
    [InlineData("\"sequence\":\"7\"", true)]
    [InlineData("\"datacontenttype\":\"application/json\"", true)]
    [InlineData("\"sequence\":7", false)]
    [InlineData("\"id\":\"2\"", false)]
    [InlineData("\"data_base64\":\"e30=\"", false)]
    public void Attributes_that_few_events_have_are_left_to_the_whole_reader(
        string attribute,
        bool plain
    ) => IsPlain(ParsedLines.With("text", "\"a\"").Insert(1, attribute + ",")).ShouldBe(plain);

    [Fact]
    public void A_line_makes_the_same_record_or_fault_either_way()
    {
        var random = new Random(20260731);
        var plain = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var line = Line(random);
            if (random.Next(3) == 0)
                line = Mutated(line, random);
            var whole = line.Replace("\"id\"", "\"\\u0069d\"", StringComparison.Ordinal);
            var (one, other) = (Read(line), Read(whole));
            one.Fault.ShouldBe(other.Fault, line);
            one.Record.ShouldBe(other.Record, line);
            plain += IsPlain(line) ? 1 : 0;
        }
        plain.ShouldBeGreaterThan(2_000);
    }

    [Fact]
    public void Whatever_stands_behind_a_line_in_memory_is_not_looked_at()
    {
        var line = Encoding.UTF8.GetBytes(ParsedLines.With("duration", "59.5"));
        for (var length = 0; length < line.Length; length++)
            Reader(out var writer)
                .TryParse(line.AsSpan(0, length), 0, 1, writer, out _)
                .ShouldBeFalse($"{length}");
    }

    private static bool IsPlain(string line)
    {
        var names = new RecordNames(new NameTable(Seed), new NameTable(Seed), Seed);
        return new PlainParser(Catalogue, names).TryParse(
            Encoding.UTF8.GetBytes(line),
            0,
            1,
            new RecordWriter()
        );
    }

    private static EventParser Reader(out RecordWriter writer)
    {
        writer = new RecordWriter();
        return new EventParser(Catalogue, new NameTable(Seed), new NameTable(Seed), Seed);
    }

    private static (string? Fault, byte[] Record) Read(string line)
    {
        var reader = Reader(out var writer);
        reader.TryParse(Encoding.UTF8.GetBytes(line), 3, 7, writer, out var fault);
        // Where JSON breaks is told by its column, which an escape moves.
        return (
            fault is null ? null : Digits().Replace(FaultSentence.Of(fault), "#"),
            writer.Take()
        );
    }

    private static string Line(Random random)
    {
        List<string> parts =
        [
            "\"specversion\":\"1.0\"",
            "\"id\":\"42.138\"",
            "\"source\":\"sample/engagece\"",
            "\"type\":\"thing.done\"",
            "\"subject\":\"engagece-0042 of Zürich\"",
            "\"time\":\"2026-01-01T16:29:47.836Z\"",
        ];
        if (random.Next(10) == 0)
            parts.Add("\"sequence\":\"0007\"");
        if (random.Next(20) == 0)
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts));
        var fields = Kinds.Where(_ => random.Next(2) == 0).ToArray();
        if (random.Next(4) == 0)
            random.Shuffle(fields);
        var blank = random.Next(8) == 0 ? " " : "";
        var values = fields.Select(kind => $"\"{kind.Field.Name}\":{blank}{Value(kind, random)}");
        parts.Insert(
            random.Next(10) == 0 ? random.Next(parts.Count) : parts.Count,
            $"\"data\":{{{string.Join("," + blank, values)}}}"
        );
        return $"{{{string.Join("," + blank, parts)}}}{blank}";
    }

    private static string Value((Field Field, string[] Plain, string[] Odd) kind, Random random)
    {
        var among = random.Next(20) == 0 ? kind.Odd : kind.Plain;
        return random.Next(20) == 0 ? "null" : among[random.Next(among.Length)];
    }

    private static string Mutated(string line, Random random)
    {
        const string Characters = "\"\\{}[]:, .0e-xé\u0001";
        var at = random.Next(line.Length);
        return random.Next(3) switch
        {
            0 => line.Remove(at, 1),
            1 => line.Insert(at, Characters[random.Next(Characters.Length)].ToString()),
            _ => line[..at],
        };
    }

    private static Field Field(int slot, string name, FieldKind kind) =>
        new(slot, name, kind, null, [], null, Required: false);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
