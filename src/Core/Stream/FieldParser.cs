using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Json;
using Evenhand.Core.Codes;

namespace Evenhand.Core.Stream;

/// <summary>Reads the data of an event into values by slot. Not to be shared between threads.</summary>
internal sealed class FieldParser(IOddNames odd, long seed)
{
    /// <summary>Bytes of the longest text value.</summary>
    public const int MaxText = 4096;

    /// <summary>Bytes of the longest message whose shape is taken.</summary>
    public const int MaxMessage = 1 << 20;

    private const byte LineBreak = (byte)'\n';

    private readonly List<byte> shape = [];
    private readonly FieldValues values = new();
    private readonly SeenNames unknown = new(seed);

    /// <summary>Reads the fields of an event of a known type; <see cref="Write"/> lays them down afterwards.</summary>
    public Fault? Read(ref Utf8JsonReader data, EventType type, ref RecordHead head)
    {
        values.Clear();
        Begin();
        (head.Present, head.Bad) = (0, 0);
        uint seen = 0;
        var before = -1;
        while (data.Read() && data.TokenType == JsonTokenType.PropertyName)
        {
            var slot = SlotOf(ref data, type, before);
            if (slot < 0)
            {
                if (HashField(ref data, type, ref head) is { } twice)
                    return twice;
                continue;
            }
            if ((seen >> slot & 1) != 0)
                return Fault.Malformed(FaultKind.FieldTwice, type.Fields[slot].Name);
            seen |= 1u << slot;
            before = slot;
            data.Read();
            if (ReadField(ref data, type, type.FieldArray[slot], ref head) is { } fault)
                return fault;
        }
        return null;
    }

    /// <summary>Takes the fields of an event of an unknown type into account only as content.</summary>
    public Fault? HashUnknown(ref Utf8JsonReader data, ref RecordHead head)
    {
        Begin();
        while (data.Read() && data.TokenType == JsonTokenType.PropertyName)
            if (HashField(ref data, null, ref head) is { } twice)
                return twice;
        return null;
    }

    /// <summary>Begins an object of fields.</summary>
    public void Begin() => unknown.Clear();

