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
