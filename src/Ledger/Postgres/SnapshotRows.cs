using Evenhand.Core.Time;
using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>The snapshots, by partition, stored number and slot.</summary>
internal sealed class SnapshotRows(Session session, Known known)
{
    /// <summary>Rows that are read at once.</summary>
    private const int Page = 10_000;

    /// <summary>Bytes of states in one statement.</summary>
    private const int BytesAtOnce = 8 << 20;

    private const string Dues = """
        SELECT d.partition, d.stream, d.sequence, d.due FROM unnest($1) AS p(partition), LATERAL (
            SELECT s.partition, s.stream, s.sequence, s.due FROM evenhand.snapshot s
            WHERE s.partition = p.partition AND s.slot = -9223372036854775808 AND s.due < 9223372036854775807
                AND s.due >= $2 AND s.due < $3 AND (s.due, s.partition, s.stream) > ($2, $4, $5)
            ORDER BY s.due, s.stream LIMIT $6) d
        ORDER BY d.due, d.partition, d.stream LIMIT $6
        """;

    private const string Replace =
        "INSERT INTO evenhand.snapshot SELECT * FROM unnest($1, $2, $3, $4, $5, $6) ON CONFLICT (partition, stream, slot)"
        + " DO UPDATE SET sequence = EXCLUDED.sequence, due = EXCLUDED.due, body = EXCLUDED.body";

    /// <summary>The snapshot of a stream in a slot, or null.</summary>
    public async ValueTask<Snapshot?> OfAsync(StreamName stream, long slot)
    {
        if (Find(stream) is not var (partition, stored))
            return null;
        var found = await session.ListAsync(
            "SELECT sequence, due, body FROM evenhand.snapshot WHERE partition = $1 AND stream = $2 AND slot = $3",
            row => new Snapshot(
                stream,
                slot,
                row.GetInt64(0),
                new(row.GetInt64(1)),
                row.GetFieldValue<byte[]>(2)
            ),
            partition,
            stored,
            slot
        );
        return found.FirstOrDefault();
    }

    /// <summary>Those of some streams in a slot, of streams that have one.</summary>
    public async ValueTask<IReadOnlyList<Snapshot>> OfAsync(
        IReadOnlyList<StreamName> streams,
        long slot
    )
    {
        var wanted = new Dictionary<(int Partition, int Stored), StreamName>();
        foreach (var stream in streams)
            if (Find(stream) is { } at)
                wanted[at] = stream;
        return await session.ListAsync(
            "SELECT s.partition, s.stream, s.sequence, s.due, s.body FROM unnest($1, $2) AS w(partition, stream)"
                + " JOIN evenhand.snapshot s USING (partition, stream) WHERE s.slot = $3",
            row => new Snapshot(
                wanted[(row.GetInt32(0), row.GetInt32(1))],
                slot,
                row.GetInt64(2),
                new(row.GetInt64(3)),
                row.GetFieldValue<byte[]>(4)
            ),
            wanted.Keys.Select(at => at.Partition).ToArray(),
            wanted.Keys.Select(at => at.Stored).ToArray(),
            slot
        );
    }

    /// <summary>How far those of a stream go, by slot.</summary>
    public async ValueTask<IReadOnlyList<SnapshotHead>> SlotsAsync(StreamName stream) =>
        Find(stream) is not var (partition, stored)
            ? []
            : await session.ListAsync(
                "SELECT slot, sequence, due FROM evenhand.snapshot WHERE partition = $1 AND stream = $2 ORDER BY slot",
                row => new SnapshotHead(
                    stream,
                    row.GetInt64(0),
                    row.GetInt64(1),
                    new(row.GetInt64(2))
                ),
                partition,
                stored
            );

    /// <summary>The heads of live states that are due in a while, in the order of time.</summary>
    public async IAsyncEnumerable<SnapshotHead> DueAsync(Moment from, Moment to)
    {
        var all = known.Partitions.Select(each => each.Number).ToArray();
        var (due, partition, stream) = (from, -1, -1);
        while (true)
        {
            var page = await session.ListAsync(
                Dues,
                row =>
                    (
                        row.GetInt32(0),
                        row.GetInt32(1),
                        row.GetInt64(2),
                        new Moment(row.GetInt64(3))
                    ),
                all,
                due.Ticks,
                to.Ticks,
                partition,
                stream,
                Page
            );
            foreach (var (of, stored, sequence, at) in page)
            {
                (due, partition, stream) = (at, of, stored);
                if (stored <= known.Partitions[of].Names.StoredCount)
                    yield return new(
                        known.Partitions[of].Names.NameOf(stored),
                        Snapshot.Live,
                        sequence,
                        at
                    );
            }
            if (page.Count < Page)
                yield break;
        }
    }

