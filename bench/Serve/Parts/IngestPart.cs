namespace Evenhand.Bench.Serve.Parts;

/// <summary>Durable ingest in batches of a hundred, beside the same server merely parsing the same bodies.</summary>
internal static class IngestPart
{
    private const double LeastOfParsing = 0.6;
    private const double LeastSpreadOfParsing = 0.35;
    private const double LeastSpreadOfOne = 0.55;

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("ingest");
        Plan.Open(server, plan.Accounts);
        var ingest = new Ingest(plan, server);
        for (var round = -1; round < plan.Rounds; round++)
            ingest.Measure(plan.Accounts, counts: round >= 0); // the first warms up
        yield return Row.AtLeast(
            "durable ingest, one account a batch",
            Pace.Median(ingest.One).Told("events"),
            $"parse only {Pace.Median(ingest.ParsedOne).Told("events")}",
            Pace.Ratio(ingest.One, ingest.ParsedOne),
            LeastOfParsing
        );
        var spread = Pace.Median(ingest.Spread).Told("events");
        var what = $"durable ingest, batches of 100 accounts of {plan.Accounts:N0}";
        yield return Row.AtLeast(
            what,
            spread,
            $"parse only {Pace.Median(ingest.ParsedSpread).Told("events")}",
            Pace.Ratio(ingest.Spread, ingest.ParsedSpread),
            LeastSpreadOfParsing
        );
        yield return Row.AtLeast(
            what,
            spread,
            "one account a batch",
            Pace.Ratio(ingest.Spread, ingest.One),
            LeastSpreadOfOne
        );
    }
}
