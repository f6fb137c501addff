using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;
using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>A database's ledger that is being made by copying: it says so of itself, and nobody else opens it meanwhile.</summary>
internal sealed class DatabaseCopyTarget : CopyTarget
{
    private readonly PostgresPlace place;
    private readonly Copying how;

    private DatabaseCopyTarget(PostgresPlace place, Copying how) =>
        (this.place, this.how) = (place, how);

    /// <inheritdoc/>
    public override LedgerPlace Place => new DatabasePlace(place) { IsCopy = true };

    /// <summary>Begins, or goes on; the place is that of the role that owns the tables.</summary>
    /// <exception cref="LedgerUnavailableException">A ledger is there, or a copy of another one.</exception>
    public static async Task<DatabaseCopyTarget> BeginAsync(
        PostgresPlace place,
        LedgerIdentity source,
        Copying how
    )
    {
        await Preparation.RunAsync(place, how.Partitions, how.Role);
        using var session = new Session(place);
        await session.DoAsync(connection => AdoptAsync(connection, place, source));
        return new(place, how);
    }

    /// <inheritdoc/>
    public override ICopyWriter Open() =>
        new Writer(
            (PostgresLedger)
                Place.Open(
                    new LedgerOpening
                    {
                        Holds = true,
                        IsAlone = true,
                        IsCopy = true,
                    }
                ),
            how.InOneGo
        );

    /// <inheritdoc/>
    public override void Finish()
    {
        using var session = new Session(place);
        // What was committed before is on disk once this is.
        session
            .DoAsync(connection =>
                RunAsync(connection, "UPDATE evenhand.ledger SET copying = false")
            )
            .AsTask()
            .GetAwaiter()
            .GetResult();
    }

    private static async Task AdoptAsync(
        NpgsqlConnection connection,
        PostgresPlace place,
        LedgerIdentity source
    )
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var look = Session.Command(
            connection,
            "SELECT l.copying AND l.id = $1, (SELECT max(p.segment) FROM evenhand.partition p) = 0 FROM evenhand.ledger l FOR UPDATE",
            source.Id
        );
        bool isBegun,
            isEmpty;
        await using (var row = await look.ExecuteReaderAsync())
        {
            await row.ReadAsync();
            (isBegun, isEmpty) = (row.GetBoolean(0), row.GetBoolean(1));
        }
        if (isBegun)
            return;
        if (!isEmpty)
            throw new LedgerUnavailableException(
                $"{place} holds a ledger already, or a begun copy of another one; a copy goes into a database without one"
            );
        await RunAsync(
            connection,
            "UPDATE evenhand.ledger SET id = $1, seed = $2, copying = true",
            source.Id,
            source.Seed
        );
        var known = await Known.FindAsync(connection, place, isCopy: true);
        await RunAsync(
            connection,
            "UPDATE evenhand.partition p SET chain = n.chain FROM unnest($1, $2) AS n(partition, chain) WHERE p.partition = n.partition",
            known.Partitions.Select(each => each.Number).ToArray(),
            known.Partitions.Select(each => Chain.Start(known.Identity, each.Number)).ToArray()
        );
        await transaction.CommitAsync();
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string sql,
        params object[] values
    )
    {
        await using var command = Session.Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The database may be far: many commits are sent in one go.</summary>
    private sealed class Writer(PostgresLedger ledger, long inOneGo) : ICopyWriter
    {
        public IReadOnlyList<StreamName> Append(IReadOnlyList<Slice> slices, Moment committed) =>
            ledger.LayAsync(slices, committed, inOneGo).AsTask().GetAwaiter().GetResult();

        public void End() => ledger.SendAsync().AsTask().GetAwaiter().GetResult();

        public void Dispose() => ledger.Dispose();
    }
}
