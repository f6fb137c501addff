using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// Which segments hold papers, so that these are read without the events between them. Noted in the transaction of the segment,
/// and derived from it.
/// </summary>
internal static class PaperTable
{
    /// <summary>Notes a segment that holds some.</summary>
    public const string Insert = "INSERT INTO paper VALUES(?1, ?2)";

    /// <summary>Of a stream's places those that may be of some kinds, which are papers.</summary>
    public static List<Place> Only(Database database, List<Place> places, SliceKinds kinds)
    {
        using var row = database.Prepare(
            "SELECT segment, places FROM paper WHERE segment >= ?1 ORDER BY segment LIMIT 1"
        );
        var found = new List<Place>();
        for (var at = 0; at < places.Count && row.Bind(1, places[at].Segment).Step(); )
        {
            var segment = row.Long(0);
            while (at < places.Count && places[at].Segment < segment)
                at++;
            for (; at < places.Count && places[at].Segment == segment; at++)
                if (PaperSlots.MayBe(row.Bytes(1), places[at].Offset, kinds))
                    found.Add(places[at]);
            row.Reset();
        }
        return found;
    }

    /// <summary>The table of a segment's papers; null where none is noted.</summary>
    public static byte[]? Of(Database database, long segment)
    {
        using var row = database.Prepare("SELECT places FROM paper WHERE segment = ?1");
        return row.Bind(1, segment).Step() ? row.Bytes(0).ToArray() : null;
    }
}
