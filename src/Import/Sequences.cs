using System.Globalization;
using NodaTime;

namespace Evenhand.Import;

/// <summary>
/// CloudEvents' <c>sequence</c>: an event's place among those of the same instant in its file, so that two of one second stay
/// in the order in which they were recorded.
/// </summary>
internal sealed class Sequences(bool newestFirst)
{
    private const int Last = 999_999_999;

    private readonly Dictionary<Instant, int> counts = [];

    /// <summary>Ten digits, since sequences are compared as texts.</summary>
    public string Next(Instant time)
    {
        var count = counts.GetValueOrDefault(time) + 1;
        counts[time] = count;
        return Text(newestFirst ? Last - count : count);
    }

    public static string Text(long number) => number.ToString("D10", CultureInfo.InvariantCulture);
}
