using System.Buffers.Binary;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Ledger.Payloads;

/// <summary>Packs records of one account into a payload. It is used again after <see cref="Take"/>; not to be shared between threads.</summary>
/// <param name="schema">The number of the schema that the records' catalogue has.</param>
/// <param name="sources">The names that the records' sources refer to.</param>
/// <param name="accounts">The names that the records' accounts refer to; null where no account is to be marked.</param>
/// <param name="seed">The secret of the ledger's hashes.</param>
public sealed class EventPacker(
    int schema,
    NameTable sources,
    NameTable? accounts = null,
    long seed = 0
)
{
    private readonly RecordWriter output = new();
    private readonly Dictionary<int, int> known = [];
    private long before;
    private int type;
    private int source;
    private int account;
    private bool isExtended;

    /// <summary>How many records there are.</summary>
    public int Count { get; private set; }

    /// <summary>The earliest time of a record; <see cref="Moment.Never"/> while there is none.</summary>
    public Moment First { get; private set; } = Moment.Never;

    /// <summary>The latest time of a record; <see cref="Moment.Earliest"/> while there is none.</summary>
    public Moment Last { get; private set; } = Moment.Earliest;

    /// <summary>Bytes so far.</summary>
    public int Length => output.Length;

    /// <summary>Adds a record.</summary>
    /// <param name="batch">The batch that holds it.</param>
    /// <param name="offset">Where it lies in the batch.</param>
    public void Add(byte[] batch, int offset)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        if (Count == 0)
            Begin(head.Account);
        if (head.Account != account)
            throw new InvalidOperationException("records of two accounts in one payload");
        var delta = unchecked(head.Time.Ticks - before);
        var whole = delta / PayloadFormat.TicksPerMillisecond;
        var inMilliseconds = whole * PayloadFormat.TicksPerMillisecond == delta;
        output.Byte(FlagsOf(head, inMilliseconds));
        WriteType(head.Type);
        WriteSource(head.Source);
        output.Varint(Varints.Fold(inMilliseconds ? whole : delta));
        output.Small(head.IdLength);
        isExtended |= IsExtended(head);
        output.Raw(batch.AsSpan(offset + RecordHead.Size, head.IdLength));
        if (head.SequenceLength != 0)
        {
            output.Small(head.SequenceLength);
            output.Raw(Record.Sequence(batch, offset));
        }
        WriteBits(head);
        output.Raw(batch.AsSpan(offset + head.Values, head.Length - head.Values));
        before = head.Time.Ticks;
        Count++;
        First = Moment.Min(First, head.Time);
        Last = Moment.Max(Last, head.Time);
    }

    /// <summary>The payload, as an array of its own; the packer starts afresh.</summary>
    public byte[] Take()
    {
        var payload = output.Take();
        if (isExtended)
            payload[0] += PayloadFormat.Extended;
        isExtended = false;
        known.Clear();
        (before, type, source, Count) = (0, 0, 0, 0);
        (First, Last) = (Moment.Never, Moment.Earliest);
        return payload;
    }

    /// <summary>
    /// Marks the payload with what its first record says, and not with what whoever packs it believes: so that it is known
    /// for ever whose it is, wherever it is filed.
    /// </summary>
    private void Begin(int first)
    {
        (account, type) = (first, -1);
        output.Byte(accounts is null ? PayloadFormat.Unmarked : PayloadFormat.Marked);
        output.Small(schema);
        if (accounts is not null)
            BinaryPrimitives.WriteUInt64LittleEndian(
                output.Room(sizeof(ulong)),
                PayloadMark.Of(first == 0 ? [] : accounts.Bytes(first), seed)
            );
    }

    private byte FlagsOf(in RecordHead head, bool inMilliseconds) =>
        (byte)(
            (TypeOf(head.Type) != type ? PayloadFormat.OtherType : 0)
            | (head.Source != source ? PayloadFormat.OtherSource : 0)
            | (inMilliseconds ? PayloadFormat.InMilliseconds : 0)
            | (head.Present != 0 ? PayloadFormat.HasPresent : 0)
            | (head.Bad != 0 ? PayloadFormat.HasBad : 0)
            | (head.Unknown != 0 ? PayloadFormat.HasUnknown : 0)
            | (head.SequenceLength != 0 ? PayloadFormat.HasSequence : 0)
            | (head.TimeFilled != 0 ? PayloadFormat.TimeFilled : 0)
        );

    private static bool IsExtended(in RecordHead head) =>
        (head.SequenceLength | head.TimeFilled) != 0
        || head.Type == (int)BuiltIns.Kind.Rates && head.Present != 0;

    private static int TypeOf(ushort type) => type == RecordHead.UnknownType ? 0 : type + 1;

    private void WriteType(ushort next)
    {
        if (TypeOf(next) == type)
            return;
        type = TypeOf(next);
        output.Small(type);
    }

    private void WriteSource(int next)
    {
        if (next == source)
            return;
        source = next;
        if (known.TryGetValue(next, out var number))
        {
            output.Small(number);
            return;
        }
        output.Small(known.Count);
        known.Add(next, known.Count);
        var text = sources.Bytes(next);
        output.Small(text.Length);
        output.Raw(text);
    }

    private void WriteBits(in RecordHead head)
    {
        if (head.Present != 0)
            output.Varint(head.Present);
        if (head.Bad != 0)
            output.Varint(head.Bad);
        if (head.Unknown != 0)
            BinaryPrimitives.WriteUInt64LittleEndian(output.Room(8), head.Unknown);
    }
}
