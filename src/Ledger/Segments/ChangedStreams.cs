namespace Evenhand.Ledger.Segments;

/// <summary>
/// Which streams of a partition others have appended to since it was opened, and in which segment. There is a bound; what was
/// before it has to be looked up. Safe to use from many threads.
/// </summary>
/// <param name="most">How many are remembered.</param>
internal sealed class ChangedStreams(int most)
{
    private readonly Lock gate = new();
    private readonly List<(long Segment, int Stream)> changes = [];
    private long start = long.MaxValue;

    /// <summary>Begins afresh after a segment; what is noted before counts as known.</summary>
    public void Begin(long upto)
    {
        lock (gate)
        {
            start = upto;
            changes.Clear();
        }
    }

    /// <summary>Takes note of the slots of a segment that another has appended.</summary>
    public void Add(long segment, IReadOnlyList<Slot> slots)
    {
        lock (gate)
        {
            if (segment <= start)
                return;
            if (changes.Count + slots.Count > most)
            {
                start = segment;
                changes.Clear();
                return;
            }
            for (var i = 0; i < slots.Count; i++)
                changes.Add((segment, slots[i].Stream));
        }
    }

    /// <summary>The streams that others have appended to after a segment; null where that is further back than is remembered.</summary>
    public HashSet<int>? After(long segment)
    {
        lock (gate)
            return segment < start
                ? null
                :
                [
                    .. changes
                        .Where(change => change.Segment > segment)
                        .Select(change => change.Stream),
                ];
    }
}
