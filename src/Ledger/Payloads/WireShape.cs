using System.Text;
using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Payloads;

/// <summary>A field as far as stored values depend on it.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Factor">Base units in the unit of the wire; 0 where it has none.</param>
/// <param name="Choices">The values of a choice, in the order of their places.</param>
internal sealed record WireField(
    string Name,
    FieldKind Kind,
    long Factor,
    IReadOnlyList<string> Choices
);

/// <summary>A type as far as stored values depend on it.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Fields">Its fields by slot.</param>
internal sealed record WireType(string Name, IReadOnlyList<WireField> Fields);

/// <summary>Writes and reads the types of a catalogue, as far as stored values depend on them.</summary>
internal static class WireShape
{
    private const byte Version = 1;

    /// <summary>The types of a catalogue.</summary>
    public static List<WireType> Of(Catalogue catalogue) =>
        [.. catalogue.Types.Select(type => new WireType(type.Name, [.. type.Fields.Select(Of)]))];

    /// <summary>Writes types.</summary>
    public static byte[] Write(IReadOnlyList<WireType> types)
    {
        var output = new RecordWriter();
        output.Byte(Version);
        output.Small(types.Count);
        foreach (var type in types)
        {
            Text(output, type.Name);
            output.Small(type.Fields.Count);
            foreach (var field in type.Fields)
            {
                Text(output, field.Name);
                output.Byte(Codes.Of(field.Kind));
                output.Varint((ulong)field.Factor);
                output.Small(field.Choices.Count);
                foreach (var choice in field.Choices)
                    Text(output, choice);
            }
        }
        return output.Take();
    }

    /// <summary>Reads types.</summary>
    /// <exception cref="DamagedLedgerException">The bytes are no types.</exception>
    public static List<WireType> Read(ReadOnlySpan<byte> described)
    {
        var reader = new PackedReader(described, "a stored schema");
        if (reader.Byte() != Version)
            throw reader.Damage();
        var types = new List<WireType>();
        for (var left = reader.Small(); left > 0; left--)
        {
            var name = Text(ref reader);
            var fields = new List<WireField>();
            for (var more = reader.Small(); more > 0; more--)
                fields.Add(Field(ref reader));
            if (fields.Count > EventType.MaxFields)
                throw reader.Damage();
            types.Add(new WireType(name, fields));
        }
        return reader.Left == 0 ? types : throw reader.Damage();
    }

    private static WireField Of(Field field) =>
        new(field.Name, field.Kind, field.Unit?.Factor ?? 0, field.Choices);

    private static WireField Field(ref PackedReader reader)
    {
        var name = Text(ref reader);
        if (Codes.Kind(reader.Byte()) is not { } kind)
            throw reader.Damage();
        var factor = (long)Math.Min(reader.Varint(), long.MaxValue);
        var choices = new List<string>();
        for (var left = reader.Small(); left > 0; left--)
            choices.Add(Text(ref reader));
        return new WireField(name, kind, factor, choices);
    }

    private static void Text(RecordWriter output, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        output.Small(bytes.Length);
        output.Raw(bytes);
    }

    private static string Text(ref PackedReader reader) =>
        Encoding.UTF8.GetString(reader.Bytes(reader.Small()));

    /// <summary>The numbers of kinds on disk; the enumeration's own may change.</summary>
    private static class Codes
    {
        private static readonly FieldKind[] Kinds =
        [
            FieldKind.Text,
            FieldKind.Choice,
            FieldKind.Flag,
            FieldKind.Quantity,
            FieldKind.Money,
            FieldKind.Currency,
            FieldKind.Time,
            FieldKind.Message,
            FieldKind.Texts,
            FieldKind.Members,
        ];

        public static byte Of(FieldKind kind) => (byte)(Array.IndexOf(Kinds, kind) + 1);

        public static FieldKind? Kind(byte code) =>
            code >= 1 && code <= Kinds.Length ? Kinds[code - 1] : null;
    }
}
