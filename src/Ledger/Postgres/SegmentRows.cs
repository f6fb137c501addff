using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;
using Npgsql;
using NpgsqlTypes;

namespace Evenhand.Ledger.Postgres;

/// <summary>The rows of segments and names: added, and looked through.</summary>
internal static class SegmentRows
{
    /// <summary>What makes a head, in the order of <see cref="HeadOf"/>.</summary>
    public const string Head =
        "s.number, s.committed, s.slices, s.records, s.first, s.last, s.shared";

    /// <summary>Bytes, about, that a segment's row takes beside its payload.</summary>
    public const int Overhead = 256;

    private const string Prove = "SELECT evenhand.prove($1, $2, $3, $4, $5)";

    private const string AddNames = "INSERT INTO evenhand.stream SELECT * FROM unnest($1, $2, $3)";

    private const string AddSegments =
        "INSERT INTO evenhand.segment(partition, number, committed, slices, records, first, last, shared, audited, chain, papers,"
        + " slots, payload) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

    private const string Notify = "SELECT pg_notify('evenhand', '')";

    /// <summary>What a commit is: that the epoch is proved and the chains end where they are thought to, names, segments. All or nothing.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="epoch">The holder's epoch; null for a guest.</param>
    /// <param name="segments">The segments, by partition and number.</param>
    /// <param name="names">New names by partition.</param>
    public static NpgsqlBatch Commit(
        NpgsqlConnection connection,
        long? epoch,
        List<LaidSegment> segments,
        List<(int Partition, int Number, byte[] Account)> names
    )
    {
        var ends = segments.GroupBy(each => each.Partition).ToList();
        var batch = new NpgsqlBatch(connection);
        var prove = Add(batch, Prove);
        prove.Parameters.Add(Array(ends.Select(each => each.Key), NpgsqlDbType.Integer));
        prove.Parameters.Add(
            new NpgsqlParameter
            {
                Value = (object?)epoch ?? DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Bigint,
            }
        );
        prove.Parameters.Add(
            Array(ends.Select(each => each.First().Head.Number - 1), NpgsqlDbType.Bigint)
        );
        prove.Parameters.Add(
            Array(ends.Select(each => each.Last().Head.Number), NpgsqlDbType.Bigint)
        );
        prove.Parameters.Add(Array(ends.Select(each => each.Last().Hash), NpgsqlDbType.Bytea));
        if (names.Count > 0)
        {
            var add = Add(batch, AddNames);
            add.Parameters.Add(Array(names.Select(each => each.Partition), NpgsqlDbType.Integer));
            add.Parameters.Add(Array(names.Select(each => each.Number), NpgsqlDbType.Integer));
            add.Parameters.Add(Array(names.Select(each => each.Account), NpgsqlDbType.Bytea));
        }
        Fill(Add(batch, AddSegments), segments);
        Add(batch, Notify);
        return batch;
    }

    /// <summary>The head of a segment out of the first columns of a row.</summary>
    public static SegmentHead HeadOf(NpgsqlDataReader row, int at = 0) =>
        new(
            row.GetInt64(at),
            new(row.GetInt64(at + 1)),
            row.GetInt64(at + 2),
            row.GetInt64(at + 3),
            new(row.GetInt64(at + 4)),
            new(row.GetInt64(at + 5)),
            row.GetInt64(at + 6)
        );

    /// <summary>The streams that were appended to after one segment and up to another.</summary>
    public static async Task<HashSet<int>> StreamsBetweenAsync(
        Session session,
        int partition,
        long after,
        long upto
    )
    {
        var streams = new HashSet<int>();
        await session.ListAsync(
            $"SELECT s.slots, length(s.payload), {Head} FROM evenhand.segment s WHERE s.partition = $1 AND s.number > $2 AND s.number <= $3",
            row =>
            {
                var slots = new List<Slot>();
                SegmentSlots.Read(
                    HeadOf(row, 2),
                    row.GetFieldValue<byte[]>(0),
                    row.GetInt32(1),
                    slots
                );
                streams.UnionWith(slots.Select(slot => slot.Stream));
                return 0;
            },
            partition,
            after,
            upto
        );
        return streams;
    }

    /// <summary>The hash of the segment at each place of a cursor; null where there is none.</summary>
    public static async Task<IReadOnlyList<byte[]?>> ChainsAsync(
        Session session,
        ChangeCursor at
    ) =>
        await session.ListAsync(
            "SELECT s.chain FROM unnest($1, $2) AS k(partition, number)"
                + " LEFT JOIN evenhand.segment s ON s.partition = k.partition AND s.number = k.number ORDER BY k.partition",
            row => row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0),
            Enumerable.Range(0, at.Places.Count).ToArray(),
            at.Places.ToArray()
        );

    private static void Fill(NpgsqlBatchCommand add, List<LaidSegment> segments)
    {
        Column(NpgsqlDbType.Integer, each => each.Partition);
        Column(NpgsqlDbType.Bigint, each => each.Head.Number);
        Column(NpgsqlDbType.Bigint, each => each.Head.Committed.Ticks);
        Column(NpgsqlDbType.Bigint, each => each.Head.Slices);
        Column(NpgsqlDbType.Bigint, each => each.Head.Records);
        Column(NpgsqlDbType.Bigint, each => each.Head.First.Ticks);
        Column(NpgsqlDbType.Bigint, each => each.Head.Last.Ticks);
        Column(NpgsqlDbType.Bigint, each => each.Head.Shared ?? 0);
        Column(NpgsqlDbType.Boolean, each => each.Audited);
        Column(NpgsqlDbType.Bytea, each => each.Hash);
        Column(NpgsqlDbType.Bytea, each => each.Papers);
        Column(NpgsqlDbType.Bytea, each => each.Slots);
        Column(NpgsqlDbType.Bytea, each => each.Payload);

        void Column<T>(NpgsqlDbType type, Func<LaidSegment, T> of) =>
            add.Parameters.Add(Array(segments.Select(of), type));
    }

    private static NpgsqlBatchCommand Add(NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    private static NpgsqlParameter Array<T>(IEnumerable<T> values, NpgsqlDbType type) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
