namespace Evenhand.Client;

/// <summary>How often something is tried, and how long is waited in between.</summary>
public sealed record Backoff
{
    /// <summary>Tries in all, from 1; 1 is no retry.</summary>
    public int MostAttempts { get; init; } = 3;

    /// <summary>The longest wait after the first failure, above 0; it doubles with each further one.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two tries, unless the server asks for more.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most that is believed of a <c>Retry-After</c>.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long to wait after so many failures in a row: by chance between half of the ceiling and all of it; where the
    /// server said when to come back, by chance up to half of the ceiling after that, so that not everybody comes at once.
    /// </summary>
    /// <param name="failures">Failures in a row, from 1.</param>
    /// <param name="retryAfter">What the server asked for, if it did.</param>
    /// <param name="random">The source of chance.</param>
    /// <returns>A wait, never shorter than what the server asked for, up to <see cref="LongestRetryAfter"/>.</returns>
    public TimeSpan Delay(int failures, TimeSpan? retryAfter, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        ArgumentNullException.ThrowIfNull(random);
        var half = Ceiling(failures) / 2;
        var least = retryAfter is { } asked ? Least(asked, LongestRetryAfter) : half;
        return least + (half * random.NextDouble());
    }

    private TimeSpan Ceiling(int failures)
    {
        var ceiling = First;
        for (var doubled = 1; doubled < failures && ceiling < Longest; doubled++)
            ceiling *= 2;
        return Least(ceiling, Longest);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    internal void Check(string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(
            MostAttempts,
            1,
            $"{name}.{nameof(MostAttempts)}"
        );
        Positive(First, $"{name}.{nameof(First)}");
        Positive(Longest, $"{name}.{nameof(Longest)}");
        Positive(LongestRetryAfter, $"{name}.{nameof(LongestRetryAfter)}");
    }

    internal static void Positive(TimeSpan value, string name) =>
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
}
