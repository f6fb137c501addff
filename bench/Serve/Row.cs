using System.Globalization;

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
    /// <summary>The rows as a table of Markdown.</summary>
    public static string Table(IEnumerable<Row> rows) =>
        "| work | figure | yardstick | ratio | to reach | |\n|---|---|---|---|---|---|\n"
        + string.Join('\n', rows);

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

    /// <summary>In words.</summary>
    public string Told(string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Rate:N0} {unit}/s at {Microseconds:N2} µs");
}
