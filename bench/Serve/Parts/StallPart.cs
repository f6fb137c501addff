using System.Globalization;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>Asks of other accounts while one with a long life takes late terms, each of which has it folded anew.</summary>
internal static class StallPart
{
    private const double MostOfUndisturbed = 2;
    private const double QuarterLoad = 0.25;
    private const int Others = 1_000;
    private static readonly TimeSpan Late = TimeSpan.FromHours(12);

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("stall");
        Plan.Open(server, 1 + Others);
        new Ingest(plan, server).Fill(accounts: 1, plan.LongLife);
        var asks = new Asks(plan, server, 1, Others);
        _ = asks.Rate(); // warms up
        var rate = asks.Rate().Rate * QuarterLoad;
        var lasting = plan.Slice * 2;
        var (with, without, terms) = (new List<double[]>(), new List<double[]>(), 0);
        for (var round = 0; round < plan.Rounds; round++)
        {
            without.Add(asks.Waits(rate, lasting));
            using var over = new CancellationTokenSource();
            var late = Task.Run(() => TakeLateTerms(server, over.Token));
            with.Add(asks.Waits(rate, lasting));
            over.Cancel();
            terms += late.Result;
        }
        Console.WriteLine($"  {terms} late terms, {server.Metric("evenhand_refolds_total")} folds");
        yield return Waits.Beside(
            $"waits of asks at a quarter of the load ({rate:N0}/s), while an account of {plan.LongLife:N0} events takes a late term",
            with,
            "without",
            without,
            990,
            MostOfUndisturbed
        );
    }

    /// <summary>Sends a term that came late and asks, which waits for the fold, until it is over; returns how often.</summary>
    private static int TakeLateTerms(Served server, CancellationToken over)
    {
        using var connection = new Connection(server.Port);
        var sent = 0;
        for (; sent == 0 || !over.IsCancellationRequested; sent++)
        {
            var time = (DateTime.UtcNow - Late).ToString(
                "yyyy-MM-ddTHH:mm:ss.fffZ",
                CultureInfo.InvariantCulture
            );
            var term =
                $$$"""{"specversion":"1.0","id":"{{{Guid.NewGuid()}}}","source":"bench","type":"seats.set","time":"{{{time}}}","subject":"{{{Requests.Account(0)}}}","data":{"licensed":{{{10 + sent % 7}}},"restricted":0}}""";
            var status = connection.Exchange(
                Requests.Post(
                    "/v1/events",
                    "application/cloudevents+json",
                    System.Text.Encoding.ASCII.GetBytes(term)
                )
            );
            if (status != 200)
                throw new InvalidOperationException($"a late term was answered {status}");
            if (connection.Exchange(Requests.Ask("/v1/gate", 0)) != 200)
                throw new InvalidOperationException("an ask was not answered");
        }
        return sent;
    }
}
