using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Shouldly;
using Xunit;
using Record = Evenhand.Core.Stream.Record;

namespace Evenhand.Tests.Ledger.Payloads;

/// <summary>Events stored under an older catalogue are read by the names of the current one.</summary>
public class SchemasTests
{
    private const long Seed = 5;
    private static readonly Unit Thing = new("thing", "things", Dimension.Count, 1);

    [Fact]
    public void Renumbered_types_fields_and_choices_are_found_by_name()
    {
        var old = With(
            Type("call.made", Text("to"), Choice("way", "in", "out"), Number("size", Thing)),
            Type("old.made", Text("what"))
        );
        var now = With(
            Type("new.made", Text("x")),
            Type(
                "call.made",
                Number("size", Thing),
                Text("added"),
                Choice("way", "out", "both", "in"),
                Text("to")
            )
        );
        string[] lines =
        [
            Line("call.made", """{"to":"+49","way":"in","size":7}"""),
            Line("call.made", """{"size":8}"""),
            Line("call.made", """{"to":5,"way":"out"}"""),
            Line("gate.asked", """{"act":"call.made","with":{"way":"out","size":9}}"""),
        ];

        var translated = Translated(old, now, lines);

        var expected = Parsed(now, lines, out _);
        SameContents(translated, expected);
    }

    [Fact]
    public void What_the_catalogue_has_no_more_is_dropped()
    {
        var old = With(
            Type("call.made", Text("to"), Choice("way", "in", "out")),
            Type("old.made", Text("what"))
        );
        var now = With(Type("call.made", Choice("way", "out")));

        var translated = Translated(
            old,
            now,
            [
                Line("call.made", """{"to":"+49","way":"out"}"""),
                Line("call.made", """{"way":"in"}"""),
                Line("old.made", """{"what":"x"}"""),
            ]
        );

        var heads = Heads(translated);
        heads.Select(head => head.Present).ShouldBe([1u, 0u, 0u]);
        heads.Select(head => head.Bad).ShouldBe([0u, 1u, 0u]);
        heads[2].Type.ShouldBe(RecordHead.UnknownType);
    }

    [Fact]
    public void A_field_of_another_kind_or_unit_is_refused_with_its_name()
    {
        var stored = Schemas.Describe(With(Type("call.made", Number("size", Thing))));
        var kind = With(Type("call.made", Text("size")));
        var unit = With(Type("call.made", Number("size", Thing with { Factor = 1000 })));

        foreach (var catalogue in new[] { kind, unit })
        {
            var refused = Should.Throw<SchemaChangedException>(() =>
                new Schemas(catalogue).Add(stored)
            );
            refused.Message.ShouldContain("call.made");
            refused.Message.ShouldContain("size");
        }
    }

    [Fact]
    public void Schemas_are_numbered_as_they_come_and_the_current_one_is_found_again()
    {
        var old = With(Type("call.made", Text("to")));
        var now = With(Type("call.made", Text("to"), Text("from")));
        var schemas = new Schemas(now);

        schemas.Add(Schemas.Describe(old)).ShouldBe(0);
        schemas.NumberOfCurrent().ShouldBeNull();
        schemas.Add(Schemas.Describe(now)).ShouldBe(1);
        schemas.NumberOfCurrent().ShouldBe(1);
        Should.Throw<DamagedLedgerException>(() => schemas.Add(Schemas.Describe(now).AsSpan(1)));
    }

    /// <summary>The bytes on disk: a test that fails here says that stored ledgers could no longer be read.</summary>
    [Fact]
    public void The_format_of_a_payload_is_frozen()
    {
        var catalogue = With(Type("call.made", Text("to"), Number("size", Thing)));
        var batch = Parsed(
            catalogue,
            [
                Line("call.made", """{"to":"a","size":3}"""),
                Line("call.made", """{"to":5,"more":1}"""),
                Line("who.knows", "{}"),
            ],
            out var sources
        );
        var packer = new EventPacker(2, sources);
        foreach (var at in Offsets(batch))
            packer.Add(batch, at);

        var payload = packer.Take();

        // The hash of unknown fields depends on the parser's seed only, which is fixed here.
        Convert.ToHexStringLower(payload).ShouldBe(Frozen);
    }

