namespace Evenhand.Bench.Serve.Parts;

/// <summary>Asks in bodies of a hundred, of as many accounts, beside merely parsing bodies of a hundred events.</summary>
internal static class ManyAsksPart
{
    private const double LeastOfParsing = 0.35;
    private const int AtOnce = 100;
    private const int Bodies = 500;
    private const int Connections = 24;

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("many");
        Plan.Open(server, plan.Accounts);
        var bodies = BodiesOf(plan.Accounts);
        Check(server, bodies[0]);
        var ingest = new Ingest(plan, server);
        var (asked, parsed) = (new List<Pace>(), new List<Pace>());
        for (var round = -1; round < plan.Rounds; round++)
        {
            var parse = ingest.Rate("/bench/parse", plan.Accounts, spread: true);
            var ask = Rate(plan, server, bodies);
            if (round < 0)
                continue; // the first warms up
            asked.Add(ask);
            parsed.Add(parse);
            Console.WriteLine($"  {ask.Told("asks")}, {parse.Told("parsed")}");
        }
        yield return Row.AtLeast(
            $"asks in bodies of {AtOnce}, of {plan.Accounts:N0} accounts",
            Pace.Median(asked).Told("asks"),
            $"parse only {Pace.Median(parsed).Told("events")}",
            Pace.Ratio(asked, parsed),
            LeastOfParsing
        );
    }

    private static byte[][] BodiesOf(int accounts)
    {
        var dice = new Random(1);
        return
        [
            .. Enumerable
                .Range(0, Bodies)
                .Select(_ =>
                    Requests.Asks(Enumerable.Range(0, AtOnce).Select(_ => dice.Next(accounts)))
                ),
        ];
    }

    private static void Check(Served server, byte[] body)
    {
        using var connection = new Connection(server.Port);
        var status = connection.Exchange(body);
        var answer = System.Text.Encoding.UTF8.GetString(connection.Body);
        if (status != 200 || answer.Split("\"outcome\"").Length != AtOnce + 1)
            throw new InvalidOperationException($"the gate answered {status}: {answer}");
    }

    private static Pace Rate(Plan plan, Served server, byte[][] bodies)
    {
        using var loop = new ClosedLoop(server.Port, Connections);
        var dice = new Random(2);
        return Pace.Of(
            server,
            () => loop.Run(() => bodies[dice.Next(bodies.Length)], plan.Slice),
            AtOnce
        );
    }
}