    /// <summary>A hash of a name that the catalogue does not know, as content.</summary>
    public ulong HashOf(ReadOnlySpan<char> name) =>
        XxHash3.HashToUInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(name), seed);

    /// <summary>
    /// The slot of the field at hand, or -1. Fields mostly come in the order in which they are declared, so the search
    /// begins after the one before.
    /// </summary>
    private static int SlotOf(ref Utf8JsonReader data, EventType type, int before)
    {
        var names = type.FieldNames;
        for (var i = 1; i <= names.Length; i++)
        {
            var slot = before + i < names.Length ? before + i : before + i - names.Length;
            if (data.ValueTextEquals(names[slot]))
                return slot;
        }
        return -1;
    }

    /// <summary>Takes a field that the catalogue does not know into account only as content.</summary>
    public Fault? HashField(ref Utf8JsonReader data, EventType? type, ref RecordHead head)
    {
        if (unknown.Twice(ref data, FaultKind.FieldTwice) is { } twice)
            return twice;
        if (type is not null)
            odd.Field(type, data.ValueSpan);
        var name = SeenNames.Hash(ref data, seed);
        data.Read();
        head.Unknown ^= HashValue(ref data, unchecked((long)name)) | 1;
        return null;
    }

    /// <summary>A hash of a value's tokens, whatever the white space between them.</summary>
    private static ulong HashValue(ref Utf8JsonReader data, long start)
    {
        var depth = data.CurrentDepth;
        var hash = HashToken(ref data, start);
        if (data.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return hash;
        while (data.Read() && data.CurrentDepth > depth)
            hash = HashToken(ref data, unchecked((long)hash));
        return hash;
    }

    private static ulong HashToken(ref Utf8JsonReader data, long hash) =>
        XxHash3.HashToUInt64(data.ValueSpan, unchecked(hash + (long)data.TokenType));

    private Fault? ReadField(
        ref Utf8JsonReader data,
        EventType type,
        Field field,
        ref RecordHead head
    )
    {
        if (data.TokenType == JsonTokenType.Null)
            return null;
        if (
            data.TokenType == JsonTokenType.StartObject
            && type.FieldMembers[field.Slot] is { } members
        )
            return ReadMembers(ref data, type, field, members, ref head);
        if (ReadValue(ref data, type, field, values.Begin(field.Slot)))
        {
            head.Present |= 1u << field.Slot;
            return null;
        }
        values.TakeBack(field.Slot);
        head.Bad |= 1u << field.Slot;
        odd.Value(type, field, data.ValueSpan);
        head.Unknown ^= HashValue(ref data, unchecked(seed + field.Slot)) | 1;
        return null;
    }

    /// <summary>Reads an object whose members are fields of the event.</summary>
    private Fault? ReadMembers(
        ref Utf8JsonReader data,
        EventType type,
        Field whole,
        (byte[] Name, int Slot)[] members,
        ref RecordHead head
    )
    {
        if (whole.Kind == FieldKind.Members)
            head.Present |= 1u << whole.Slot;
        uint seen = 0;
        while (data.Read() && data.TokenType == JsonTokenType.PropertyName)
        {
            var slot = MemberOf(ref data, members);
            if (slot < 0)
            {
                if (HashField(ref data, type, ref head) is { } unknownTwice)
                    return unknownTwice;
                continue;
            }
            if ((seen >> slot & 1) != 0)
                return Fault.Malformed(FaultKind.FieldTwice, type.Fields[slot].Name);
            seen |= 1u << slot;
            data.Read();
            if (ReadField(ref data, type, type.FieldArray[slot], ref head) is { } fault)
                return fault;
        }
        return null;
    }

    private static int MemberOf(ref Utf8JsonReader data, (byte[] Name, int Slot)[] members)
    {
        foreach (var (name, slot) in members)
            if (data.ValueTextEquals(name))
                return slot;
        return -1;
    }

    private bool ReadValue(
        ref Utf8JsonReader data,
        EventType type,
        Field field,
        RecordWriter output
    ) =>
        field.Kind switch
        {
            FieldKind.Text or FieldKind.Currency => ReadText(ref data, output),
            FieldKind.Choice => ReadChoice(ref data, type.FieldChoices[field.Slot], output),
            FieldKind.Flag => ReadFlag(ref data, output),
            FieldKind.Quantity => ReadQuantity(ref data, field.Unit!.Factor, output),
            FieldKind.Money => ReadMoney(ref data, output),
            FieldKind.Time => ReadTime(ref data, output),
            FieldKind.Message => ReadMessage(ref data, output),
            FieldKind.Texts => ReadTexts(ref data, output),
            _ => false,
        };

    /// <summary>Reads a list; where it is no good the reader stays at its beginning.</summary>
    private static bool ReadTexts(ref Utf8JsonReader data, RecordWriter output)
    {
        if (data.TokenType != JsonTokenType.StartArray)
            return false;
        var reader = data;
        var start = output.Length;
        output.Short(0);
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            if (output.Length > start + 2)
                output.Byte(LineBreak);
            var room = output.Room(reader.ValueSpan.Length);
            var text = room[..reader.CopyString(room)];
            output.Truncate(output.Length - room.Length + text.Length);
            if (text.Trim(" "u8).IsEmpty || text.Contains(LineBreak))
                return false;
            if (output.Length - start > MaxText)
                return false;
        }
        if (reader.TokenType != JsonTokenType.EndArray)
            return false;
        BinaryPrimitives.WriteUInt16LittleEndian(
            output.From(start),
            (ushort)(output.Length - start - 2)
        );
        data = reader;
        return true;
    }

    private static bool ReadText(ref Utf8JsonReader data, RecordWriter output)
    {
        if (data.TokenType != JsonTokenType.String || data.ValueSpan.Length > MaxText)
            return false;
        if (!data.ValueIsEscaped)
        {
            output.Bytes(data.ValueSpan);
            return true;
        }
        Span<byte> text = stackalloc byte[MaxText];
        output.Bytes(text[..data.CopyString(text)]);
        return true;
    }

    private static bool ReadChoice(ref Utf8JsonReader data, byte[][] choices, RecordWriter output)
    {
        if (data.TokenType != JsonTokenType.String)
            return false;
        for (var i = 0; i < choices.Length; i++)
        {
            if (!data.ValueTextEquals(choices[i]))
                continue;
            output.Byte((byte)i);
            return true;
        }
        return false;
    }

    private static bool ReadFlag(ref Utf8JsonReader data, RecordWriter output)
    {
        if (data.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            return false;
        output.Byte((byte)(data.TokenType == JsonTokenType.True ? 1 : 0));
        return true;
    }

    private static bool ReadQuantity(ref Utf8JsonReader data, long factor, RecordWriter output)
    {
        if (!NumberReader.TryQuantity(ref data, factor, out var value))
            return false;
        output.Long(value);
        return true;
    }

    private static bool ReadMoney(ref Utf8JsonReader data, RecordWriter output)
    {
        if (!NumberReader.TryMoney(ref data, out var value))
            return false;
        output.Money(value);
        return true;
    }

    private static bool ReadTime(ref Utf8JsonReader data, RecordWriter output)
    {
        if (data.TokenType != JsonTokenType.String || !Rfc3339.TryRead(ref data, out var at))
            return false;
        output.Instant(at);
        return true;
    }

    private bool ReadMessage(ref Utf8JsonReader data, RecordWriter output)
    {
        if (data.TokenType != JsonTokenType.String || data.ValueSpan.Length > MaxMessage)
            return false;
        shape.Clear();
        var rented = ArrayPool<byte>.Shared.Rent(data.ValueSpan.Length + 1);
        var fine = MessageShape.TryWrite(rented.AsSpan(0, data.CopyString(rented)), shape);
        rented.AsSpan().Clear();
        ArrayPool<byte>.Shared.Return(rented);
        if (!fine || shape.Count > ushort.MaxValue)
            return false;
        output.Bytes(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shape));
        return true;
    }

    /// <summary>Lays down what was read.</summary>
    public void Write(EventType type, uint present, RecordWriter output) =>
        values.Write(type, present, output);
}
