using Evenhand.Ledger.Segments;
using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>What is known of all partitions, and how it is brought up to what is stored. One at a time may do that.</summary>
internal sealed class Known : IDisposable
{
    private const string Ends =
        "SELECT p.partition, p.segment, p.epoch, p.chain FROM evenhand.partition p ORDER BY p.partition";

    private const string Names =
        "SELECT s.partition, s.number, s.account FROM unnest($1, $2) AS k(partition, number)"
        + " JOIN evenhand.stream s ON s.partition = k.partition AND s.number > k.number ORDER BY s.partition, s.number";

    private const string Segments =
        "SELECT s.partition, s.chain, s.slots, length(s.payload), "
        + SegmentRows.Head
        + " FROM unnest($1, $2) AS k(partition, number)"
        + " JOIN evenhand.segment s ON s.partition = k.partition AND s.number > k.number ORDER BY s.partition, s.number";

    private readonly PostgresPlace place;

    private Known(PostgresPlace place, LedgerIdentity identity)
    {
        (this.place, Identity) = (place, identity);
        Partitions =
        [
            .. Enumerable
                .Range(0, identity.Partitions)
                .Select(each => new Partition(identity, each)),
        ];
    }

    /// <summary>Which ledger it is.</summary>
    public LedgerIdentity Identity { get; }

    /// <summary>The partitions.</summary>
    public Partition[] Partitions { get; }

    /// <summary>The epoch that is held here; null for a guest.</summary>
    public long? Epoch { get; set; }

    /// <summary>How long the shared stream is known to be.</summary>
    public long Shared => Partitions[0].Places.SequenceOf(0);

    /// <summary>How far it goes.</summary>
    public ChangeCursor Position => new([.. Partitions.Select(each => each.Tip)]);

    /// <summary>The partition of a stream.</summary>
    public Partition Of(StreamName stream) => Partitions[Identity.PartitionOf(stream)];

    /// <summary>Finds which ledger a database holds, and that this program reads it.</summary>
    public static async Task<Known> FindAsync(
        NpgsqlConnection connection,
        PostgresPlace place,
        bool isCopy = false
    )
    {
        var (format, program) = await Preparation.FormatOfAsync(connection);
        Preparation.Refuse(place, format, program);
        if (format < Preparation.Format)
            throw new LedgerUnavailableException(
                format == 0
                    ? $"{place}: the database holds no ledger; its owner makes one with `evenhand prepare`"
                    : $"{place}: the ledger has format {format}, of an earlier release; its owner brings it along with `evenhand prepare`"
            );
        await using var look = Session.Command(
            connection,
            "SELECT id, seed, partitions, copying FROM evenhand.ledger"
        );
        await using var row = await look.RowsAsync();
        if (!await row.NextAsync())
            throw new DamagedLedgerException(
                $"{place}: the ledger has lost its identity. {WayOut.OfDatabase.Text}"
            );
        if (row.GetBoolean(3) && !isCopy)
            throw new LedgerUnavailableException(
                $"{place}: a copy into it was begun and is not finished; run the same `evenhand copy` again"
            );
        return new(place, new(row.GetGuid(0), row.GetInt64(1), row.GetInt32(2)));
    }

    /// <summary>Takes note of what others have stored.</summary>
    /// <exception cref="FencedException">Another holds the ledger now.</exception>
    public async Task CatchUpAsync(NpgsqlConnection connection)
    {
        await using var transaction = await connection.BeginAsync(
            System.Data.IsolationLevel.RepeatableRead
        );
        var ends = await EndsAsync(connection);
        if (ends.Exists(end => Partitions[end.Partition].Tip != end.Segment))
        {
            await NoteNamesAsync(connection);
            await NoteSegmentsAsync(connection);
        }
        await transaction.EndAsync();
        foreach (var (number, segment, hash) in ends)
            if (
                Partitions[number] is var known
                && (known.Tip != segment || !known.Hash.AsSpan().SequenceEqual(hash))
            )
                throw new DamagedLedgerException(
                    $"partition {number} should end with segment {segment} but ends with {known.Tip}. {WayOut.OfDatabase.Text}"
                );
    }

    /// <summary>Sees that a segment that was sent is stored as it was sent.</summary>
    public static async Task<bool> IsStoredAsync(NpgsqlConnection connection, LaidSegment segment)
    {
        await using var look = Session.Command(
            connection,
            "SELECT chain = $3 FROM evenhand.segment WHERE partition = $1 AND number = $2",
            segment.Partition,
            segment.Head.Number,
            segment.Hash
        );
        return await look.ValueAsync() is true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var partition in Partitions)
            partition.Dispose();
    }

    private async Task<List<(int Partition, long Segment, byte[] Hash)>> EndsAsync(
        NpgsqlConnection connection
    )
    {
        await using var look = Session.Command(connection, Ends);
        await using var rows = await look.RowsAsync();
        var ends = new List<(int, long, byte[])>();
        while (await rows.NextAsync())
        {
            if (Epoch is { } own && rows.GetInt64(2) != own)
                throw new FencedException(
                    $"{place}: another server has taken the ledger over (it holds epoch {rows.GetInt64(2)}, this one {own}). This one takes nothing in any more;"
                        + " stop it, or start it again if it is the one that should serve"
                );
            ends.Add((rows.GetInt32(0), rows.GetInt64(1), rows.GetFieldValue<byte[]>(3)));
        }
        return ends.Count == Partitions.Length
            ? ends
            : throw new DamagedLedgerException(
                $"{place}: a partition is missing (there: {ends.Count} of {Partitions.Length}). {WayOut.OfDatabase.Text}"
            );
    }

    private async Task NoteNamesAsync(NpgsqlConnection connection)
    {
        await using var look = Session.Command(
            connection,
            Names,
            Partitions.Select(each => each.Number).ToArray(),
            Partitions.Select(each => each.Names.StoredCount).ToArray()
        );
        await using var rows = await look.RowsAsync();
        while (await rows.NextAsync())
            Partitions[rows.GetInt32(0)]
                .Names.Note(rows.GetInt32(1), rows.GetFieldValue<byte[]>(2));
    }

    private async Task NoteSegmentsAsync(NpgsqlConnection connection)
    {
        await using var look = Session.Command(
            connection,
            Segments,
            Partitions.Select(each => each.Number).ToArray(),
            Partitions.Select(each => each.Tip).ToArray()
        );
        await using var rows = await look.RowsAsync();
        var slots = new List<Slot>();
        while (await rows.NextAsync())
        {
            var head = SegmentRows.HeadOf(rows, 4);
            SegmentSlots.Read(head, rows.GetFieldValue<byte[]>(2), rows.GetInt32(3), slots);
            Partitions[rows.GetInt32(0)].Note(head, rows.GetFieldValue<byte[]>(1), slots);
        }
    }
}
