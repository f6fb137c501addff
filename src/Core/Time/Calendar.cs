using System.Globalization;
using Evenhand.Core.Keeping;
using NodaTime;

namespace Evenhand.Core.Time;

/// <summary>
/// Local days and billing cycles of one account. A cycle begins at local midnight of the cycle day (clamped to the
/// month's last day) and ends where the next begins; where midnight is skipped the day begins at its first instant,
/// where it happens twice at the first of them. A day that began goes on though the clock is put back into the one
/// before; a day that is skipped whole is over as it begins.
/// </summary>
public sealed class Calendar(DateTimeZone zone, int cycleDay)
{
    /// <summary>The account's zone.</summary>
    public DateTimeZone Zone { get; } = zone;

    /// <summary>The day of the month on which cycles begin, 1 to 31.</summary>
    public int CycleDay { get; } = cycleDay;

    /// <summary>The cycle that holds an instant.</summary>
    public Cycle CycleAt(Moment time)
    {
        var local = time.Instant.InZone(Zone).Date;
        var month = new YearMonth(local.Year, local.Month);
        if (Start(FirstDay(month)) > time)
            month = month.PlusMonths(-1);
        else if (Start(FirstDay(month.PlusMonths(1))) <= time)
            month = month.PlusMonths(1);
        return Of(month);
    }

    /// <summary>The cycle that follows.</summary>
    public Cycle Next(Cycle cycle)
    {
        var month = new YearMonth(cycle.FirstDay.Year, cycle.FirstDay.Month).PlusMonths(1);
        return Of(month);
    }

    /// <summary>The local day that holds an instant, from its first instant to the first of the next.</summary>
    public (Moment From, Moment To) DayAt(Moment time)
    {
        var date = time.Instant.InZone(Zone).Date;
        if (Start(date.PlusDays(1)) <= time)
            date = date.PlusDays(1);
        return (Start(date), Start(date.PlusDays(1)));
    }

    /// <summary>The same local day and time so many calendar months later, clamped to the month's last day.</summary>
    public Moment AddMonths(Moment time, int months)
    {
        var local = time.Instant.InZone(Zone).LocalDateTime.PlusMonths(months);
        return Moment.Of(local.InZoneLeniently(Zone).ToInstant());
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

    private Moment Start(LocalDate date)
    {
        var midnight = Zone.MapLocal(date.AtMidnight());
        var start =
            midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant();
        return Moment.Of(start);
    }
}

/// <summary>One billing cycle, half-open.</summary>
/// <param name="FirstDay">Its first local day, which names it.</param>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant of the next.</param>
public sealed record Cycle(LocalDate FirstDay, Moment From, Moment To)
{
    /// <summary>Days from the epoch within which every date is; beyond the year 4700.</summary>
    private const int MostDays = 1_000_000;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>Its length.</summary>
    public TimeSpan Length => To - From;

    /// <summary>Its first day, as it is written: 2026-01-31.</summary>
    public string Name => FirstDay.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The id of a case of a clause in it: there is at most one.</summary>
    public string NameOf(string clause) => $"{clause}@{Name}";

    /// <summary>Writes or reads a cycle.</summary>
    internal static Cycle Exchange(StatePort port, Cycle? cycle)
    {
        var day = cycle is null ? 0 : Period.DaysBetween(Epoch, cycle.FirstDay);
        return new(
            Epoch.PlusDays((int)port.Exchange(day, -MostDays, MostDays)),
            port.Exchange(cycle?.From ?? default),
            port.Exchange(cycle?.To ?? default)
        );
    }
}
