namespace Evenhand.Bench.Serve.Parts;

/// <summary>What one would build for the gate otherwise: a counter in PostgreSQL, raised with each ask, over 8 connections.</summary>
internal static class CounterPart
{
    private const int SpreadKeys = 10_000;
    private const string Counter =
        "INSERT INTO counter (key, n) VALUES (:key, 1) ON CONFLICT (key) DO UPDATE SET n = counter.n + 1 RETURNING n;\n";

    /// <summary>Measures on a cluster of its own, with the settings that PostgreSQL comes with.</summary>
    public static IEnumerable<Row> Run(Plan plan)
    {
        if (PostgresCluster.Binaries() is not { } binaries)
        {
            var absent = "not installed (apt-get install postgresql)";
            yield return new("a counter in PostgreSQL", absent, "", null, "", null);
            yield break;
        }
        var (asks, hot) = (Asks(plan, plan.Accounts), Asks(plan, 1));
        using var cluster = new PostgresCluster(
            binaries,
            "CREATE TABLE counter (key bigint PRIMARY KEY, n bigint NOT NULL) WITH (fillfactor = 50)"
        );
        var spread = cluster.Rate(plan, $"\\set key random(1, {SpreadKeys})\n{Counter}");
        var one = cluster.Rate(plan, $"\\set key 1\n{Counter}");
        yield return Beside("asks beside a counter, spread keys", asks, spread, 3);
        yield return Beside("asks beside a counter, one hot key", hot, one, 8);
    }

    private static double Asks(Plan plan, int accounts)
    {
        using var server = plan.Start($"counter-{accounts}");
        Plan.Open(server, accounts);
        var asks = new Asks(plan, server, 0, accounts);
        _ = asks.Rate(); // warms up
        return Row.Median(Enumerable.Range(0, plan.Rounds).Select(_ => asks.Rate().Rate));
    }

    private static Row Beside(string what, double asks, double upserts, double least) =>
        new(
            what,
            Row.Rate(asks, "asks"),
            $"PostgreSQL, {PostgresCluster.Clients} connections, {Row.Rate(upserts, "upserts")}",
            asks / upserts,
            $"ratio ≥ {least}",
            asks / upserts >= least
        );
}
