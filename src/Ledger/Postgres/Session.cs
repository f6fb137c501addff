using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>Connections to one place, for what may be done again where one was lost. Safe to use from many threads.</summary>
internal sealed class Session(PostgresPlace place) : IDisposable
{
    private readonly NpgsqlDataSource source = place.Source();

    /// <summary>Where they lead.</summary>
    public PostgresPlace Place => place;

    /// <summary>Whether the last commits may be lost with the machine; whoever says so makes them again.</summary>
    public bool IsHurried { get; init; }

    /// <summary>A command with values.</summary>
    public static NpgsqlCommand Command(
        NpgsqlConnection connection,
        string sql,
        params ReadOnlySpan<object> values
    )
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    /// <summary>Does something that changes nothing, or that may be done twice; once more where its connection was lost.</summary>
    /// <exception cref="LedgerException">It cannot be done.</exception>
    public async ValueTask<T> WithAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        for (var again = false; ; again = true)
            try
            {
                await using var connection = await source.ConnectAsync();
                return await work(connection);
            }
            catch (Exception error) when (!again && PostgresFaults.IsLost(error))
            {
                // The server was started anew, and those that are kept all lead to the one before.
                source.Clear();
            }
            catch (Exception error) when (PostgresFaults.Is(error))
            {
                throw PostgresFaults.Of(error, place);
            }
    }

    /// <summary>The same of something without a result.</summary>
    public async ValueTask DoAsync(Func<NpgsqlConnection, Task> work) =>
        await WithAsync(async connection =>
        {
            await work(connection);
            return true;
        });

    /// <summary>The rows of a query.</summary>
    public ValueTask<List<T>> ListAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        params object[] values
    ) =>
        WithAsync(async connection =>
        {
            await using var command = Command(connection, sql, values);
            await using var rows = await command.RowsAsync();
            var found = new List<T>();
            while (await rows.NextAsync())
                found.Add(read(rows));
            return found;
        });

    /// <summary>A connection of one's own, for long.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = await source.ConnectAsync();
        // Whoever is gone without a word lets go of its locks within a minute. On a socket of the machine it means nothing.
        await using var alive = Command(
            connection,
            "SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"
                + (IsHurried ? "; SET synchronous_commit = off" : "")
        );
        await alive.DoneAsync();
        return connection;
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
