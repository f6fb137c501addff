using Evenhand.Ledger;
using Evenhand.Ledger.Postgres;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>A ledger in a database of its own, on the server of the run or on another.</summary>
internal sealed class PostgresLedgers
{
    private readonly PostgresServer server;

    public PostgresLedgers(PostgresServer server, int partitions = 8)
    {
        this.server = server;
        Database = server.NewDatabase();
        Role = $"node_{Database}";
        server.Do("postgres", $"CREATE ROLE {Role} LOGIN");
        Preparation
            .RunAsync(PostgresPlace.Of(server.Connection(Database), null), partitions, Role)
            .GetAwaiter()
            .GetResult();
        Place = PostgresPlace.Of(server.Connection(Database, Role), null);
    }

    public string Database { get; }

    /// <summary>The role that serves, which may do little.</summary>
    public string Role { get; }

    public PostgresPlace Place { get; }

    public PostgresLedger Open(bool holds = false) => Open(new LedgerOpening { Holds = holds });

    public PostgresLedger Open(LedgerOpening opening) =>
        PostgresLedger.OpenAsync(Place, opening).GetAwaiter().GetResult();

    public void Do(string sql) => server.Do(Database, sql);

    public T Ask<T>(string sql) => server.Ask<T>(Database, sql);
}
