namespace Evenhand.Tests.Model;

/// <summary>An account's life: when it opened, in what it is billed, and all that happened to it, in order.</summary>
internal sealed record Life(
    long Opened,
    int CycleDay,
    string Currency,
    IReadOnlyList<Happening> All
)
{
    private static readonly string[] Users = ["kim", "lee", "sam", ""];

    /// <summary>How many cycles are looked at.</summary>
    public const int Cycles = 3;

    /// <summary>The first minutes of the cycles, and of the one after.</summary>
    public IReadOnlyList<long> Bounds
    {
        get
        {
            var first = new DateTime(2025, 12, CycleDay, 0, 0, 0, DateTimeKind.Utc);
            while (Happening.Minutes(first.AddMonths(1)) <= Opened)
                first = first.AddMonths(1);
            return
            [
                .. Enumerable
                    .Range(0, Cycles + 1)
                    .Select(i => Happening.Minutes(first.AddMonths(i))),
            ];
        }
    }

    /// <summary>A random life in which users call, things come and go, and licences, plans and parties change within cycles.</summary>
    public static Life Random(int seed, Good good)
    {
        var random = new Random(seed);
        int[] days = [1, 5, 28];
        var life = new Life(
            random.Next(20 * 24 * 60),
            days[random.Next(days.Length)],
            random.Next(3) == 0 ? "JPY" : "USD",
            []
        );
        var minutes = new SortedSet<long>(
            life.Bounds.Skip(1).SkipLast(1).Where(_ => random.Next(2) == 0)
        );
        var (from, to) = (life.Opened + 1, life.Bounds[^1]);
        while (minutes.Count < 70)
            minutes.Add(from + random.NextInt64(to - from));
        var there = new List<string>();
        return life with { All = [.. minutes.Select(minute => Next(minute, good, random, there))] };
    }

    private static Happening Next(long minute, Good good, Random random, List<string> there) =>
        random.Next(good == Good.Flow ? 12 : 8) switch
        {
            0 => new(minute, What.Seats, "", random.Next(4), random.Next(3)),
            1 => new(minute, What.Plan, random.Next(2) == 0 ? "small" : "large"),
            2 => new(minute, What.PartyBegan),
            3 => new(minute, What.PartyEnded),
            _ when good == Good.Flow => new(
                minute,
                What.Call,
                Users[random.Next(Users.Length)],
                1 + random.Next(30),
                random.Next(4) == 0 ? 1 : 0,
                $"{random.Next(9)}.{random.Next(100):00}"
            ),
            _ when there.Count > 4 || there.Count > 0 && random.Next(3) == 0 => new(
                minute,
                What.Deleted,
                Taken(there, random)
            ),
            _ => new(minute, What.Put, Added(there, minute), random.NextInt64(60_000_000_000)),
        };

    private static string Added(List<string> there, long minute)
    {
        there.Add($"o{minute}");
        return there[^1];
    }

    private static string Taken(List<string> there, Random random)
    {
        var place = random.Next(there.Count);
        var name = there[place];
        there.RemoveAt(place);
        return name;
    }
}
