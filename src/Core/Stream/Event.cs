using Evenhand.Core.Time;

namespace Evenhand.Core.Stream;

/// <summary>
/// An event at hand, read out of its record: one object is used again and again, so nothing may keep it. Values are
/// in base units, choices by place, flags as 0 and 1, texts as symbols of the account.
/// </summary>
public sealed class Event
{
    [ThreadStatic]
    private static Event? spare;

    /// <summary>As many as the fields of the largest type that was read.</summary>
    private long[] values = [];

    /// <summary>There once there was money.</summary>
    private decimal[]? money;
    private byte[] batch = [];
    private int offset;

    /// <summary>Its id, while its batch is not let go of.</summary>
    public string Id => System.Text.Encoding.UTF8.GetString(Record.Id(batch, offset));

    /// <summary>What happened; for an ask, null where its act is of no known type.</summary>
    public EventType? Type { get; private set; }

    /// <summary>When it counts: ticks since the Unix epoch.</summary>
    public Moment Time { get; private set; }

    /// <summary>When it happened: earlier than <see cref="Time"/> where it came late to a live state.</summary>
    public Moment Happened { get; private set; }

    /// <summary>A bit per slot of a field that is there.</summary>
    public uint Present { get; private set; }

    /// <summary>A bit per slot of a field that is no good.</summary>
    public uint Bad { get; private set; }

    /// <summary>Whether the event is only asked about; absent quantities then count as one base unit.</summary>
    public bool IsAsk { get; private set; }

    /// <summary>How many such acts it stands for: 1, but for an ask to reserve more.</summary>
    public long Times { get; private set; } = 1;

    /// <summary>For an ask, whether the asker has acknowledged a warning.</summary>
    public bool Acknowledged { get; private set; }

    /// <summary>Whether the field of a slot is there.</summary>
    public bool Has(int slot) => (Present >> slot & 1) != 0;

    /// <summary>The value of a slot, or its default; -1 for a choice without either.</summary>
    public long this[int slot] => values[slot];

    /// <summary>The instant of a slot.</summary>
    public Moment Instant(int slot) => new(values[slot]);

    /// <summary>The money of a slot; 0 where absent.</summary>
    public decimal Money(int slot) => Has(slot) && money is not null ? money[slot] : 0;

    /// <summary>The shape of a message.</summary>
    public ReadOnlySpan<byte> Shape(int slot) =>
        batch.AsSpan((int)(values[slot] >> 16), (int)(values[slot] & ushort.MaxValue));

    /// <summary>Reads an event out of its record.</summary>
    /// <param name="source">The batch that holds the record.</param>
    /// <param name="at">Where the record lies.</param>
    /// <param name="catalogue">The catalogue that it was parsed by.</param>
    /// <param name="symbols">The account's symbols.</param>
    /// <param name="wanted">Bits per slot of the texts that the account's rules read, by type; others are passed over.</param>
    public void Read(byte[] source, int at, Catalogue catalogue, Symbols symbols, uint[] wanted)
    {
        ref readonly var head = ref Record.Head(source, at);
        (batch, offset) = (source, at);
        Time = Happened = head.Time;
        IsAsk = false;
        Acknowledged = false;
        Times = 1;
        var reader = new ValueReader(source, at + head.Values);
        Type = head.Type == RecordHead.UnknownType ? null : catalogue.Types[head.Type];
        (Present, Bad) = (head.Present, head.Bad);
        if (head.Type == (int)BuiltIns.Kind.Asked)
            ReadAsk(ref reader, catalogue);
        if (Type is not null)
            ReadValues(ref reader, Type, symbols, wanted[Type.Index]);
    }

    /// <summary>One to read into: the one that this thread let go of last, since accounts by the thousand have one at hand in turn.</summary>
    public static Event Take()
    {
        var taken = spare ?? new Event();
        spare = null;
        return taken;
    }

    /// <summary>Lets go of it, and of the batch that it was read out of. Nobody may look at it from then on.</summary>
    public void LetGo()
    {
        batch = [];
        spare = this;
    }

    /// <summary>Lets an event that came late count at a later instant than its own; windows go by its own.</summary>
    public void Postpone(Moment time) => Time = Moment.Max(Time, time);

    /// <summary>Lets an ask be of a later instant than its own.</summary>
    public void AskAt(Moment time) => Time = Happened = Moment.Max(Time, time);

    /// <summary>
    /// Makes an ask stand for a quantity: of its type's natural quantity, in base units, or of so many acts where the
    /// type has none.
    /// </summary>
    public void Quantify(long baseUnits)
    {
        if (Type is not { Counts: >= 0 and var slot })
        {
            Times = baseUnits;
            return;
        }
        values[slot] = baseUnits;
        Present |= 1u << slot;
    }

    /// <summary>Becomes an act that stands for another, with no fields but their defaults.</summary>
    public void Become(EventType type, Moment time)
    {
        (Type, Time, Happened, Present, Bad, IsAsk, Acknowledged, Times) = (
            type,
            time,
            time,
            0,
            0,
            false,
            false,
            1
        );
        MakeRoom(type);
        foreach (var field in type.FieldArray)
            values[field.Slot] = field.Default ?? (field.Kind is FieldKind.Choice ? -1 : 0);
    }

    private void ReadAsk(ref ValueReader reader, Catalogue catalogue)
    {
        IsAsk = true;
        var act = reader.Short();
        Acknowledged = reader.Byte() != 0;
        (Present, Bad) = (reader.Int(), reader.Int());
        Type = act == RecordHead.UnknownType ? null : catalogue.Types[act];
    }

    private void ReadValues(ref ValueReader reader, EventType type, Symbols symbols, uint wanted)
    {
        MakeRoom(type);
        foreach (var field in type.FieldArray)
        {
            var slot = field.Slot;
            if (!Has(slot))
            {
                values[slot] = field.Default ?? (field.Kind is FieldKind.Choice ? -1 : 0);
                continue;
            }
            switch (field.Kind)
            {
                case FieldKind.Text or FieldKind.Currency or FieldKind.Texts:
                    var text = reader.Bytes();
                    values[slot] = (wanted >> slot & 1) != 0 ? symbols.Intern(text) : 0;
                    break;
                case FieldKind.Choice or FieldKind.Flag:
                    values[slot] = reader.Byte();
                    break;
                case FieldKind.Money:
                    (money ??= new decimal[EventType.MaxFields])[slot] = reader.Money();
                    break;
                case FieldKind.Members:
                    values[slot] = 0;
                    break;
                case FieldKind.Message:
                    values[slot] = reader.Place();
                    break;
                default:
                    values[slot] = reader.Long();
                    break;
            }
        }
    }

    private void MakeRoom(EventType type)
    {
        if (values.Length < type.FieldArray.Length)
            values = new long[type.FieldArray.Length];
    }
}
