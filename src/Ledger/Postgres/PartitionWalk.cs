using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Postgres;

/// <summary>Walks the segments of one partition in order, and sees that each agrees with its hash, its number and its slots.</summary>
internal sealed class PartitionWalk(Session session, LedgerIdentity identity, int partition)
    : IDisposable
{
    /// <summary>Segments that are read at once, at first; many small ones more of them, so that a far database is asked seldom.</summary>
    private const int LeastAtOnce = 32;
    private const int MostAtOnce = 1_024;

    /// <summary>A page of fewer bytes is followed by one of twice as many segments.</summary>
    private const long FewBytes = 256 << 10;

    private const string After =
        "SELECT s.chain, s.audited, s.papers, s.slots, s.payload, "
        + SegmentRows.Head
        + " FROM evenhand.segment s WHERE s.partition = $1 AND s.number > $2 ORDER BY s.number LIMIT $3";

    private readonly ChainCheck check = Begin(identity, partition);
    private readonly Queue<StoredSegment> page = new();
    private bool isLast;
    private int atOnce = LeastAtOnce;

    /// <summary>How many segments were sound.</summary>
    public long Sound => check.Sound;

    /// <summary>How many records they hold.</summary>
    public long Records => check.Records;

    /// <summary>The hash of the last one.</summary>
    public byte[] Hash => check.Hash;

    /// <summary>The next segment, once it has been looked at; null at the end.</summary>
    public StoredSegment? Next { get; private set; }

    /// <summary>What its payload holds.</summary>
    public List<Slot> Slots { get; } = [];

    /// <summary>Goes to the next segment.</summary>
    /// <exception cref="DamagedLedgerException">It is damaged, or missing.</exception>
    public async Task MoveAsync()
    {
        if (page.Count == 0 && !isLast)
            await ReadAsync();
        if (!page.TryDequeue(out var segment))
        {
            Next = null;
            return;
        }
        Next = segment;
        check.Look(segment.Head, segment.Hash, segment.Slots, segment.Payload, Keep);
    }

    /// <inheritdoc/>
    public void Dispose() => check.Dispose();

    private static ChainCheck Begin(LedgerIdentity identity, int partition)
    {
        var check = new ChainCheck(WayOut.OfDatabase);
        check.Begin(0, Chain.Start(identity, partition));
        return check;
    }

    private void Keep(in SegmentHead head, IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload)
    {
        Slots.Clear();
        Slots.AddRange(slots);
    }

    private async Task ReadAsync()
    {
        var found = await session.ListAsync(
            After,
            row => new StoredSegment(
                SegmentRows.HeadOf(row, 5),
                row.GetFieldValue<byte[]>(0),
                row.GetBoolean(1),
                row.GetFieldValue<byte[]>(2),
                row.GetFieldValue<byte[]>(3),
                row.GetFieldValue<byte[]>(4)
            ),
            partition,
            check.Sound,
            atOnce
        );
        found.ForEach(page.Enqueue);
        isLast = found.Count < atOnce;
        atOnce =
            found.Sum(each => (long)each.Payload.Length) < FewBytes
                ? Math.Min(MostAtOnce, atOnce * 2)
                : LeastAtOnce;
    }
}

/// <summary>A segment as it was stored.</summary>
/// <param name="Head">What its row says of it.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Audited">Whether it is noted for entries of who did what.</param>
/// <param name="Papers">The table of its papers.</param>
/// <param name="Slots">The table of its slices.</param>
/// <param name="Payload">Its slices.</param>
internal sealed record StoredSegment(
    SegmentHead Head,
    byte[] Hash,
    bool Audited,
    byte[] Papers,
    byte[] Slots,
    byte[] Payload
);
