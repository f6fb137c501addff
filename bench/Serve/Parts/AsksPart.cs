namespace Evenhand.Bench.Serve.Parts;

/// <summary>Single asks beside a bare endpoint of the same server, their waits at half of the maximum, and PostgreSQL.</summary>
internal static class AsksPart
{
    private const int Connections = 32;

    public static IEnumerable<Row> Run(Plan plan, bool besidePostgres)
    {
        using var server = plan.Start("asks");
        Plan.Open(server, plan.Accounts);
        var (asks, bare) = Asks(server, "/v1/gate", plan.Accounts, "/bench/echo");
        var (gates, echoes) = (new List<Pace>(), new List<Pace>());
        for (var round = -1; round < plan.Rounds; round++)
        {
            var echo = Rate(plan, server, bare);
            var gate = Rate(plan, server, asks);
            if (round < 0)
                continue; // the first warms up
            gates.Add(gate);
            echoes.Add(echo);
            Console.WriteLine($"  {gate.Told("asks")}, {echo.Told("bare")}");
        }
        var (pace, rate) = (Pace.Median(gates), Pace.Median(gates).Rate);
        var ratio = Row.Median(gates.Zip(echoes, (gate, echo) => gate.Rate / echo.Rate));
        yield return new(
            "single asks",
            pace.Told("asks"),
            $"bare endpoint {Pace.Median(echoes).Told("posts")}",
            ratio,
            "ratio ≥ 0.7",
            ratio >= 0.7
        );
        yield return Waits(plan, server, asks, rate / 2);
        if (!besidePostgres)
            yield break;
        // One account asked for all the time, as the one hot key is.
        var one = Asks(server, "/v1/gate", 1, "/bench/echo").Asks;
        var hot = Rate(plan, server, one).Rate;
        foreach (var row in Postgres.Compare(plan, rate, hot))
            yield return row;
    }

    private static (byte[][] Asks, byte[][] Bare) Asks(
        Served server,
        string path,
        int accounts,
        string bare
    )
    {
        byte[][] For(string to) =>
            [.. Enumerable.Range(0, accounts).Select(account => Requests.Ask(to, account))];
        using var connection = new Connection(server.Port);
        var status = connection.Exchange(Requests.Ask(path, 0));
        var answer = System.Text.Encoding.UTF8.GetString(connection.Body);
        return status == 200 && answer.Contains("\"outcome\"", StringComparison.Ordinal)
            ? (For(path), For(bare))
            : throw new InvalidOperationException($"{path} answered {status}: {answer}");
    }

    private static Pace Rate(Plan plan, Served server, byte[][] requests)
    {
        using var loop = new ClosedLoop(server.Port, Connections);
        var dice = new Random(1);
        return Pace.Of(
            server,
            () => loop.Run(() => requests[dice.Next(requests.Length)], plan.Slice),
            each: 1
        );
    }

    private static Row Waits(Plan plan, Served server, byte[][] asks, double rate)
    {
        var dice = new Random(2);
        var waits = Enumerable
            .Range(0, plan.Rounds)
            .Select(_ =>
                OpenLoop.Run(server.Port, () => asks[dice.Next(asks.Length)], rate, plan.Slice)
            )
            .ToArray();
        double Middle(int share) =>
            Row.Median(waits.Select(round => OpenLoop.OfThousand(round, share)));
        return new(
            $"waits of asks at half of that ({rate:N0}/s)",
            $"p50 {Middle(500):N2} ms, p99 {Middle(990):N2} ms, p99.9 {Middle(999):N2} ms",
            "",
            null,
            "p99 ≤ 3 ms",
            Middle(990) <= 3
        );
    }
}
