using NodaTime;

namespace Evenhand.Sampling;

/// <summary>What an account does on one local day, in the order of time.</summary>
internal sealed class DayPlan
{
    // A time and the activity's place share one number, so that a day is put in order by sorting numbers.
    private const int ActivityBits = 12;
    private const long ActivityMask = (1 << ActivityBits) - 1;

    // However wild a profile's rates are, a day stays within memory.
    private const double MostADay = 1e6;

    private readonly SampleAccount account;
    private readonly double scale;
    private long[] planned = new long[64];
    private int count;
    private int played;
    private LocalDate date;

    public DayPlan(SampleAccount account, double scale)
    {
        this.account = account;
        this.scale = scale;
        date = account.Period.At(account.Traits.OpensAt).InZone(account.Traits.Zone).Date;
        NextDay = StartOf(date);
    }

    /// <summary>When the first local day begins that is not planned yet.</summary>
    public long NextDay { get; private set; }

    public bool IsPlayed => played == count;

    public long NextTime => IsPlayed ? long.MaxValue : planned[played] >> ActivityBits;

    public Activity Take() =>
        account.Traits.Activities[(int)(planned[played++] & ActivityMask)].Activity;

    /// <summary>Nothing happens any more.</summary>
    public void End()
    {
        played = count = 0;
        NextDay = long.MaxValue;
    }

    public void PlanDay()
    {
        played = count = 0;
        var weekday = (int)date.DayOfWeek - 1;
        var start = NextDay;
        var today = date;
        date = date.PlusDays(1);
        NextDay = StartOf(date);
        var regular = NextDay - start == Period.Day;
        var activities = account.Traits.Activities;
        for (var i = 0; i < activities.Length; i++)
        {
            var (activity, factor) = activities[i];
            var rate = activity.Rate;
            var expected = rate.OnDay(activity.Shape, weekday, account.Licensed) * factor * scale;
            var happenings =
                rate.Kind == RateKind.Daily
                    ? Math.Sign(activity.Shape.Weekdays[weekday])
                    : account.Dice.Poisson(Math.Min(expected, MostADay));
            for (var left = happenings; left > 0; left--)
            {
                var timeOfDay =
                    rate.Kind == RateKind.Daily ? rate.At : activity.Shape.TimeOfDay(account.Dice);
                Add(regular ? start + timeOfDay : OnClock(today, timeOfDay), i);
            }
        }
        Array.Sort(planned, 0, count);
    }

    private void Add(long time, int activity)
    {
        // The first day may begin before the account, whose first events take some milliseconds, and the last one end
        // after the period.
        if (time < account.Traits.OpensAt + Period.Second || time >= account.Period.Length)
            return;
        if (count == planned.Length)
            Array.Resize(ref planned, count * 2);
        planned[count++] = (time << ActivityBits) | (long)activity;
    }

    private long OnClock(LocalDate day, long timeOfDay)
    {
        var local = day.AtMidnight().PlusMilliseconds(timeOfDay);
        return account.Period.Since(account.Traits.Zone.AtLeniently(local).ToInstant());
    }

    private long StartOf(LocalDate day) =>
        account.Period.Since(account.Traits.Zone.AtStartOfDay(day).ToInstant());
}
