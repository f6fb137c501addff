using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>The rows of segments: appended, and looked through in order.</summary>
internal sealed class SegmentTable : IDisposable
{
    private readonly Statement insert;
    private readonly Statement insertAudited;
    private readonly Statement insertPapers;
    private readonly Statement insertName;
    private readonly Statement moveTip;
    private readonly Statement readTip;
    private readonly Statement after;
    private readonly List<Slot> slots = [];

    /// <summary>Prepares the statements of the connection that appends.</summary>
    public SegmentTable(Database database)
    {
        insert = database.Prepare("INSERT INTO segment VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        insertAudited = database.Prepare(AuditedSegments.Insert);
        insertPapers = database.Prepare(PaperTable.Insert);
        insertName = database.Prepare("INSERT INTO stream VALUES(?1, ?2)");
        moveTip = database.Prepare("UPDATE tip SET segment = ?1, chain = ?2");
        readTip = database.Prepare("SELECT segment, chain, epoch FROM tip");
        after = database.Prepare(
            "SELECT number, committed, slices, records, first, last, slots, length(payload) FROM segment"
                + " WHERE number > ?1 ORDER BY number"
        );
    }

    /// <summary>The last segment and its hash, and the epoch of whoever holds the ledger.</summary>
    public (long Segment, byte[] Chain, long Epoch) Tip()
    {
        if (!readTip.Step())
            throw new DamagedLedgerException(
                $"the ledger does not say where it ends. {WayOut.OfFile.Text}"
            );
        var tip = (readTip.Long(0), readTip.Bytes(1).ToArray(), readTip.Long(2));
        readTip.Reset();
        return tip;
    }

    /// <summary>Adds a segment.</summary>
    public void Insert(SegmentBuilder segment, byte[] chain)
    {
        var head = segment.Head;
        insert
            .Bind(1, head.Number)
            .Bind(2, head.Committed)
            .Bind(3, head.Slices)
            .Bind(4, head.Records)
            .Bind(5, head.First)
            .Bind(6, head.Last)
            .Bind(7, chain)
            .Bind(8, segment.Slots)
            .Bind(9, segment.Payload)
            .Run();
        if (segment.IsAudited)
            insertAudited.Bind(1, head.Number).Run();
        if (segment.Papers.Length > 0)
            insertPapers.Bind(1, head.Number).Bind(2, segment.Papers).Run();
    }

    /// <summary>Ends an append: adds the names that it is the first to use, and moves the tip.</summary>
    public void End(StreamNames names, long last, byte[] chain)
    {
        foreach (var (number, account) in names.Fresh())
            insertName.Bind(1, number).Bind(2, account).Run();
        moveTip.Bind(1, last).Bind(2, chain).Run();
    }

    /// <summary>Takes note of names that were stored since the last time.</summary>
    public static void NoteNames(Database database, StreamNames names)
    {
        using var rows = database.Prepare(
            "SELECT number, account FROM stream WHERE number > ?1 ORDER BY number"
        );
        rows.Bind(1, names.StoredCount);
        while (rows.Step())
            names.Note(rows.Long(0), rows.Bytes(1));
    }

    /// <summary>Takes note of the segments after one.</summary>
    /// <returns>The last segment noted.</returns>
    public long Note(long last, Places places, StreamNames names, ChangedStreams changed)
    {
        after.Bind(1, last);
        try
        {
            while (after.Step())
            {
                var head = HeadOf(after);
                if (head.Number != last + 1)
                    throw new DamagedLedgerException(
                        $"segment {last + 1} is missing. {WayOut.OfFile.Text}"
                    );
                SegmentSlots.Read(head, after.Bytes(6), after.Long(7), slots);
                places.Add(head.Number, slots, names);
                changed.Add(head.Number, slots);
                last = head.Number;
            }
        }
        finally
        {
            after.Reset();
        }
        return last;
    }

    /// <summary>The streams that have slices in the segments after one, up to another.</summary>
    public static HashSet<int> StreamsBetween(Database database, long after, long upto)
    {
        using var rows = database.Prepare(
            "SELECT number, committed, slices, records, first, last, slots, length(payload) FROM segment"
                + " WHERE number > ?1 AND number <= ?2 ORDER BY number"
        );
        rows.Bind(1, after).Bind(2, upto);
        var (slots, streams) = (new List<Slot>(), new HashSet<int>());
        while (rows.Step())
        {
            SegmentSlots.Read(HeadOf(rows), rows.Bytes(6), rows.Long(7), slots);
            foreach (var slot in slots)
                streams.Add(slot.Stream);
        }
        return streams;
    }

    /// <summary>See <see cref="ILedger.ProofAsync"/>.</summary>
    public static ulong? ProofOf(Database database, LedgerIdentity identity, ChangeCursor upTo)
    {
        if (upTo.Places is not [var number])
            return null;
        using var row = database.Prepare("SELECT chain FROM segment WHERE number = ?1");
        row.Bind(1, number);
        return CursorProof.Of(identity, upTo, [row.Step() ? row.Bytes(0).ToArray() : null]);
    }

    /// <summary>The head of a segment out of the first six columns of a row.</summary>
    public static SegmentHead HeadOf(Statement row) =>
        new(row.Long(0), row.Instant(1), row.Long(2), row.Long(3), row.Instant(4), row.Instant(5));

    /// <inheritdoc/>
    public void Dispose()
    {
        insert.Dispose();
        insertAudited.Dispose();
        insertPapers.Dispose();
        insertName.Dispose();
        moveTip.Dispose();
        readTip.Dispose();
        after.Dispose();
    }
}
