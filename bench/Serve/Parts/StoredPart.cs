using static System.FormattableString;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// What an event costs as ever more are stored: the same batches, the same active accounts. Each cost is told in
/// multiples of merely parsing the same batches in the same minute, so that the machine's moods cancel out.
/// </summary>
internal static class StoredPart
{
    private const long Promised = 100_000_000;
    private const double Flat = 0.15;
    private const int Accounts = 1_000;

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("stored");
        Plan.Open(server, Accounts);
        new Ingest(plan, server).Measure(Accounts, counts: false);
        var points = new List<(double Stored, double Cost)>();
        foreach (var wanted in Points(plan.MostStored))
        {
            var ingest = new Ingest(plan, server);
            ingest.Fill(Accounts, wanted - Stored(server));
            for (var round = 0; round < plan.Rounds; round++)
                ingest.Measure(Accounts, counts: true);
            var cost = 1 / Pace.Ratio(ingest.Spread, ingest.ParsedSpread);
            var one = 1 / Pace.Ratio(ingest.One, ingest.ParsedOne);
            points.Add((Stored(server), cost));
            yield return new(
                $"an event with {Stored(server):N0} stored, batches of 100 of {Accounts:N0} accounts",
                Pace.Median(ingest.Spread).Told("events"),
                Invariant($"{cost:N2} times parsing; one account a batch {one:N2}"),
                cost / points[0].Cost,
                "",
                null
            );
        }
        yield return Flatness(points);
    }

    /// <summary>From a million on (or a quarter of what there will be), each twice the one before.</summary>
    private static IEnumerable<long> Points(long most)
    {
        for (var point = Math.Min(1_000_000, most / 4); point < most; point *= 2)
            yield return point;
        yield return most;
    }

    private static long Stored(Served server) =>
        (long)server.Metric("evenhand_events_accepted_total");

    /// <summary>The last point beside the first; and, by a line through all of them over the doublings, the promised one.</summary>
    private static Row Flatness(List<(double Stored, double Cost)> points)
    {
        var last = points[^1].Cost / points[0].Cost;
        var (x, y) = (
            points.ConvertAll(point => Math.Log2(point.Stored)),
            points.ConvertAll(point => point.Cost)
        );
        var (meanX, meanY) = (x.Average(), y.Average());
        var slope =
            x.Zip(y, (at, cost) => (at - meanX) * (cost - meanY)).Sum()
            / x.Sum(at => (at - meanX) * (at - meanX));
        double At(double stored) => meanY + slope * (Math.Log2(stored) - meanX);
        var promised = At(Promised) / At(points[0].Stored);
        return new(
            $"cost of an event from {points[0].Stored:N0} to {points[^1].Stored:N0} stored",
            Invariant($"{slope / meanY:P1} a doubling"),
            points[^1].Stored >= Promised
                ? "measured"
                : Invariant($"{promised:N2} at {Promised:N0} if it goes on so"),
            last,
            Invariant($"1 ± {Flat}"),
            Math.Abs(last - 1) <= Flat
        );
    }
}
