using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>The snapshots, by the stored numbers of their streams and by their slots.</summary>
internal static class SnapshotTable
{
    /// <summary>The snapshot of a stream in a slot, or null.</summary>
    public static Snapshot? Of(Database database, StreamName stream, int stored, long slot)
    {
        using var row = database.Prepare(
            "SELECT sequence, due, body FROM snapshot WHERE stream = ?1 AND slot = ?2"
        );
        return row.Bind(1, stored).Bind(2, slot).Step()
            ? new Snapshot(stream, slot, row.Long(0), row.Instant(1), row.Bytes(2).ToArray())
            : null;
    }

    /// <summary>Those of some streams in a slot, of streams that have one.</summary>
    public static List<Snapshot> Of(
        Database database,
        IReadOnlyList<StreamName> streams,
        StreamNames names,
        long slot
    )
    {
        using var row = database.Prepare(
            "SELECT sequence, due, body FROM snapshot WHERE stream = ?1 AND slot = ?2"
        );
        var found = new List<Snapshot>(streams.Count);
        foreach (var stream in streams)
            if (names.Find(stream) is >= 0 and var stored)
            {
                if (row.Bind(1, stored).Bind(2, slot).Step())
                    found.Add(
                        new(stream, slot, row.Long(0), row.Instant(1), row.Bytes(2).ToArray())
                    );
                row.Reset();
            }
        return found;
    }

    /// <summary>How far those of a stream go, by slot.</summary>
    public static List<SnapshotHead> Slots(Database database, StreamName stream, int stored)
    {
        using var rows = database.Prepare(
            "SELECT slot, sequence, due FROM snapshot WHERE stream = ?1 ORDER BY slot"
        );
        rows.Bind(1, stored);
        var heads = new List<SnapshotHead>();
        while (rows.Step())
            heads.Add(new(stream, rows.Long(0), rows.Long(1), rows.Instant(2)));
        return heads;
    }

    /// <summary>
    /// The heads of live states that are due in a while, in the order of time, so many at most: they are read out of the index
    /// alone.
    /// </summary>
    /// <param name="database">Where.</param>
    /// <param name="after">The due and the stored number after which to begin.</param>
    /// <param name="to">The end of the while.</param>
    /// <param name="limit">How many at most.</param>
    public static List<(int Stored, long Sequence, Moment Due)> Due(
        Database database,
        (Moment Due, int Stored) after,
        Moment to,
        int limit
    )
    {
        using var rows = database.Prepare(
            "SELECT stream, sequence, due FROM snapshot WHERE slot = ?1 AND due < ?2"
                + " AND (due, stream) > (?3, ?4) ORDER BY due, stream LIMIT ?5"
        );
        rows.Bind(1, Snapshot.Live).Bind(2, to);
        rows.Bind(3, after.Due).Bind(4, after.Stored).Bind(5, limit);
        var due = new List<(int, long, Moment)>();
        while (rows.Step())
            due.Add(((int)rows.Long(0), rows.Long(1), rows.Instant(2)));
        return due;
    }

    /// <summary>How far those of live states go, by the stored numbers of their streams; out of the index alone.</summary>
    /// <param name="database">Where.</param>
    /// <param name="streams">How many streams are stored, the shared one included.</param>
    public static long[] Sequences(Database database, int streams)
    {
        using var rows = database.Prepare("SELECT stream, sequence FROM snapshot WHERE slot = ?1");
        rows.Bind(1, Snapshot.Live);
        var sequences = new long[streams];
        while (rows.Step())
            if ((ulong)rows.Long(0) < (ulong)streams)
                sequences[rows.Long(0)] = rows.Long(1);
        return sequences;
    }

    /// <summary>Keeps snapshots instead of earlier ones; streams without records are passed over.</summary>
    public static void Keep(
        Database database,
        IReadOnlyList<Snapshot> snapshots,
        StreamNames names,
        Places places
    )
    {
        using var insert = database.Prepare("REPLACE INTO snapshot VALUES(?1, ?2, ?3, ?4, ?5)");
        foreach (var snapshot in snapshots)
            if (names.Find(snapshot.Stream) is >= 0 and var stored && places.SequenceOf(stored) > 0)
                insert
                    .Bind(1, stored)
                    .Bind(2, snapshot.Slot)
                    .Bind(3, snapshot.Sequence)
                    .Bind(4, snapshot.Due)
                    .Bind(5, snapshot.Body.Span)
                    .Run();
    }

    /// <summary>Throws those of a stream away that are named by an instant from one on.</summary>
    public static void Drop(Database database, int stored, long from)
    {
        using var delete = database.Prepare(
            "DELETE FROM snapshot WHERE stream = ?1 AND slot >= ?2 AND slot > ?3"
        );
        delete.Bind(1, stored).Bind(2, from).Bind(3, Snapshot.Live).Run();
    }
}
