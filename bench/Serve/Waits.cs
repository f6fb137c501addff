using static System.FormattableString;

namespace Evenhand.Bench.Serve;

/// <summary>Waits of several rounds held against those of a yardstick.</summary>
internal static class Waits
{
    /// <summary>A row about the wait that so many of a thousand do not pass; of several rounds the middle one counts.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="waits">The waits of each round, sorted, in milliseconds.</param>
    /// <param name="yardstick">What it is held against.</param>
    /// <param name="beside">The waits of that.</param>
    /// <param name="share">How many of a thousand.</param>
    /// <param name="most">How many times the yardstick's wait it may be.</param>
    public static Row Beside(
        string what,
        IReadOnlyCollection<double[]> waits,
        string yardstick,
        IReadOnlyCollection<double[]> beside,
        int share,
        double most
    )
    {
        var (wait, other) = (Middle(waits, share), Middle(beside, share));
        var point = Invariant($"p{share / 10.0}");
        return Row.AtMost(
            $"{what}, {point}",
            Invariant($"{wait:N2} ms (p50 {Middle(waits, 500):N2} ms)"),
            Invariant($"{yardstick} {other:N2} ms (p50 {Middle(beside, 500):N2} ms)"),
            wait / other,
            most
        );
    }

    private static double Middle(IEnumerable<double[]> waits, int share) =>
        Row.Median(waits.Select(round => OpenLoop.OfThousand(round, share)));
}
