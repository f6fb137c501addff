using System.Globalization;
using static System.FormattableString;

namespace Evenhand.Bench.Serve;

/// <summary>A figure beside its yardstick.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Figure">The figure with its unit.</param>
/// <param name="Yardstick">What it is held against, with its unit; empty where there is none.</param>
/// <param name="Ratio">Figure by yardstick; null where there is none.</param>
/// <param name="Reach">What is to be reached.</param>
/// <param name="Reached">Whether it was; null where nothing is asked.</param>
internal sealed record Row(
    string What,
    string Figure,
    string Yardstick,
    double? Ratio,
    string Reach,
    bool? Reached
)
{
    /// <summary>A row whose ratio is to be so much at least.</summary>
    public static Row AtLeast(
        string what,
        string figure,
        string yardstick,
        double ratio,
        double least
    ) => new(what, figure, yardstick, ratio, Invariant($"≥ {least}"), ratio >= least);

    /// <summary>A row whose ratio is to be so much at most.</summary>
    public static Row AtMost(
        string what,
        string figure,
        string yardstick,
        double ratio,
        double most
    ) => new(what, figure, yardstick, ratio, Invariant($"≤ {most}"), ratio <= most);

    /// <summary>Prints each row as it comes, and all of them as a table of Markdown at the end.</summary>
    public static void Tell(IEnumerable<Row> rows)
    {
        var told = new List<Row>();
        foreach (var row in rows)
        {
            Console.WriteLine(row);
            told.Add(row);
        }
        Console.WriteLine(
            $"\n{Environment.ProcessorCount} cores shared with the load, .NET {Environment.Version}, load average {Load()}\n"
        );
        Console.WriteLine(
            "| work | figure | yardstick | ratio | to reach | |\n|---|---|---|---|---|---|"
        );
        Console.WriteLine(string.Join('\n', told));
    }

    /// <summary>How busy the machine was of late: what else ran beside this shows here.</summary>
    public static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>A rate with thousands marked.</summary>
    public static string Rate(double rate, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate:N0} {unit}/s");

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var ratio = Ratio?.ToString("N2", CultureInfo.InvariantCulture);
        var reached = Reached switch
        {
            true => "reached",
            false => "**not reached**",
            null => "",
        };
        return $"| {What} | {Figure} | {Yardstick} | {ratio} | {Reach} | {reached} |";
    }
}

/// <summary>How fast something was, and what it cost the server.</summary>
/// <param name="Rate">So many a second.</param>
/// <param name="Microseconds">Processor time of each.</param>
internal readonly record struct Pace(double Rate, double Microseconds)
{
    /// <summary>Measures a loop.</summary>
    /// <param name="server">The server.</param>
    /// <param name="loop">Runs it and gives its rate.</param>
    /// <param name="each">How many things one answer stands for.</param>
    public static Pace Of(Served server, Func<double> loop, int each)
    {
        var (before, clock) = (server.Processor, System.Diagnostics.Stopwatch.StartNew());
        var rate = loop() * each;
        var spent = (server.Processor - before) / clock.Elapsed;
        return new(rate, spent * 1e6 / rate);
    }

    /// <summary>The middle of several, each figure for itself.</summary>
    public static Pace Median(IReadOnlyCollection<Pace> paces) =>
        new(
            Row.Median(paces.Select(pace => pace.Rate)),
            Row.Median(paces.Select(pace => pace.Microseconds))
        );

    /// <summary>The middle of the ratios of each round.</summary>
    public static double Ratio(IEnumerable<Pace> figures, IEnumerable<Pace> yardsticks) =>
        Row.Median(figures.Zip(yardsticks, (figure, yardstick) => figure.Rate / yardstick.Rate));

    /// <summary>In words.</summary>
    public string Told(string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Rate:N0} {unit}/s at {Microseconds:N2} µs");
}
