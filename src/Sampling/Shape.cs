namespace Evenhand.Sampling;

/// <summary>When things happen in the account's local time.</summary>
/// <param name="Weekdays">The weight of each day from Monday; a working day has 1.</param>
/// <param name="Hours">The 24 hours of a day with their weights.</param>
internal sealed record Shape(double[] Weekdays, Weighted<int> Hours)
{
    private const double WeeksPerMonth = 365.25 / 12 / 7;

    private readonly double monthly = Weekdays.Sum() * WeeksPerMonth;

    /// <summary>Every moment alike.</summary>
    public static Shape Even { get; } =
        new(
            [1, 1, 1, 1, 1, 1, 1],
            new Weighted<int>([.. Enumerable.Range(0, 24).Select(hour => (hour, 1.0))])
        );

    /// <summary>The part of an average month's events that falls on such a weekday (0 is Monday).</summary>
    public double ShareOfMonth(int weekday) => Weekdays[weekday] / monthly;

    /// <summary>A time of day in milliseconds.</summary>
    public long TimeOfDay(Dice dice) =>
        Hours.Pick(dice) * Period.Hour + (long)(dice.Unit() * Period.Hour);
}
