namespace Evenhand.Ledger.Segments;

/// <summary>Shows the slices of one chain's segments, which are visited from the first on, each with the name of its account.</summary>
/// <param name="show">Told of each slice; the name is empty for the shared stream.</param>
/// <param name="way">What can be done where a segment is damaged.</param>
internal sealed class WalkedSlices(Action<byte[], StoredSlice> show, WayOut way)
{
    private readonly List<byte[]> names =
    [
        [],
    ];
    private readonly List<long> sequences = [0];

    /// <summary>Visits the next segment.</summary>
    public void Visit(in SegmentHead head, IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload)
    {
        foreach (var slot in slots)
        {
            if (slot.Name is { } name)
            {
                names.Add(name);
                sequences.Add(0);
            }
            if (slot.Stream >= names.Count)
                throw way.Damage(head.Number, "has records of an account without a name");
            var frame = payload.Slice(slot.Offset, slot.Length).ToArray();
            show(
                names[slot.Stream],
                SliceFrame.Read(frame, sequences[slot.Stream], head.Committed)
            );
            sequences[slot.Stream] += slot.Count;
        }
    }
}
