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
        CREATE INDEX snapshot_due ON snapshot(slot, due, stream, sequence);
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
        var slots = new List<Slot>();
        while (rows.Step())
        {
            var segment = rows.Long(0);
            if (segment % Stride == 0)
                progress($"{segment:N0} segments");
            if (Find(rows, slots) is { } papers)
                insert.Bind(1, segment).Bind(2, papers).Run();
        }
    }

    /// <summary>
    /// The table of a segment's papers; null where there are none. Where the segment is damaged the table is empty: whoever reads
    /// it is to find that.
    /// </summary>
    private static byte[]? Find(Statement row, List<Slot> slots)
    {
        try
        {
            SegmentSlots.Read(SegmentTable.HeadOf(row), row.Bytes(6), row.Bytes(7).Length, slots);
            var table = PaperSlots.TableOf(slots, row.Bytes(7));
            return table.Length > 0 ? table : null;
        }
        catch (DamagedLedgerException)
        {
            return [];
        }
    }
}
