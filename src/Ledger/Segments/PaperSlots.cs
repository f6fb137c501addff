using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Segments;

/// <summary>
/// Which slices of a segment are papers, and of what kind: where each begins in the payload. A segment of events alone has no
/// such table. It derives from the slices, which say their kind themselves.
/// </summary>
internal static class PaperSlots
{
    /// <summary>Whether slices of a kind are papers.</summary>
    public static bool Has(SliceKind kind) => kind != SliceKind.Events;

    /// <summary>Adds a slice that is one.</summary>
    public static void Write(RecordWriter output, int offset, SliceKind kind)
    {
        output.Small(offset);
        output.Byte((byte)kind);
    }

    /// <summary>The table of a segment; empty where it holds events alone.</summary>
    public static byte[] TableOf(IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload)
    {
        var table = new RecordWriter();
        foreach (var slot in slots)
            if (AuditedKinds.KindOf(payload[slot.Offset..]) is var kind && Has(kind))
                Write(table, slot.Offset, kind);
        return table.From(0).ToArray();
    }

    /// <summary>
    /// Whether a slice may be of some kinds. Where the table is empty, what the segment holds could not be read when it was made:
    /// then it may be anything.
    /// </summary>
    public static bool MayBe(ReadOnlySpan<byte> table, int offset, SliceKinds kinds)
    {
        var reader = new PackedReader(table, "a table of papers");
        if (reader.Left == 0)
            return true;
        while (reader.Left > 0)
        {
            var (at, kind) = (reader.Small(), reader.Byte());
            if (at == offset)
                return kinds.Has((SliceKind)kind);
        }
        return kinds.HasEvents;
    }

    /// <summary>Whether a slice stands in the table as what it is.</summary>
    public static bool Agrees(ReadOnlySpan<byte> table, int offset, SliceKind kind) =>
        MayBe(table, offset, SliceKinds.Of(kind));
}
