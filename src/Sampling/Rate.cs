namespace Evenhand.Sampling;

/// <summary>What an activity's rate counts.</summary>
internal enum RateKind
{
    /// <summary>Nothing: the event only follows others.</summary>
    None,

    /// <summary>Events for each licence on a day of weight 1.</summary>
    SeatDay,

    /// <summary>Events for each licence in a month of average length.</summary>
    SeatMonth,

    /// <summary>Events of the account on a day of weight 1.</summary>
    AccountDay,

    /// <summary>Events of the account in a month of average length.</summary>
    AccountMonth,

    /// <summary>Events in the minutes after the account's opening.</summary>
    Opening,

    /// <summary>The share of accounts to which it happens one time, at any moment.</summary>
    Once,

    /// <summary>One event at a fixed local time on every day whose weight is not zero.</summary>
    Daily,
}

/// <summary>How often an activity happens.</summary>
/// <param name="Least">The number, or the least for <see cref="RateKind.Opening"/>.</param>
/// <param name="Most">The most for <see cref="RateKind.Opening"/>, otherwise the same number.</param>
/// <param name="At">For <see cref="RateKind.Daily"/>, milliseconds after local midnight.</param>
internal sealed record Rate(RateKind Kind, double Least, double Most, long At)
{
    public static Rate None { get; } = new(RateKind.None, 0, 0, 0);

    /// <summary>True when the number grows and shrinks with the volume that is asked for.</summary>
    public bool Scales =>
        Kind
            is RateKind.SeatDay
                or RateKind.SeatMonth
                or RateKind.AccountDay
                or RateKind.AccountMonth;

    /// <summary>The number expected on one day, before the account's own factors.</summary>
    public double OnDay(Shape shape, int weekday, int seats) =>
        Kind switch
        {
            RateKind.SeatDay => Least * seats * shape.Weekdays[weekday],
            RateKind.SeatMonth => Least * seats * shape.ShareOfMonth(weekday),
            RateKind.AccountDay => Least * shape.Weekdays[weekday],
            RateKind.AccountMonth => Least * shape.ShareOfMonth(weekday),
            _ => 0,
        };
}
