using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>
/// Asks PostgreSQL; where the caller waits with a thread of its own, by a call that waits itself. What is awaited ends on a thread of
/// the pool: if those all waited for accounts to be brought into memory, there would be none on which anything could end.
/// </summary>
internal static class OnTheSpot
{
    /// <summary>A connection.</summary>
    public static ValueTask<NpgsqlConnection> ConnectAsync(this NpgsqlDataSource source) =>
        Blocking.IsHere ? new(source.OpenConnection()) : source.OpenConnectionAsync();

    /// <summary>The rows of a query.</summary>
    public static ValueTask<NpgsqlDataReader> RowsAsync(this NpgsqlCommand command) =>
        Blocking.IsHere ? new(command.ExecuteReader()) : new(command.ExecuteReaderAsync());

    /// <summary>Goes on to the next row; false where there is none.</summary>
    public static ValueTask<bool> NextAsync(this NpgsqlDataReader rows) =>
        Blocking.IsHere ? new(rows.Read()) : new(rows.ReadAsync());

    /// <summary>Does what has no rows.</summary>
    public static ValueTask<int> DoneAsync(this NpgsqlCommand command) =>
        Blocking.IsHere ? new(command.ExecuteNonQuery()) : new(command.ExecuteNonQueryAsync());

    /// <inheritdoc cref="DoneAsync(NpgsqlCommand)"/>
    public static ValueTask<int> DoneAsync(this NpgsqlBatch batch) =>
        Blocking.IsHere ? new(batch.ExecuteNonQuery()) : new(batch.ExecuteNonQueryAsync());

    /// <summary>The one value of a query.</summary>
    public static ValueTask<object?> ValueAsync(this NpgsqlCommand command) =>
        Blocking.IsHere ? new(command.ExecuteScalar()) : new(command.ExecuteScalarAsync());

    /// <summary>Begins a transaction.</summary>
    public static ValueTask<NpgsqlTransaction> BeginAsync(
        this NpgsqlConnection connection,
        System.Data.IsolationLevel level = System.Data.IsolationLevel.ReadCommitted
    ) =>
        Blocking.IsHere
            ? new(connection.BeginTransaction(level))
            : connection.BeginTransactionAsync(level);

    /// <summary>Ends it, so that it holds.</summary>
    public static ValueTask EndAsync(this NpgsqlTransaction transaction)
    {
        if (!Blocking.IsHere)
            return new(transaction.CommitAsync());
        transaction.Commit();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends it, so that nothing of it was.</summary>
    public static ValueTask UndoAsync(this NpgsqlTransaction transaction)
    {
        if (!Blocking.IsHere)
            return new(transaction.RollbackAsync());
        transaction.Rollback();
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes a turn.</summary>
    public static ValueTask EnterAsync(this SemaphoreSlim gate)
    {
        if (!Blocking.IsHere)
            return new(gate.WaitAsync());
        gate.Wait();
        return ValueTask.CompletedTask;
    }
}
