using System.Security.Cryptography;
using Evenhand.Ledger.Segments;
using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>
/// Makes a ledger in a database, or brings it to this program's format, and grants a role what it needs to serve it. Done by the
/// role that owns the tables, before a server is started; a server itself changes no table.
/// </summary>
public sealed class Preparation
{
    /// <summary>How many partitions a ledger is made with unless it is said.</summary>
    public const int Partitions = 32;

    /// <summary>"EvnL": under this number whoever prepares waits for whoever does so already.</summary>
    private const long Lock = 0x45766E4C;

    private static readonly string[] Steps = [Tables.First];

    private readonly NpgsqlConnection connection;

    private Preparation(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>The format that this program writes, and the last that it reads.</summary>
    internal static int Format => Steps.Length;

    /// <summary>Makes or renews it, in one transaction.</summary>
    /// <param name="place">Where, as the role that owns the tables.</param>
    /// <param name="partitions">How many partitions a ledger is made with that is not there yet.</param>
    /// <param name="role">The role that is to serve it; null where that is the owner or was granted it before.</param>
    /// <returns>What was done, in a sentence without a full stop.</returns>
    /// <exception cref="LedgerUnavailableException">It cannot be reached, or the role may not make tables.</exception>
    /// <exception cref="NewerLedgerException">A later version of the program has prepared it.</exception>
    public static async Task<string> RunAsync(PostgresPlace place, int partitions, string? role)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partitions, Partitioning.Most);
        try
        {
            await using var source = place.Source();
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var done = await new Preparation(connection).GoAsync(place, partitions, role);
            await transaction.CommitAsync();
            return done;
        }
        catch (Exception error) when (PostgresFaults.Is(error))
        {
            throw PostgresFaults.Of(error, place);
        }
    }

    /// <summary>The format that a database has; 0 where it holds no ledger.</summary>
    internal static async Task<(int Format, string Program)> FormatOfAsync(
        NpgsqlConnection connection
    )
    {
        await using var look = new NpgsqlCommand(
            "SELECT to_regclass('evenhand.format') IS NOT NULL",
            connection
        );
        if (!(bool)(await look.ExecuteScalarAsync())!)
            return (0, "");
        await using var last = new NpgsqlCommand(
            "SELECT number, program FROM evenhand.format ORDER BY number DESC LIMIT 1",
            connection
        );
        await using var row = await last.ExecuteReaderAsync();
        return await row.ReadAsync() ? (row.GetInt32(0), row.GetString(1)) : (0, "");
    }

    /// <summary>Refuses what a later program has made.</summary>
    internal static void Refuse(PostgresPlace place, int format, string program)
    {
        if (format > Format)
            throw new NewerLedgerException(
                $"{place}: the ledger has format {format}, written by evenhand {program}, and this program ({Program.Version}) reads up to {Format}."
                    + $" Run evenhand {program} or a later one"
            );
    }

    private async Task<string> GoAsync(PostgresPlace place, int partitions, string? role)
    {
        await DoAsync($"SELECT pg_advisory_xact_lock({Lock})");
        var (before, program) = await FormatOfAsync(connection);
        Refuse(place, before, program);
        if (before == 0)
            await DoAsync("CREATE SCHEMA IF NOT EXISTS evenhand");
        for (var step = before; step < Format; step++)
        {
            await DoAsync(Steps[step]);
            await DoAsync("INSERT INTO evenhand.format VALUES ($1, $2)", step + 1, Program.Version);
        }
        if (before == 0)
            await IdentifyAsync(partitions);
        if (role is not null)
            await DoAsync(
                Tables.Grants.Replace("{role}", await QuotedAsync(role), StringComparison.Ordinal)
            );
        return before switch
        {
            0 => $"{place}: the ledger is made, with format {Format} and {partitions} partitions",
            _ when before < Format => $"{place}: the ledger has format {Format} now",
            _ => $"{place}: the ledger has format {Format} already",
        };
    }

    private async Task IdentifyAsync(int partitions)
    {
        var identity = new LedgerIdentity(
            Guid.NewGuid(),
            BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)),
            partitions
        );
        await DoAsync(
            "INSERT INTO evenhand.ledger VALUES (true, $1, $2, $3, false)",
            identity.Id,
            identity.Seed,
            partitions
        );
        await DoAsync("INSERT INTO evenhand.holder VALUES (true, 0, '', now())");
        await DoAsync(
            "INSERT INTO evenhand.partition SELECT n.partition, 0, 0, n.chain FROM unnest($1, $2) AS n(partition, chain)",
            Enumerable.Range(0, partitions).ToArray(),
            Enumerable.Range(0, partitions).Select(each => Chain.Start(identity, each)).ToArray()
        );
    }

    private async Task DoAsync(string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> QuotedAsync(string role)
    {
        await using var quote = new NpgsqlCommand("SELECT quote_ident($1)", connection);
        quote.Parameters.Add(new NpgsqlParameter { Value = role });
        return (string)(await quote.ExecuteScalarAsync())!;
    }
}
