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
                or SliceKind.Withdrawn
                or SliceKind.Person
                or SliceKind.Noted
                or SliceKind.SignIn
                or SliceKind.Draft
                or SliceKind.Template;

    /// <summary>Whether a segment is to be noted.</summary>
    public static bool Any(IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload)
    {
        foreach (var slot in slots)
            if (Has(KindOf(payload.Slice(slot.Offset, slot.Length))))
                return true;
        return false;
    }

    /// <summary>The entries of a segment.</summary>
    /// <param name="found">Where they are added.</param>
    /// <param name="head">Its head.</param>
    /// <param name="slots">Where its slices lie.</param>
    /// <param name="payload">Its slices.</param>
    /// <param name="names">The names of its streams.</param>
    public static void AddTo(
        List<AuditedSlice> found,
        in SegmentHead head,
        IReadOnlyList<Slot> slots,
        ReadOnlySpan<byte> payload,
        StreamNames names
    )
    {
        foreach (var slot in slots)
        {
            var frame = payload.Slice(slot.Offset, slot.Length);
            if (!Has(KindOf(frame)))
                continue;
            var slice = SliceFrame.Read(frame.ToArray(), 0, head.Committed);
            found.Add(
                new AuditedSlice(
                    head.Number,
                    names.NameOf(slot.Stream),
                    slice.Kind,
                    slice.Committed,
                    slice.Payload
                )
            );
        }
    }

    /// <summary>The kind of a slice, by its bytes.</summary>
    public static SliceKind KindOf(ReadOnlySpan<byte> frame) =>
        (SliceKind)frame[SliceFrame.ChecksumSize];
}
