using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Wording;

namespace Evenhand.Tests.Core.Stream;

/// <summary>Lines as the parser of a small catalogue reads them: the built-in types, and <c>thing.done</c>.</summary>
internal sealed class ParsedLines
{
    private const long Seed = 17;

    private readonly RecordWriter writer = new();
    private int line;

    public ParsedLines(params ImmutableArray<Field> fields)
    {
        var builtIns = BuiltIns.Types([]);
        var done = new EventType(builtIns.Length, "thing.done", fields, -1);
        var catalogue = new Catalogue([.. builtIns, done], [], [], Unit.Standard);
        Parser = new EventParser(catalogue, new NameTable(Seed), new NameTable(Seed), Seed);
    }

    public EventParser Parser { get; }

    /// <summary>A line of <c>thing.done</c> with one field.</summary>
    public static string With(string field, string value) =>
        $$"""{"specversion":"1.0","id":"1","source":"s","type":"thing.done","time":"2026-01-01T00:00:00Z","subject":"acme","data":{"{{field}}":{{value}} } }""";

    public string? FaultOf(string text) => FaultOf(Encoding.UTF8.GetBytes(text));

    public string? FaultOf(byte[] text)
    {
        var before = writer.Length;
        if (Parser.TryParse(text, 0, ++line, writer, out var fault))
            return null;
        if (writer.Length != before)
            throw new InvalidOperationException("a line that is no event left something behind");
        return fault is null ? null : FaultSentence.Of(fault);
    }

    public RecordHead HeadOf(string field, string value)
    {
        var start = writer.Length;
        if (FaultOf(With(field, value)) is { } fault)
            throw new InvalidOperationException(fault);
        return Record.Head(writer.From(start).ToArray(), 0);
    }

    /// <summary>Whether two lines count as one event and its repeat.</summary>
    public bool SayTheSame(string one, string other)
    {
        var records = new[] { one, other }.Select(Read).ToArray();
        return Record.SameContent(records[0], 0, records[1], 0);
    }

    private byte[] Read(string text)
    {
        var start = writer.Length;
        if (FaultOf(text) is { } fault)
            throw new InvalidOperationException(fault);
        return writer.From(start).ToArray();
    }
}
