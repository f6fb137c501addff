using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Postgres;

/// <summary>The entries of who did what, read with the proof that their segments are as they were laid down.</summary>
internal sealed class AuditRows(Session session, Known known)
{
    /// <summary>Segments that are read at once.</summary>
    private const int Page = 64;

    private const string After =
        "SELECT s.chain, coalesce((SELECT b.chain FROM evenhand.segment b WHERE b.partition = s.partition AND b.number = s.number - 1), ''),"
        + " s.slots, s.payload, "
        + SegmentRows.Head
        + " FROM evenhand.segment s WHERE s.partition = $1 AND s.audited AND s.number > $2 ORDER BY s.number LIMIT $3";

    /// <summary>Those of a partition after a segment.</summary>
    /// <exception cref="DamagedLedgerException">A segment does not agree with its hash.</exception>
    public async IAsyncEnumerable<AuditedSlice> ReadAsync(int partition, long after)
    {
        var of = known.Partitions[partition];
        while (true)
        {
            var page = await session.ListAsync(
                After,
                row =>
                    Entries(
                        of,
                        SegmentRows.HeadOf(row, 4),
                        row.GetFieldValue<byte[]>(0),
                        row.GetFieldValue<byte[]>(1),
                        row.GetFieldValue<byte[]>(2),
                        row.GetFieldValue<byte[]>(3)
                    ),
                partition,
                after,
                Page
            );
            foreach (var entry in page.SelectMany(entries => entries))
            {
                after = entry.Segment;
                yield return entry;
            }
            if (page.Count < Page)
                yield break;
        }
    }

    private List<AuditedSlice> Entries(
        Partition of,
        in SegmentHead head,
        byte[] hash,
        byte[] before,
        byte[] table,
        byte[] payload
    )
    {
        var found = new List<AuditedSlice>();
        using var check = new ChainCheck(WayOut.OfDatabase);
        check.Begin(
            head.Number - 1,
            head.Number == 1 ? Chain.Start(known.Identity, of.Number) : before
        );
        check.Look(
            head,
            hash,
            table,
            payload,
            (in SegmentHead sound, IReadOnlyList<Slot> slots, ReadOnlySpan<byte> slices) =>
                AuditedKinds.AddTo(found, sound, slots, slices, of.Names)
        );
        return found;
    }
}
