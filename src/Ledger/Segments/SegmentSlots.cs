using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Segments;

/// <summary>One slice of a segment: whose it is, and how much of the payload.</summary>
/// <param name="Stream">The stored number of its stream.</param>
/// <param name="Count">How many records.</param>
/// <param name="Offset">Where in the payload it begins.</param>
/// <param name="Length">Bytes in the payload, its checksum included.</param>
/// <param name="Name">The stream's account where this is its first slice of all, else null.</param>
internal readonly record struct Slot(
    int Stream,
    int Count,
    int Offset,
    int Length,
    byte[]? Name = null
);

/// <summary>The slots of a segment: the table of its slices, in the order of the payload.</summary>
internal static class SegmentSlots
{
    /// <summary>Writes a slot. The name of a new account goes with it, so that the chain of hashes covers names too.</summary>
    public static void Write(RecordWriter output, in Slot slot)
    {
        output.Varint((ulong)slot.Stream * 2 + (slot.Name is null ? 0u : 1));
        if (slot.Name is { } name)
        {
            output.Small(name.Length);
            output.Raw(name);
        }
        output.Small(slot.Count);
        output.Small(slot.Length);
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
            var slot = Read(ref reader, (int)offset);
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

    private static Slot Read(ref PackedReader reader, int offset)
    {
        var stream = reader.Varint();
        if (stream / 2 > int.MaxValue)
            throw reader.Damage();
        var name = stream % 2 == 0 ? null : reader.Bytes(reader.Small()).ToArray();
        return new Slot((int)(stream / 2), reader.Small(), offset, reader.Small(), name);
    }
}
