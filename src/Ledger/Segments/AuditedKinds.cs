namespace Evenhand.Ledger.Segments;

/// <summary>Which kinds of slices are entries of who did what.</summary>
internal static class AuditedKinds
{
    /// <summary>Whether slices of a kind are such entries.</summary>
    public static bool Has(SliceKind kind) =>
        kind is SliceKind.Policy or SliceKind.Key || IsNoted(kind);

    /// <summary>Whether a segment with a slice of a kind is noted, whatever program wrote it.</summary>
    public static bool IsNoted(SliceKind kind) =>
        kind
            is SliceKind.Audit
                or SliceKind.Mended
                or SliceKind.Refiled
                or SliceKind.Clock
                or SliceKind.Withdrawn;

    /// <summary>Whether a segment is to be noted.</summary>
    public static bool Any(IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload)
    {
        foreach (var slot in slots)
            if (Has(KindOf(payload.Slice(slot.Offset, slot.Length))))
                return true;
        return false;
    }

    /// <summary>The kind of a slice, by its bytes.</summary>
    public static SliceKind KindOf(ReadOnlySpan<byte> frame) =>
        (SliceKind)frame[SliceFrame.ChecksumSize];
}
