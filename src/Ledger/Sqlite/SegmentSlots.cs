using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Sqlite;

/// <summary>One slice of a segment: whose it is, and how much of the payload.</summary>
/// <param name="Stream">The stored number of its stream.</param>
/// <param name="Count">How many records.</param>
/// <param name="Offset">Where in the payload it begins.</param>
/// <param name="Length">Bytes in the payload, its checksum included.</param>
internal readonly record struct Slot(int Stream, int Count, int Offset, int Length);

/// <summary>The slots of a segment: the table of its slices, in the order of the payload.</summary>
internal static class SegmentSlots
{
    /// <summary>Writes a slot.</summary>
    public static void Write(RecordWriter output, int stream, int count, int length)
    {
        output.Small(stream);
        output.Small(count);
        output.Small(length);
    }

    /// <summary>Reads the slots of a segment into a list, and sees that they agree with its head.</summary>
    /// <exception cref="DamagedLedgerException">They do not.</exception>
    public static void Read(
        in SegmentHead head,
        ReadOnlySpan<byte> slots,
        long payloadLength,
        List<Slot> into
    )
    {
        into.Clear();
        var reader = new PackedReader(slots, $"the table of segment {head.Number}");
        long offset = 0;
        long records = 0;
        while (reader.Left > 0)
        {
            var slot = new Slot(reader.Small(), reader.Small(), (int)offset, reader.Small());
            into.Add(slot);
            offset += slot.Length;
            records += slot.Count;
            if (offset > payloadLength)
                throw reader.Damage();
        }
        if (offset != payloadLength || records != head.Records || into.Count != head.Slices)
            throw new DamagedLedgerException(
                $"segment {head.Number}: its table does not agree with its head"
            );
    }
}
