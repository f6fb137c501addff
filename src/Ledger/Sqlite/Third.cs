using Evenhand.Core.Stream;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// The step to format 3: papers are found without the events between them, a holder's epoch stands where each commit looks, a
/// stream has a snapshot in each slot with an index of what is due, and a ledger says how many partitions it has.
/// </summary>
internal static class Third
{
    private const string Tables = """
        ALTER TABLE identity ADD COLUMN partitions INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE tip ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE paper(segment INTEGER PRIMARY KEY, places BLOB NOT NULL);
        ALTER TABLE snapshot RENAME TO former;
        CREATE TABLE snapshot(
            stream INTEGER NOT NULL, slot INTEGER NOT NULL, sequence INTEGER NOT NULL, due INTEGER NOT NULL, body BLOB NOT NULL);
        INSERT INTO snapshot SELECT stream, 0x8000000000000000, sequence, due, body FROM former;
        DROP TABLE former;
        CREATE UNIQUE INDEX snapshot_slot ON snapshot(stream, slot);
        CREATE INDEX snapshot_due ON snapshot(slot, due, stream, sequence) WHERE due < 0x7FFFFFFFFFFFFFFF;
        """;

    /// <summary>Segments that are looked through before it is told how far it has come.</summary>
    private const long Stride = 100_000;

    public static void Run(Database database, Action<string> progress)
    {
        database.Run(Tables);
        using var rows = database.Prepare(
            "SELECT number, committed, slices, records, first, last, slots, payload FROM segment ORDER BY number"
        );
        using var insert = database.Prepare(PaperTable.Insert);
        var (slots, papers) = (new List<Slot>(), new RecordWriter());
        while (rows.Step())
        {
            var segment = rows.Long(0);
            if (segment % Stride == 0)
                progress($"{segment:N0} segments");
            if (Find(rows, slots, papers))
                insert.Bind(1, segment).Bind(2, papers.From(0)).Run();
        }
    }

    /// <summary>Looks for papers in a segment; where it is damaged, whoever reads it is to find that.</summary>
    private static bool Find(Statement row, List<Slot> slots, RecordWriter papers)
    {
        papers.Truncate(0);
        try
        {
            var payload = row.Bytes(7);
            SegmentSlots.Read(SegmentTable.HeadOf(row), row.Bytes(6), payload.Length, slots);
            foreach (var slot in slots)
            {
                var kind = SliceFrame.KindOf(payload.Slice(slot.Offset, slot.Length));
                if (PaperSlots.Has(kind))
                    PaperSlots.Write(papers, slot.Offset, kind);
            }
            return papers.Length > 0;
        }
        catch (DamagedLedgerException)
        {
            papers.Truncate(0);
            return true;
        }
    }
}
