using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>
/// Who serves a ledger. It is a lock of a session, which PostgreSQL takes away with the session, and an epoch, which every commit
/// proves: the lock is there to refuse politely, the epoch to be safe.
/// </summary>
internal static class Hold
{
    /// <summary>"EvnH": the lock of whoever serves.</summary>
    private const long Lock = 0x45766E48;

    /// <summary>Takes the lock.</summary>
    /// <returns>False where another has it.</returns>
    public static async Task<bool> TryLockAsync(NpgsqlConnection connection)
    {
        await using var take = Session.Command(connection, "SELECT pg_try_advisory_lock($1)", Lock);
        return await take.ExecuteScalarAsync() is true;
    }

    /// <summary>Whoever has the lock, for people.</summary>
    public static async Task<LedgerUnavailableException> RefusalAsync(
        NpgsqlConnection connection,
        PostgresPlace place
    )
    {
        await using var look = Session.Command(
            connection,
            "SELECT h.name, to_char(h.since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), coalesce((SELECT l.pid FROM pg_locks l"
                + " WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid::bigint = $1"
                + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1), 0)"
                + " FROM evenhand.holder h",
            Lock
        );
        await using var row = await look.ExecuteReaderAsync();
        var (name, since, process) = await row.ReadAsync()
            ? (row.GetString(0), row.GetString(1), row.GetInt32(2))
            : ("another server", "?", 0);
        return new(
            $"{place}: {name} has served this ledger since {since} UTC, and one server does at a time. Stop that one first. If it is gone"
                + $" and its session lingers, PostgreSQL ends that within a minute, or at once with: SELECT pg_terminate_backend({process})"
        );
    }

    /// <summary>Takes a ledger over: whoever held it before finds another epoch where it proves its own.</summary>
    public static async Task<long> TakeOverAsync(NpgsqlConnection connection, string name)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        // In the order in which commits take them.
        await RunAsync(
            connection,
            "SELECT 1 FROM evenhand.partition ORDER BY partition FOR UPDATE"
        );
        await using var raise = Session.Command(
            connection,
            "UPDATE evenhand.holder SET epoch = epoch + 1, name = $1, since = now() RETURNING epoch",
            name
        );
        var epoch = (long)(await raise.ExecuteScalarAsync())!;
        await RunAsync(connection, "UPDATE evenhand.partition SET epoch = $1", epoch);
        await RunAsync(connection, "SELECT pg_notify('evenhand', '')");
        await transaction.CommitAsync();
        return epoch;
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
}
