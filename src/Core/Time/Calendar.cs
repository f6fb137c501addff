using Evenhand.Core.Keeping;
using NodaTime;

namespace Evenhand.Core.Time;

/// <summary>
/// Local days and billing cycles of one account. A cycle begins at local midnight of the cycle day (clamped to the
/// month's last day) and ends where the next begins; where midnight is skipped the day begins at its first instant,
/// where it happens twice at the first of them. A day that began goes on though the clock is put back into the one
/// before; a day that is skipped whole is over as it begins. All instants are ticks of 100 ns since the Unix epoch.
/// </summary>
public sealed class Calendar(DateTimeZone zone, int cycleDay)
{
    /// <summary>The account's zone.</summary>
    public DateTimeZone Zone { get; } = zone;

    /// <summary>The day of the month on which cycles begin, 1 to 31.</summary>
    public int CycleDay { get; } = cycleDay;

    /// <summary>The cycle that holds an instant.</summary>
    public Cycle CycleAt(long ticks)
    {
        var local = Instant.FromUnixTimeTicks(ticks).InZone(Zone).Date;
        var month = new YearMonth(local.Year, local.Month);
        if (Start(FirstDay(month)) > ticks)
            month = month.PlusMonths(-1);
        else if (Start(FirstDay(month.PlusMonths(1))) <= ticks)
            month = month.PlusMonths(1);
        return Of(month);
    }

    /// <summary>The cycle that follows.</summary>
    public Cycle Next(Cycle cycle)
    {
        var month = new YearMonth(cycle.FirstDay.Year, cycle.FirstDay.Month).PlusMonths(1);
        return Of(month);
    }

    /// <summary>The local day that holds an instant, from its first tick to the first of the next.</summary>
    public (long From, long To) DayAt(long ticks)
    {
        var date = Instant.FromUnixTimeTicks(ticks).InZone(Zone).Date;
        if (Start(date.PlusDays(1)) <= ticks)
            date = date.PlusDays(1);
        return (Start(date), Start(date.PlusDays(1)));
    }

    /// <summary>The same local day and time so many calendar months later, clamped to the month's last day.</summary>
    public long AddMonths(long ticks, int months)
    {
        var local = Instant.FromUnixTimeTicks(ticks).InZone(Zone).LocalDateTime.PlusMonths(months);
        return local.InZoneLeniently(Zone).ToInstant().ToUnixTimeTicks();
    }

    private Cycle Of(YearMonth month)
    {
        var first = FirstDay(month);
        return new Cycle(first, Start(first), Start(FirstDay(month.PlusMonths(1))));
    }

    private LocalDate FirstDay(YearMonth month)
    {
        var last = CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month);
        return new LocalDate(month.Year, month.Month, Math.Min(CycleDay, last));
    }

    private long Start(LocalDate date)
    {
        var midnight = Zone.MapLocal(date.AtMidnight());
        var start =
            midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant();
        return start.ToUnixTimeTicks();
    }
}

/// <summary>One billing cycle, half-open.</summary>
/// <param name="FirstDay">Its first local day, which names it.</param>
/// <param name="From">Its first tick.</param>
/// <param name="To">The first tick of the next.</param>
public sealed record Cycle(LocalDate FirstDay, long From, long To)
{
    /// <summary>Days from the epoch within which every date is; beyond the year 4700.</summary>
    private const int MostDays = 1_000_000;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>Its length in ticks.</summary>
    public long Length => To - From;

    /// <summary>Writes or reads a cycle.</summary>
    internal static Cycle Exchange(StatePort port, Cycle? cycle)
    {
        var day = cycle is null ? 0 : Period.DaysBetween(Epoch, cycle.FirstDay);
        return new(
            Epoch.PlusDays((int)port.Exchange(day, -MostDays, MostDays)),
            port.Exchange(cycle?.From ?? 0),
            port.Exchange(cycle?.To ?? 0)
        );
    }
}
