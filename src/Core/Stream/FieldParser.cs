using System.Buffers;
using System.IO.Hashing;
using System.Text.Json;

namespace Evenhand.Core.Stream;

/// <summary>Reads the data of an event into values by slot. Not to be shared between threads.</summary>
internal sealed class FieldParser(IOddNames odd, long seed)
{
    /// <summary>Bytes of the longest text value.</summary>
    private const int MaxText = 4096;

    /// <summary>Bytes of the longest message whose shape is taken.</summary>
    private const int MaxMessage = 1 << 20;

    private readonly long[] places = new long[EventType.MaxFields];
    private readonly List<byte> shape = [];
    private readonly RecordWriter scratch = new();
    private readonly SeenNames unknown = new(seed);

    /// <summary>Reads the fields of an event of a known type; <see cref="Write"/> lays them down afterwards.</summary>
    public string? Read(ref Utf8JsonReader data, EventType type, ref RecordHead head)
    {
        scratch.Truncate(0);
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
                return $"the field {type.Fields[slot].Name} stands twice";
            seen |= 1u << slot;
            before = slot;
            data.Read();
            ReadField(ref data, type, type.FieldArray[slot], ref head);
        }
        return null;
    }

    /// <summary>Takes the fields of an event of an unknown type into account only as content.</summary>
    public string? HashUnknown(ref Utf8JsonReader data, ref RecordHead head)
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
    public string? HashField(ref Utf8JsonReader data, EventType? type, ref RecordHead head)
    {
        if (unknown.Twice(ref data, "field") is { } twice)
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

    private void ReadField(
        ref Utf8JsonReader data,
        EventType type,
        Field field,
        ref RecordHead head
    )
    {
        if (data.TokenType == JsonTokenType.Null)
            return;
        places[field.Slot] = scratch.Length;
        if (ReadValue(ref data, field))
        {
            head.Present |= 1u << field.Slot;
            return;
        }
        scratch.Truncate((int)places[field.Slot]);
        head.Bad |= 1u << field.Slot;
        odd.Value(type, field, data.ValueSpan);
        head.Unknown ^= HashValue(ref data, unchecked(seed + field.Slot)) | 1;
    }

    private bool ReadValue(ref Utf8JsonReader data, Field field) =>
        field.Kind switch
        {
            FieldKind.Text or FieldKind.Currency => ReadText(ref data),
            FieldKind.Choice => ReadChoice(ref data, field),
            FieldKind.Flag => ReadFlag(ref data),
            FieldKind.Quantity => ReadQuantity(ref data, field.Unit!.Factor),
            FieldKind.Money => ReadMoney(ref data),
            FieldKind.Time => ReadTime(ref data),
            FieldKind.Message => ReadMessage(ref data),
            _ => false,
        };

    private bool ReadText(ref Utf8JsonReader data)
    {
        if (data.TokenType != JsonTokenType.String || data.ValueSpan.Length > MaxText)
            return false;
        if (!data.ValueIsEscaped)
        {
            scratch.Bytes(data.ValueSpan);
            return true;
        }
        Span<byte> text = stackalloc byte[MaxText];
        scratch.Bytes(text[..data.CopyString(text)]);
        return true;
    }

    private bool ReadChoice(ref Utf8JsonReader data, Field field)
    {
        if (data.TokenType != JsonTokenType.String)
            return false;
        for (var i = 0; i < field.Choices.Length; i++)
        {
            if (!data.ValueTextEquals(field.Choices[i]))
                continue;
            scratch.Byte((byte)i);
            return true;
        }
        return false;
    }

    private bool ReadFlag(ref Utf8JsonReader data)
    {
        if (data.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            return false;
        scratch.Byte((byte)(data.TokenType == JsonTokenType.True ? 1 : 0));
        return true;
    }

    private bool ReadQuantity(ref Utf8JsonReader data, long factor)
    {
        if (!Numbers.TryQuantity(ref data, factor, out var value))
            return false;
        scratch.Long(value);
        return true;
    }

    private bool ReadMoney(ref Utf8JsonReader data)
    {
        if (!Numbers.TryMoney(ref data, out var value))
            return false;
        scratch.Money(value);
        return true;
    }

    private bool ReadTime(ref Utf8JsonReader data)
    {
        if (data.TokenType != JsonTokenType.String || !Rfc3339.TryParse(data.ValueSpan, out var at))
            return false;
        scratch.Instant(at);
        return true;
    }

    private bool ReadMessage(ref Utf8JsonReader data)
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
        scratch.Bytes(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shape));
        return true;
    }

    /// <summary>Writes what was read: values come in the order of the wire and are laid down in the order of slots.</summary>
    public void Write(EventType type, uint present, RecordWriter output)
    {
        var written = scratch.From(0);
        foreach (var field in type.FieldArray)
        {
            if ((present >> field.Slot & 1) == 0)
                continue;
            var value = written[(int)places[field.Slot]..];
            var length = Size(field.Kind, value);
            value[..length].CopyTo(output.Room(length));
        }
    }

    private static int Size(FieldKind kind, ReadOnlySpan<byte> value) =>
        kind switch
        {
            FieldKind.Text or FieldKind.Currency or FieldKind.Message => 2
                + (value[0] | value[1] << 8),
            FieldKind.Choice or FieldKind.Flag => 1,
            FieldKind.Money => 16,
            _ => 8,
        };
}
