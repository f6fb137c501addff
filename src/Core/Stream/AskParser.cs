using System.Buffers.Binary;
using System.Text.Json;
using Evenhand.Core.Codes;

namespace Evenhand.Core.Stream;

/// <summary>Reads <c>gate.asked</c>: the act that is asked about, its fields, and whether a warning was acknowledged.</summary>
/// <param name="catalogue">The types that it knows.</param>
/// <param name="fields">Reads the act's fields.</param>
/// <param name="others">Names of fields that are somebody else's and passed over.</param>
internal sealed class AskParser(Catalogue catalogue, FieldParser fields, byte[][]? others = null)
{
    /// <summary>Bytes of the longest event type.</summary>
    public const int MaxType = 256;

    /// <summary>Writes the act's type, its acknowledgement, and the act's own fields.</summary>
    public Fault? Write(ref Utf8JsonReader data, ref RecordHead head, RecordWriter output)
    {
        var asked = new Parts();
        if (Read(ref data, ref asked, ref head) is { } fault)
            return fault;
        if (!asked.HasAct)
            return Fault.Malformed(FaultKind.NoAct);
        if (asked.Unknown is { } unknown)
            return UnknownAct(unknown);
        var start = output.Length;
        output.Room(Parts.Size);
        var act = head;
        (act.Present, act.Bad, act.Unknown) = (0, 0, 0);
        if (asked.HasWith)
        {
            if (ReadWith(ref asked, ref act) is { } wrong)
                return wrong;
            fields.Write(asked.Type!, act.Present, output);
        }
        asked.WriteTo(output.From(start), act);
        // What stands in the ask and what stands in the act must not cancel each other out.
        head.Unknown ^= unchecked(act.Unknown * 3);
        return null;
    }

    /// <summary>
    /// No rule looks at an act that the catalogue does not know: whoever asks about one would be allowed for ever, and
    /// has most likely mistyped it.
    /// </summary>
    private static Fault UnknownAct(string name) =>
        new(
            Code.UnknownAct,
            FaultKind.UnknownAct,
            SeenNames.Shorten(System.Text.Encoding.UTF8.GetBytes(name))
        )
        {
            Unknown = name,
        };

    private Fault? ReadWith(ref Parts asked, ref RecordHead act) =>
        fields.Read(ref asked.With, asked.Type!, ref act);

    private Fault? Read(ref Utf8JsonReader data, ref Parts asked, ref RecordHead head)
    {
        var ask = catalogue.Types[(int)BuiltIns.Kind.Asked];
        fields.Begin();
        while (data.Read() && data.TokenType == JsonTokenType.PropertyName)
        {
            var part = PartOf(ref data);
            if (part == 0 && IsAnothers(ref data))
            {
                data.Skip();
                continue;
            }
            if (part != 0 && (asked.Seen & part) != 0)
                return Fault.Malformed(FaultKind.FieldTwice, SeenNames.Shorten(data.ValueSpan));
            asked.Seen |= part;
            var fault = part switch
            {
                Parts.Act => ReadAct(ref data, ref asked),
                Parts.Its => ReadWith(ref data, ref asked),
                Parts.Acknowledgement => ReadAcknowledged(ref data, ref asked),
                _ => fields.HashField(ref data, ask, ref head),
            };
            if (fault is not null)
                return fault;
        }
        return null;
    }

    private bool IsAnothers(ref Utf8JsonReader data)
    {
        foreach (var name in others ?? [])
            if (data.ValueTextEquals(name))
                return true;
        return false;
    }

    private static int PartOf(ref Utf8JsonReader data) =>
        data.ValueTextEquals("act"u8) ? Parts.Act
        : data.ValueTextEquals("with"u8) ? Parts.Its
        : data.ValueTextEquals("acknowledged"u8) ? Parts.Acknowledgement
        : 0;

    private Fault? ReadAct(ref Utf8JsonReader data, ref Parts asked)
    {
        data.Read();
        if (data.TokenType != JsonTokenType.String || data.ValueSpan.Length is 0 or > MaxType)
            return Fault.Malformed(FaultKind.NotAName, "act", wanted: $"{MaxType}");
        var name = data.GetString()!;
        asked.HasAct = true;
        asked.Type = catalogue.Type(name);
        asked.Unknown = asked.Type is null ? name : null;
        return asked.Type?.Index == (int)BuiltIns.Kind.Asked
            ? Fault.Malformed(FaultKind.AskOfAsk)
            : null;
    }

    private static Fault? ReadWith(ref Utf8JsonReader data, ref Parts asked)
    {
        data.Read();
        if (data.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
            return Fault.Malformed(FaultKind.WithNotObject);
        asked.HasWith = data.TokenType == JsonTokenType.StartObject;
        asked.With = data;
        data.Skip();
        return null;
    }

    private static Fault? ReadAcknowledged(ref Utf8JsonReader data, ref Parts asked)
    {
        data.Read();
        asked.Acknowledged = data.TokenType == JsonTokenType.True;
        return data.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null
            ? null
            : Fault.Malformed(FaultKind.NotAcknowledged);
    }

    private ref struct Parts
    {
        public const int Act = 1;
        public const int Its = 2;
        public const int Acknowledgement = 4;
        public const int Size = 11;

        public int Seen;
        public bool HasAct;
        public EventType? Type;
        public string? Unknown;
        public bool HasWith;
        public bool Acknowledged;
        public Utf8JsonReader With;

        public readonly void WriteTo(Span<byte> room, in RecordHead act)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(
                room,
                (ushort)(Type?.Index ?? RecordHead.UnknownType)
            );
            room[2] = (byte)(Acknowledged ? 1 : 0);
            BinaryPrimitives.WriteUInt32LittleEndian(room[3..], act.Present);
            BinaryPrimitives.WriteUInt32LittleEndian(room[7..], act.Bad);
        }
    }
}