    [Fact]
    public void The_numbers_of_kinds_on_disk_are_frozen() =>
        Enum.GetValues<SliceKind>()
            .Select(kind => $"{(byte)kind} {kind}")
            .ShouldBe([
                "1 Events",
                "2 Reservation",
                "3 Told",
                "4 Stated",
                "5 Schema",
                "6 Policy",
                "7 Key",
                "8 Audit",
                "9 Mended",
                "10 Refiled",
                "11 Clock",
                "12 Withdrawn",
                "13 Delivered",
                "14 Person",
                "15 Noted",
                "16 Sending",
                "17 Reasons",
                "18 Impact",
                "20 Standing",
                "22 Bytes",
                "23 Export",
                "24 CopyTarget",
                "25 Offload",
                "27 SignIn",
                "28 Draft",
                "29 Template",
            ]);

    private const string Frozen =
        "01020f2800022f73e8ae9ab68267036931390301006103000000000000003400036931370148d0682039649c58250000026932ae6c9f36d208b144";

    private static byte[] Translated(Catalogue old, Catalogue now, string[] lines)
    {
        var batch = Parsed(old, lines, out var sources);
        var packer = new EventPacker(0, sources);
        foreach (var at in Offsets(batch))
            packer.Add(batch, at);
        var schemas = new Schemas(now);
        schemas.Add(Schemas.Describe(old));
        var output = new RecordWriter();
        new EventUnpacker(schemas, sources, Seed).Unpack(packer.Take(), 1, 0, output);
        return output.Take();
    }

    private static byte[] Parsed(Catalogue catalogue, string[] lines, out NameTable sources)
    {
        sources = new NameTable(Seed);
        var parser = new EventParser(catalogue, new NameTable(Seed), sources, Seed);
        var output = new RecordWriter();
        foreach (var line in lines)
            parser
                .TryParse(Encoding.UTF8.GetBytes(line), 0, 1, output, out var fault)
                .ShouldBeTrue(fault?.ToString());
        return output.Take();
    }

    /// <summary>Hashes of fields that the old catalogue did not take stay as they were, so they are left out.</summary>
    private static void SameContents(byte[] one, byte[] other)
    {
        var (a, b) = (Heads(one), Heads(other));
        a.Select(head => (head.Type, head.Present, head.Bad, head.Key, head.Length))
            .ShouldBe(b.Select(head => (head.Type, head.Present, head.Bad, head.Key, head.Length)));
        foreach (var (x, y) in Offsets(one).Zip(Offsets(other)))
        {
            var length = Record.Head(one, x).Length - RecordHead.Size;
            one.AsSpan(x + RecordHead.Size, length)
                .SequenceEqual(other.AsSpan(y + RecordHead.Size, length))
                .ShouldBeTrue();
        }
    }

    private static List<RecordHead> Heads(byte[] batch) =>
        [.. Offsets(batch).Select(at => Record.Head(batch, at))];

    private static IEnumerable<int> Offsets(byte[] batch)
    {
        for (var at = 0; at < batch.Length; at += Record.Head(batch, at).Length)
            yield return at;
    }

    private static string Line(string type, string data) =>
        $$"""{"specversion":"1.0","id":"i{{data.Length}}","source":"/s","subject":"acme","time":"2026-01-31T09:30:00.5Z","type":"{{type}}","data":{{data}}}""";

    private static Catalogue With(params (string Name, Field[] Fields)[] types)
    {
        var all = BuiltIns.Types([]).ToList();
        foreach (var (name, fields) in types)
            all.Add(
                new EventType(
                    all.Count,
                    name,
                    [.. fields.Select((field, slot) => field with { Slot = slot })],
                    -1
                )
            );
        return new Catalogue([.. all], [], [], Unit.Standard.Add(Thing));
    }

    private static (string, Field[]) Type(string name, params Field[] fields) => (name, fields);

    private static Field Text(string name) =>
        new(0, name, FieldKind.Text, null, [], null, Required: false);

    private static Field Number(string name, Unit unit) =>
        new(0, name, FieldKind.Quantity, unit, [], null, Required: false);

    private static Field Choice(string name, params ImmutableArray<string> choices) =>
        new(0, name, FieldKind.Choice, null, choices, null, Required: false);
}
