namespace Evenhand.Bench.Serve;

/// <summary>Usage stored, and merely parsed, in turn: batches of one account each, and batches in which each event is of another.</summary>
internal sealed class Ingest(Plan plan, Served server)
{
    private const int Connections = 24;

    /// <summary>Stored, one account a batch.</summary>
    public List<Pace> One { get; } = [];

    /// <summary>Stored, another account for each event.</summary>
    public List<Pace> Spread { get; } = [];

    /// <summary>Parsed, one account a batch.</summary>
    public List<Pace> ParsedOne { get; } = [];

    /// <summary>Parsed, another account for each event.</summary>
    public List<Pace> ParsedSpread { get; } = [];

    /// <summary>Measures each of the four once.</summary>
    /// <param name="accounts">How many accounts.</param>
    /// <param name="counts">Whether it counts, or only warms up.</param>
    public void Measure(int accounts, bool counts)
    {
        (List<Pace> To, string Path, bool Spread)[] all =
        [
            (ParsedOne, "/bench/parse", false),
            (One, "/v1/events", false),
            (ParsedSpread, "/bench/parse", true),
            (Spread, "/v1/events", true),
        ];
        foreach (var (to, path, spread) in all)
        {
            var pace = Rate(path, accounts, spread);
            if (!counts)
                continue;
            to.Add(pace);
            Console.WriteLine($"  {path}, {(spread ? "spread" : "one")}: {pace.Told("events")}");
        }
    }

    /// <summary>Stores so many events and more, as fast as it goes.</summary>
    public void Fill(int accounts, long events, bool spread = false)
    {
        using var loop = new ClosedLoop(server.Port, Connections);
        var (batch, dice, sent) = (new Batch("/v1/events"), new Random(1), 0L);
        while (sent < events)
            loop.Run(
                () =>
                {
                    sent += Batch.Events;
                    return batch.Next(dice, accounts, spread);
                },
                TimeSpan.FromMilliseconds(200)
            );
    }

    /// <summary>How fast batches pass.</summary>
    public Pace Rate(string path, int accounts, bool spread)
    {
        using var loop = new ClosedLoop(server.Port, Connections);
        var (batch, dice) = (new Batch(path), new Random(1));
        return Pace.Of(
            server,
            () => loop.Run(() => batch.Next(dice, accounts, spread), plan.Slice),
            Batch.Events
        );
    }
}
