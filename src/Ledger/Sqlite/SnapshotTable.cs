using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>The snapshots, by the stored numbers of their streams.</summary>
internal static class SnapshotTable
{
    /// <summary>The snapshot of a stream, or null.</summary>
    public static Snapshot? Of(Database database, int stream, int stored)
    {
        using var row = database.Prepare(
            "SELECT sequence, due, body FROM snapshot WHERE stream = ?1"
        );
        row.Bind(1, stored);
        return row.Step()
            ? new Snapshot(stream, row.Long(0), row.Long(1), row.Bytes(2).ToArray())
            : null;
    }

    /// <summary>How far all snapshots go.</summary>
    public static List<SnapshotHead> Heads(Database database, StreamNames names)
    {
        using var rows = database.Prepare("SELECT stream, sequence, due FROM snapshot");
        var heads = new List<SnapshotHead>();
        while (rows.Step())
            if (names.GivenOf((int)rows.Long(0)) is >= 0 and var stream)
                heads.Add(new(stream, rows.Long(1), rows.Long(2)));
        return heads;
    }

    /// <summary>Keeps snapshots instead of earlier ones; streams without records are passed over.</summary>
    public static void Keep(
        Database database,
        IReadOnlyList<Snapshot> snapshots,
        StreamNames names,
        Places places
    )
    {
        using var insert = database.Prepare("REPLACE INTO snapshot VALUES(?1, ?2, ?3, ?4)");
        foreach (var snapshot in snapshots)
        {
            if (places.SequenceOf(snapshot.Stream) == 0)
                continue;
            insert
                .Bind(1, names.StoredOf(snapshot.Stream))
                .Bind(2, snapshot.Sequence)
                .Bind(3, snapshot.Due)
                .Bind(4, snapshot.Body.Span)
                .Run();
        }
    }
}
