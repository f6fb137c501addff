using Evenhand.Ledger.Postgres;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>Durable ingest with the ledger in PostgreSQL, beside the embedded one, and beside the rows that one would insert otherwise.</summary>
internal static class PostgresPart
{
    private const double LeastOfEmbedded = 0.6;
    private const double LeastOfInserts = 2;
    private const int RowsOfAStatement = 100;

    private const string Table =
        "CREATE TABLE event (account text NOT NULL, source text NOT NULL, id text NOT NULL, type text NOT NULL,"
        + " time timestamptz NOT NULL, data jsonb NOT NULL, PRIMARY KEY (account, source, id))";

    public static IEnumerable<Row> Run(Plan plan)
    {
        if (PostgresCluster.Binaries() is not { } binaries)
        {
            var absent = "not installed (apt-get install postgresql)";
            yield return new("a ledger in PostgreSQL", absent, "", null, "", null);
            yield break;
        }
        using var cluster = new PostgresCluster(binaries, Table);
        var (ours, embedded, inserts) = Measure(plan, cluster);
        var what = $"durable ingest in PostgreSQL, batches of 100 accounts of {plan.Accounts:N0}";
        yield return Row.AtLeast(
            what,
            Pace.Median(ours).Told("events"),
            $"embedded {Pace.Median(embedded).Told("events")}",
            Pace.Ratio(ours, embedded),
            LeastOfEmbedded
        );
        yield return Row.AtLeast(
            what,
            Pace.Median(ours).Told("events"),
            $"INSERT … ON CONFLICT DO NOTHING, {RowsOfAStatement} rows, {Row.Rate(Row.Median(inserts), "rows")}",
            Row.Median(ours.Zip(inserts, (pace, rows) => pace.Rate / rows)),
            LeastOfInserts
        );
    }

    private static (List<Pace> Ours, List<Pace> Embedded, List<double> Inserts) Measure(
        Plan plan,
        PostgresCluster cluster
    )
    {
        Preparation
            .RunAsync(PostgresPlace.Of(cluster.Connection, null), Preparation.Partitions, null)
            .GetAwaiter()
            .GetResult();
        using var database = plan.Start(
            "postgres",
            "--ledger",
            "postgres",
            "--ledger-connection",
            cluster.Connection
        );
        using var file = plan.Start("embedded");
        Plan.Open(database, plan.Accounts);
        Plan.Open(file, plan.Accounts);
        var (ours, embedded) = (new Ingest(plan, database), new Ingest(plan, file));
        var (a, b, rows) = (new List<Pace>(), new List<Pace>(), new List<double>());
        for (var round = -1; round < plan.Rounds; round++)
        {
            var one = embedded.Rate("/v1/events", plan.Accounts, spread: true);
            var other = ours.Rate("/v1/events", plan.Accounts, spread: true);
            var inserted = RowsOfAStatement * cluster.Rate(plan with { Rounds = 1 }, Insert(plan));
            if (round < 0)
                continue; // the first warms up
            a.Add(other);
            b.Add(one);
            rows.Add(inserted);
            Console.WriteLine(
                $"  postgres {other.Told("events")}, embedded {one.Told("events")}, {Row.Rate(inserted, "rows")}"
            );
        }
        return (a, b, rows);
    }

    private static string Insert(Plan plan) =>
        $$"""
            INSERT INTO event SELECT 'account-' || (random() * {{plan.Accounts}})::int, 'bench', gen_random_uuid()::text, 'api.called', now(), '{"count":1,"operation":"orders.list","user":"user-1"}' FROM generate_series(1, {{RowsOfAStatement}}) ON CONFLICT DO NOTHING;

            """;
}
