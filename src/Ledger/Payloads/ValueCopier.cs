using System.Buffers.Binary;
using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Payloads;

/// <summary>Takes the values of stored records over into records in memory, and sees that they are values.</summary>
internal static class ValueCopier
{
    /// <summary>Bytes of an ask before the act's values: type, acknowledged, present, bad.</summary>
    private const int AskSize = 11;

    /// <summary>Takes the values of a type over and gives the presence and fault bits by current slots.</summary>
    public static (uint Present, uint Bad) Copy(
        ref PackedReader reader,
        StoredType type,
        uint present,
        uint bad,
        RecordWriter output
    )
    {
        if (type.Fields.Length < EventType.MaxFields && (present | bad) >> type.Fields.Length != 0)
            throw reader.Damage();
        if (!type.IsSame)
            return Translate(ref reader, type, present, bad, output);
        for (var rest = present; rest != 0; rest &= rest - 1)
            output.Raw(
                Value(
                    ref reader,
                    type.Fields[System.Numerics.BitOperations.TrailingZeroCount(rest)]
                )
            );
        return (present, bad);
    }

    /// <summary>Takes reference rates over: a date, a currency, then currencies and rates, and when they were published.</summary>
    public static void CopyRates(ref PackedReader reader, uint present, RecordWriter output)
    {
        output.Raw(Text(ref reader));
        output.Raw(Text(ref reader));
        var count = reader.Bytes(2);
        output.Raw(count);
        for (var left = BinaryPrimitives.ReadUInt16LittleEndian(count); left > 0; left--)
        {
            output.Raw(Text(ref reader));
            output.Raw(Money(ref reader));
        }
        if (present != 0)
            output.Raw(reader.Bytes(sizeof(long)));
    }

    /// <summary>Takes an ask over: its act has a type and fields of its own.</summary>
    public static void CopyAsk(ref PackedReader reader, StoredSchema schema, RecordWriter output)
    {
        var ask = reader.Bytes(AskSize);
        var stored = BinaryPrimitives.ReadUInt16LittleEndian(ask);
        var present = BinaryPrimitives.ReadUInt32LittleEndian(ask[3..]);
        var bad = BinaryPrimitives.ReadUInt32LittleEndian(ask[7..]);
        var start = output.Length;
        output.Room(AskSize);
        var index = RecordHead.UnknownType;
        if (stored != RecordHead.UnknownType)
        {
            if (stored >= schema.Types.Length)
                throw reader.Damage();
            var type = schema.Types[stored];
            index = type.Index;
            (present, bad) = Copy(ref reader, type, present, bad, output);
        }
        var written = output.From(start);
        BinaryPrimitives.WriteUInt16LittleEndian(written, index);
        written[2] = ask[2];
        BinaryPrimitives.WriteUInt32LittleEndian(written[3..], present);
        BinaryPrimitives.WriteUInt32LittleEndian(written[7..], bad);
    }

    /// <summary>Values are read in the order of stored slots and laid down in the order of current ones.</summary>
    private static (uint Present, uint Bad) Translate(
        ref PackedReader reader,
        StoredType type,
        uint present,
        uint bad,
        RecordWriter output
    )
    {
        var values = new byte[EventType.MaxFields][];
        uint badNow = 0;
        for (var slot = 0; slot < type.Fields.Length; slot++)
        {
            var field = type.Fields[slot];
            var now = field.Slot < 0 ? 0 : 1u << field.Slot;
            badNow |= (bad >> slot & 1) != 0 ? now : 0;
            if ((present >> slot & 1) == 0)
                continue;
            var value = Value(ref reader, field);
            if (now == 0)
                continue;
            if (field.Choices is not { } choices)
                values[field.Slot] = value.ToArray();
            else if (choices[value[0]] >= 0)
                values[field.Slot] = [(byte)choices[value[0]]];
            else
                badNow |= now;
        }
        return (Lay(values, output), badNow);
    }

    private static uint Lay(byte[]?[] values, RecordWriter output)
    {
        uint present = 0;
        for (var slot = 0; slot < values.Length; slot++)
        {
            if (values[slot] is not { } value)
                continue;
            present |= 1u << slot;
            output.Raw(value);
        }
        return present;
    }

    private static ReadOnlySpan<byte> Value(ref PackedReader reader, StoredField field) =>
        field.Kind switch
        {
            FieldKind.Text or FieldKind.Currency or FieldKind.Message or FieldKind.Texts => Text(
                ref reader
            ),
            FieldKind.Members => [],
            FieldKind.Choice => Place(ref reader, field.Choices!.Length),
            FieldKind.Flag => Place(ref reader, 2),
            FieldKind.Money => Money(ref reader),
            _ => reader.Bytes(8),
        };

    private static ReadOnlySpan<byte> Place(ref PackedReader reader, int places)
    {
        var value = reader.Bytes(1);
        return value[0] < places ? value : throw reader.Damage();
    }

    private static ReadOnlySpan<byte> Money(ref PackedReader reader)
    {
        const int SignAndScale = unchecked((int)0x80FF0000);
        const int MostDecimals = 28;
        var value = reader.Bytes(16);
        // The first of its four words holds sign and scale; other bits there are no decimal.
        var flags = BinaryPrimitives.ReadInt32LittleEndian(value);
        return (flags & ~SignAndScale) == 0 && (flags >> 16 & 0xFF) <= MostDecimals
            ? value
            : throw reader.Damage();
    }

    /// <summary>A length of 2 bytes and so many bytes, all of them.</summary>
    private static ReadOnlySpan<byte> Text(ref PackedReader reader) => reader.Prefixed();
}
