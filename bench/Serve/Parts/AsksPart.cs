namespace Evenhand.Bench.Serve.Parts;

/// <summary>Single asks beside a bare endpoint of the same server, and their waits beside its waits at the same load.</summary>
internal static class AsksPart
{
    private const double LeastOfBare = 0.83;
    private const double MostOfBareWaits = 2;
    private const double HalfLoad = 0.5;

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("asks");
        Plan.Open(server, plan.Accounts);
        var asks = new Asks(plan, server, 0, plan.Accounts);
        var (gates, echoes) = (new List<Pace>(), new List<Pace>());
        for (var round = -1; round < plan.Rounds; round++)
        {
            var echo = asks.BareRate();
            var gate = asks.Rate();
            if (round < 0)
                continue; // the first warms up
            gates.Add(gate);
            echoes.Add(echo);
            Console.WriteLine($"  {gate.Told("asks")}, {echo.Told("bare")}");
        }
        yield return Row.AtLeast(
            "single asks",
            Pace.Median(gates).Told("asks"),
            $"bare endpoint {Pace.Median(echoes).Told("posts")}",
            Pace.Ratio(gates, echoes),
            LeastOfBare
        );
        var rate = Pace.Median(gates).Rate * HalfLoad;
        var (waits, bare) = (new List<double[]>(), new List<double[]>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            bare.Add(asks.BareWaits(rate, plan.Slice));
            waits.Add(asks.Waits(rate, plan.Slice));
        }
        var what = $"waits of asks at half of that ({rate:N0}/s)";
        yield return Waits.Beside(what, waits, "bare endpoint", bare, 990, MostOfBareWaits);
        yield return Waits.Beside(what, waits, "bare endpoint", bare, 999, MostOfBareWaits);
    }
}