    /// <summary>The accounts of which no live state is kept as it is now.</summary>
    public async IAsyncEnumerable<StreamName> UnkeptAsync()
    {
        foreach (var partition in known.Partitions)
        {
            var kept = new long[partition.Names.StoredCount + 1];
            var rows = await session.ListAsync(
                "SELECT s.stream, s.sequence FROM evenhand.snapshot s WHERE s.partition = $1 AND s.slot = -9223372036854775808",
                row => (Stored: row.GetInt32(0), Sequence: row.GetInt64(1)),
                partition.Number
            );
            foreach (var (stored, sequence) in rows)
                if (stored < kept.Length)
                    kept[stored] = sequence;
            for (var stored = 1; stored < kept.Length; stored++)
                if (kept[stored] != partition.Places.SequenceOf(stored))
                    yield return partition.Names.NameOf(stored);
        }
    }

    /// <summary>Keeps snapshots instead of earlier ones; streams without records are passed over.</summary>
    public async ValueTask KeepAsync(IReadOnlyList<Snapshot> snapshots)
    {
        // The last of those in the same slot holds; one statement takes each but once.
        var rows = new Dictionary<(int, int, long), Snapshot>();
        foreach (var snapshot in snapshots)
            if (
                Find(snapshot.Stream) is var (partition, stored)
                && known.Partitions[partition].Places.SequenceOf(stored) > 0
            )
                rows[(partition, stored, snapshot.Slot)] = snapshot;
        await ChangeAsync(connection => KeepAsync(connection, [.. rows]));
    }

    /// <summary>Throws all away.</summary>
    public ValueTask DropAsync() =>
        ChangeAsync(connection => RunAsync(connection, "DELETE FROM evenhand.snapshot"));

    /// <summary>Throws those of a stream away that are named by an instant from one on.</summary>
    public async ValueTask DropAsync(StreamName stream, long from)
    {
        if (Find(stream) is var (partition, stored))
            await ChangeAsync(connection =>
                RunAsync(
                    connection,
                    "DELETE FROM evenhand.snapshot WHERE partition = $1 AND stream = $2 AND slot >= $3 AND slot > $4",
                    partition,
                    stored,
                    from,
                    Snapshot.Live
                )
            );
    }

    private async ValueTask ChangeAsync(Func<NpgsqlConnection, Task> work)
    {
        await session.DoAsync(async connection =>
        {
            await using var transaction = await connection.BeginAsync();
            if (known.Epoch is { } epoch)
                await RunAsync(connection, "SELECT evenhand.prove($1)", epoch);
            await work(connection);
            await transaction.EndAsync();
        });
    }

    private static async Task KeepAsync(
        NpgsqlConnection connection,
        List<KeyValuePair<(int Partition, int Stream, long Slot), Snapshot>> rows
    )
    {
        for (var next = 0; next < rows.Count; )
        {
            var (start, bytes) = (next, 0L);
            do bytes += rows[next++].Value.Body.Length;
            while (next < rows.Count && bytes < BytesAtOnce);
            var part = rows[start..next];
            await RunAsync(
                connection,
                Replace,
                part.Select(row => row.Key.Partition).ToArray(),
                part.Select(row => row.Key.Stream).ToArray(),
                part.Select(row => row.Key.Slot).ToArray(),
                part.Select(row => row.Value.Sequence).ToArray(),
                part.Select(row => row.Value.Due.Ticks).ToArray(),
                part.Select(row => row.Value.Body.ToArray()).ToArray()
            );
        }
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string sql,
        params object[] values
    )
    {
        await using var command = Session.Command(connection, sql, values);
        await command.DoneAsync();
    }

    private (int Partition, int Stored)? Find(StreamName stream) =>
        known.Of(stream) is var partition && partition.Names.Find(stream) is >= 0 and var stored
            ? (partition.Number, stored)
            : null;
}
