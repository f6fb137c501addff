using Evenhand.Core.Stream;
using Evenhand.Ledger.Segments;
using Npgsql;
using NpgsqlTypes;

namespace Evenhand.Ledger.Postgres;

/// <summary>
/// Where slices lie, filed by stream once there are many of a partition, so that memory stays bounded and opening is quick. All of
/// it derives from the segments and may be emptied.
/// </summary>
internal static class FiledPlaces
{
    private const string Filed =
        "SELECT f.sequence, f.places FROM evenhand.filed f"
        + " WHERE f.partition = $1 AND f.stream = $2 AND f.until > $3 AND f.until <= $4 ORDER BY f.until";

    private const string Begins =
        "SELECT f.partition, f.upto, f.sequences, s.chain FROM evenhand.filing f"
        + " JOIN evenhand.segment s ON s.partition = f.partition AND s.number = f.upto";

    /// <summary>The filed places of a stream that a reader from a sequence on needs, oldest first.</summary>
    public static async Task<List<Place>> ReadAsync(
        Session session,
        int partition,
        int stored,
        long from,
        long reached
    )
    {
        var rows = await session.ListAsync(
            Filed,
            row => PackedPlaces.Unpack(row.GetFieldValue<byte[]>(1), 0, row.GetInt64(0)),
            partition,
            stored,
            from,
            reached
        );
        return [.. rows.SelectMany(places => places)];
    }

    /// <summary>Begins each partition after its filing.</summary>
    public static async Task BeginAsync(NpgsqlConnection connection, Known known)
    {
        await using var look = Session.Command(connection, Begins);
        await using var rows = await look.RowsAsync();
        while (await rows.NextAsync())
            known
                .Partitions[rows.GetInt32(0)]
                .Begin(
                    rows.GetInt64(1),
                    rows.GetFieldValue<byte[]>(3),
                    Sequences(rows.GetFieldValue<byte[]>(2))
                );
    }

    /// <summary>Files what a partition has set apart to be filed, in one transaction.</summary>
    /// <exception cref="PostgresException">Another holds the ledger, and files.</exception>
    public static async Task WriteAsync(
        NpgsqlConnection connection,
        Partition partition,
        long upto,
        long epoch
    )
    {
        await using var transaction = await connection.BeginAsync();
        await using (var prove = Session.Command(connection, "SELECT evenhand.prove($1)", epoch))
            await prove.DoneAsync();
        var sequences = new RecordWriter();
        await using (
            var copy = await connection.BeginBinaryImportAsync(
                "COPY evenhand.filed(partition, stream, until, sequence, places) FROM STDIN (FORMAT BINARY)"
            )
        )
        {
            await CopyAsync(copy, partition, sequences);
            await copy.CompleteAsync();
        }
        await using var end = Session.Command(
            connection,
            "INSERT INTO evenhand.filing VALUES ($1, $2, $3)"
                + " ON CONFLICT (partition) DO UPDATE SET upto = EXCLUDED.upto, sequences = EXCLUDED.sequences",
            partition.Number,
            upto,
            sequences.From(0).ToArray()
        );
        await end.DoneAsync();
        await transaction.EndAsync();
        partition.Places.Filed(0);
    }

    private static async Task CopyAsync(
        NpgsqlBinaryImporter copy,
        Partition partition,
        RecordWriter sequences
    )
    {
        var packed = new RecordWriter();
        for (var stored = 0; stored <= partition.Names.StoredCount; stored++)
        {
            var (places, until) = partition.Places.Aged(stored);
            sequences.Varint((ulong)until);
            if (places.Count == 0)
                continue;
            PackedPlaces.Pack(places, 0, packed);
            await copy.StartRowAsync();
            await copy.WriteAsync(partition.Number, NpgsqlDbType.Integer);
            await copy.WriteAsync(stored, NpgsqlDbType.Integer);
            await copy.WriteAsync(until, NpgsqlDbType.Bigint);
            await copy.WriteAsync(places[0].From, NpgsqlDbType.Bigint);
            await copy.WriteAsync(packed.From(0).ToArray(), NpgsqlDbType.Bytea);
        }
    }

    private static List<long> Sequences(byte[] packed)
    {
        var all = new List<long>();
        var reader = new PackedReader(packed, "the filed sequences");
        while (reader.Left > 0)
            all.Add((long)Math.Min(reader.Varint(), long.MaxValue));
        return all;
    }
}
