namespace Evenhand.Core.Stream;

/// <summary>Reads the data of events that <see cref="PlainParser"/> reads. Not to be shared between threads.</summary>
internal sealed class PlainFields
{
    private readonly FieldValues values = new();
    private readonly List<byte> shape = [];

    /// <summary>Begins an event.</summary>
    public void Clear() => values.Clear();

    /// <summary>Lays down what was read.</summary>
    public void Write(EventType type, uint present, RecordWriter output) =>
        values.Write(type, present, output);

    /// <summary>Reads an object of known fields.</summary>
    /// <param name="text">Stands before the object.</param>
    /// <param name="type">The event's type.</param>
    /// <param name="present">A bit for each slot that has a value.</param>
    public bool Read(ref PlainText text, EventType type, out uint present)
    {
        present = 0;
        if (!text.Take((byte)'{'))
            return false;
        if (text.Take((byte)'}'))
            return true;
        var (seen, before) = (0u, -1);
        do
        {
            if (!text.Name(out var name))
                return false;
            before = SlotOf(name, type.FieldNames, before);
            if (before < 0 || (seen >> before & 1) != 0)
                return false;
            seen |= 1u << before;
            if (text.Take("null"u8))
                continue;
            if (!ReadValue(ref text, type, type.FieldArray[before]))
                return false;
            present |= 1u << before;
        } while (text.Take((byte)','));
        return text.Take((byte)'}');
    }

    /// <summary>Fields mostly come in the order in which they are declared, so the search begins after the one before.</summary>
    private static int SlotOf(ReadOnlySpan<byte> name, byte[][] names, int before)
    {
        for (var slot = before + 1; slot < names.Length; slot++)
            if (name.SequenceEqual(names[slot]))
                return slot;
        for (var slot = 0; slot <= before; slot++)
            if (name.SequenceEqual(names[slot]))
                return slot;
        return -1;
    }

    private bool ReadValue(ref PlainText text, EventType type, Field field)
    {
        var output = values.Begin(field.Slot);
        return field.Kind switch
        {
            FieldKind.Text or FieldKind.Currency => ReadText(ref text, output),
            FieldKind.Choice => ReadChoice(ref text, type.FieldChoices[field.Slot], output),
            FieldKind.Flag => ReadFlag(ref text, output),
            FieldKind.Quantity => ReadQuantity(ref text, field.Unit!.Factor, output),
            FieldKind.Money => ReadMoney(ref text, output),
            FieldKind.Time => ReadTime(ref text, output),
            FieldKind.Message => ReadMessage(ref text, output),
            _ => false,
        };
    }

    private static bool ReadText(ref PlainText text, RecordWriter output)
    {
        if (!text.Text(out var value) || value.Length > FieldParser.MaxText)
            return false;
        output.Bytes(value);
        return true;
    }

    private static bool ReadChoice(ref PlainText text, byte[][] choices, RecordWriter output)
    {
        if (!text.Text(out var value))
            return false;
        for (var i = 0; i < choices.Length; i++)
        {
            if (!value.SequenceEqual(choices[i]))
                continue;
            output.Byte((byte)i);
            return true;
        }
        return false;
    }

    private static bool ReadFlag(ref PlainText text, RecordWriter output)
    {
        var isTrue = text.Take("true"u8);
        if (!isTrue && !text.Take("false"u8))
            return false;
        output.Byte((byte)(isTrue ? 1 : 0));
        return true;
    }

    private static bool ReadQuantity(ref PlainText text, long factor, RecordWriter output)
    {
        if (
            !text.Number(out var number) || !PlainNumbers.TryQuantity(number, factor, out var units)
        )
            return false;
        output.Long(units);
        return true;
    }

    private static bool ReadMoney(ref PlainText text, RecordWriter output)
    {
        if (!text.Text(out var number) && !text.Number(out number))
            return false;
        if (!PlainNumbers.TryMoney(number, out var amount))
            return false;
        output.Money(amount);
        return true;
    }

    private static bool ReadTime(ref PlainText text, RecordWriter output)
    {
        if (!text.Text(out var value) || !Rfc3339.TryParse(value, out var time))
            return false;
        output.Instant(time);
        return true;
    }

    private bool ReadMessage(ref PlainText text, RecordWriter output)
    {
        if (!text.Text(out var message) || message.Length > FieldParser.MaxMessage)
            return false;
        shape.Clear();
        if (!MessageShape.TryWrite(message, shape) || shape.Count > ushort.MaxValue)
            return false;
        output.Bytes(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shape));
        return true;
    }
}
