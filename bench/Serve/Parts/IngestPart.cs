namespace Evenhand.Bench.Serve.Parts;

/// <summary>Durable ingest in batches of a hundred, beside the same server merely parsing the same bodies.</summary>
internal static class IngestPart
{
    private const int Connections = 24;

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("ingest");
        Plan.Open(server, plan.Accounts);
        yield return Measure(plan, server, spread: false, "one account a batch", 800_000, 0.3);
        yield return Measure(plan, server, spread: true, "100 accounts a batch", 350_000, null);
        yield return new(
            "stored meanwhile",
            $"{server.Metric("evenhand_events_accepted_total"):N0} events",
            "",
            null,
            "",
            null
        );
    }

    private static Row Measure(
        Plan plan,
        Served server,
        bool spread,
        string what,
        double leastRate,
        double? leastRatio
    )
    {
        var (parsed, stored) = (new List<Pace>(), new List<Pace>());
        for (var round = -1; round < plan.Rounds; round++)
        {
            var parse = Rate(plan, server, "/bench/parse", spread);
            var store = Rate(plan, server, "/v1/events", spread);
            if (round < 0)
                continue; // the first warms up
            parsed.Add(parse);
            stored.Add(store);
            Console.WriteLine($"  {what}: {store.Told("durable")}, {parse.Told("parsed")}");
        }
        var (pace, yardstick) = (Pace.Median(stored), Pace.Median(parsed));
        var (rate, ratio) = (
            pace.Rate,
            Row.Median(stored.Zip(parsed, (store, parse) => store.Rate / parse.Rate))
        );
        return new(
            $"durable ingest, {what}",
            pace.Told("events"),
            $"parse only {yardstick.Told("events")}",
            ratio,
            $"≥ {leastRate:N0}/s" + (leastRatio is { } least ? $", ratio ≥ {least}" : ""),
            rate >= leastRate && ratio >= (leastRatio ?? 0)
        );
    }

    private static Pace Rate(Plan plan, Served server, string path, bool spread)
    {
        using var loop = new ClosedLoop(server.Port, Connections);
        var (batch, dice) = (new Batch(path), new Random(1));
        return Pace.Of(
            server,
            () => loop.Run(() => batch.Next(dice, plan.Accounts, spread), plan.Slice),
            Batch.Events
        );
    }
}
