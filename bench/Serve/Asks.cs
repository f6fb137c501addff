namespace Evenhand.Bench.Serve;

/// <summary>Single asks of many accounts, and the same bodies posted to a bare endpoint of the same server.</summary>
internal sealed class Asks
{
    private const int Connections = 32;

    private readonly Plan plan;
    private readonly Served server;
    private readonly byte[][] asks;
    private readonly byte[][] bare;

    /// <summary>Prepares requests.</summary>
    /// <param name="plan">How long.</param>
    /// <param name="server">The server.</param>
    /// <param name="first">The first account.</param>
    /// <param name="accounts">How many accounts.</param>
    public Asks(Plan plan, Served server, int first, int accounts)
    {
        (this.plan, this.server) = (plan, server);
        (asks, bare) = (For("/v1/gate", first, accounts), For("/bench/echo", first, accounts));
        using var connection = new Connection(server.Port);
        var status = connection.Exchange(asks[0]);
        var answer = System.Text.Encoding.UTF8.GetString(connection.Body);
        if (status != 200 || !answer.Contains("\"outcome\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"the gate answered {status}: {answer}");
    }

    /// <summary>Asks as fast as answers come.</summary>
    public Pace Rate() => Rate(asks);

    /// <summary>Posts to the bare endpoint as fast as answers come.</summary>
    public Pace BareRate() => Rate(bare);

    /// <summary>The waits of asks at a rate, sorted, in milliseconds.</summary>
    public double[] Waits(double rate, TimeSpan lasting) => Waits(asks, rate, lasting);

    /// <summary>The waits of posts to the bare endpoint at a rate.</summary>
    public double[] BareWaits(double rate, TimeSpan lasting) => Waits(bare, rate, lasting);

    private static byte[][] For(string to, int first, int accounts) =>
        [.. Enumerable.Range(first, accounts).Select(account => Requests.Ask(to, account))];

    private Pace Rate(byte[][] requests)
    {
        using var loop = new ClosedLoop(server.Port, Connections);
        var dice = new Random(1);
        return Pace.Of(
            server,
            () => loop.Run(() => requests[dice.Next(requests.Length)], plan.Slice),
            each: 1
        );
    }

    private double[] Waits(byte[][] requests, double rate, TimeSpan lasting)
    {
        var dice = new Random(2);
        return OpenLoop.Run(server.Port, () => requests[dice.Next(requests.Length)], rate, lasting);
    }
}
