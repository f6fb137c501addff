using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// Where slices lie, filed by stream once there are many, so that memory stays bounded and opening is quick. All of it
/// derives from the segments and may be emptied. Rows are written in the order of their ids, which is why a filing
/// comes before the stream there. Rows whose filing has no row of its own were given up, and nobody reads them.
/// </summary>
internal static class Filings
{
    /// <summary>The number of the last filing; 0 where there is none.</summary>
    public static int Last(Database database) =>
        (int)database.Number("SELECT max(number) FROM filing");

    /// <summary>A number that no filing has, nor one that is being written or was given up.</summary>
    public static int Free(Database database) =>
        1
        + (int)
            Math.Max(
                database.Number("SELECT max(number) FROM filing"),
                Math.Max(
                    database.Number("SELECT max(id) FROM filed") >> 32,
                    database.Number("SELECT max(id) FROM sequence") >> 32
                )
            );

    /// <summary>Begins with the sequences and the place of the last filing.</summary>
    public static void Load(Database database, Places places, StreamNames names)
    {
        var (last, upto) = (
            Last(database),
            database.Number("SELECT upto FROM filing ORDER BY number DESC LIMIT 1")
        );
        if (last == 0 || FiledSequences.Read(database, last) is not { } filed)
        {
            places.Begin(last, 0, []);
            return;
        }
        if (filed.Count > names.StoredCount + 1)
            throw new DamagedLedgerException(
                $"the index names stream {filed.Count - 1}, which has no account. {WayOut.OfFile.Text}"
            );
        places.Begin(last, upto, filed);
    }

    /// <summary>The places of a stream in the filings up to one, from a sequence on, oldest first.</summary>
    /// <param name="database">Where.</param>
    /// <param name="filing">The last filing to look at.</param>
    /// <param name="stored">The stored number of the stream.</param>
    /// <param name="from">The sequence wanted.</param>
    public static List<Place> Read(Database database, int filing, int stored, long from)
    {
        var filed = new List<Place>();
        using var row = database.Prepare(
            "SELECT filed.sequence, filing.base, filed.places FROM filed, filing WHERE filed.id = ?1 AND filing.number = ?2"
        );
        for (var number = filing; number > 0; number--)
        {
            if (!row.Bind(1, Id(number, stored)).Bind(2, number).Step())
                continue;
            var first = row.Long(0);
            filed.InsertRange(0, PackedPlaces.Unpack(row.Bytes(2), row.Long(1), first));
            row.Reset();
            if (first <= from)
                break;
        }
        return filed;
    }

    /// <summary>The id of a stream's row in a filing.</summary>
    public static long Id(int filing, int stored) => (long)filing << 32 | (uint)stored;
}
