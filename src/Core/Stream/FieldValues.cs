namespace Evenhand.Core.Stream;

/// <summary>
/// The values of an event's fields while it is read: they come in the order of the wire, and are laid down in the order of
/// slots. Not to be shared between threads.
/// </summary>
internal sealed class FieldValues
{
    private readonly int[] places = new int[EventType.MaxFields];
    private readonly RecordWriter values = new();
    private int last;
    private bool inOrder;

    /// <summary>Begins an event.</summary>
    public void Clear()
    {
        values.Truncate(0);
        (last, inOrder) = (-1, true);
    }

    /// <summary>Begins the value of a slot; returns where it goes.</summary>
    public RecordWriter Begin(int slot)
    {
        inOrder &= slot > last;
        last = slot;
        places[slot] = values.Length;
        return values;
    }

    /// <summary>Takes back what was written of the slot that was begun last.</summary>
    public void TakeBack(int slot) => values.Truncate(places[slot]);

    /// <summary>Lays the values down.</summary>
    /// <param name="type">The event's type.</param>
    /// <param name="present">A bit for each slot that has a value.</param>
    /// <param name="output">Where they go.</param>
    public void Write(EventType type, uint present, RecordWriter output)
    {
        ReadOnlySpan<byte> written = values.From(0);
        if (inOrder)
        {
            written.CopyTo(output.Room(written.Length));
            return;
        }
        foreach (var field in type.FieldArray)
        {
            if ((present >> field.Slot & 1) == 0)
                continue;
            var value = written[places[field.Slot]..];
            var length = Size(field.Kind, value);
            value[..length].CopyTo(output.Room(length));
        }
    }

    private static int Size(FieldKind kind, ReadOnlySpan<byte> value) =>
        kind switch
        {
            FieldKind.Text or FieldKind.Currency or FieldKind.Message or FieldKind.Texts => 2
                + (value[0] | value[1] << 8),
            FieldKind.Members => 0,
            FieldKind.Choice or FieldKind.Flag => 1,
            FieldKind.Money => 16,
            _ => 8,
        };
}
