using Evenhand.Core.Time;
using Evenhand.Replay.Output;
using Evenhand.Tests.Replay;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Time;

public class CalendarTests
{
    [Theory]
    // A cycle day that the month lacks is its last day, in leap years and others.
    [InlineData("UTC", 31, "2026-02-10", "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("UTC", 31, "2026-02-28", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z")]
    [InlineData("UTC", 30, "2024-02-29", "2024-02-29T00:00:00Z", "2024-03-30T00:00:00Z")]
    [InlineData("UTC", 29, "2025-02-28", "2025-02-28T00:00:00Z", "2025-03-29T00:00:00Z")]
    [InlineData("UTC", 29, "2024-02-28", "2024-01-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    [InlineData("UTC", 30, "2026-04-30", "2026-04-30T00:00:00Z", "2026-05-30T00:00:00Z")]
    [InlineData("UTC", 1, "2025-12-31", "2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z")]
    // Zones of odd offsets.
    [InlineData("Asia/Kathmandu", 1, "2026-01-31", "2025-12-31T18:15:00Z", "2026-01-31T18:15:00Z")]
    [InlineData("Pacific/Chatham", 5, "2026-04-05", "2026-04-04T10:15:00Z", "2026-05-04T11:15:00Z")]
    [InlineData(
        "Australia/Lord_Howe",
        1,
        "2026-04-10",
        "2026-03-31T13:00:00Z",
        "2026-04-30T13:30:00Z"
    )]
    // Midnight is skipped: the day begins with its first instant, an hour later on the clock.
    [InlineData(
        "America/Sao_Paulo",
        4,
        "2018-11-10",
        "2018-11-04T03:00:00Z",
        "2018-12-04T02:00:00Z"
    )]
    [InlineData("Asia/Beirut", 29, "2026-03-29", "2026-03-28T22:00:00Z", "2026-04-28T21:00:00Z")]
    [InlineData("Africa/Cairo", 24, "2026-04-24", "2026-04-23T22:00:00Z", "2026-05-23T21:00:00Z")]
    // Midnight comes twice: the day begins with the first.
    [InlineData("America/Havana", 3, "2024-11-04", "2024-11-03T04:00:00Z", "2024-12-03T05:00:00Z")]
    // A minute past midnight the clock went back into the day before: a day that began goes on.
    [InlineData(
        "America/St_Johns",
        1,
        "2009-11-01",
        "2009-10-01T02:30:00Z",
        "2009-11-01T02:30:00Z"
    )]
    [InlineData(
        "America/St_Johns",
        1,
        "2009-11-01T03:00:00Z",
        "2009-11-01T02:30:00Z",
        "2009-12-01T03:30:00Z"
    )]
    // The whole day is skipped: what begins with it begins with the next.
    [InlineData("Pacific/Apia", 30, "2011-12-15", "2011-11-30T10:00:00Z", "2011-12-30T10:00:00Z")]
    [InlineData("Pacific/Apia", 30, "2011-12-31", "2011-12-30T10:00:00Z", "2012-01-29T10:00:00Z")]
    public void A_cycle_begins_at_local_midnight_of_its_day(
        string zone,
        int cycleDay,
        string within,
        string from,
        string to
    )
    {
        var cycle = Of(zone, cycleDay).CycleAt(Story.Moment(within));
        Instants.Text(cycle.From).ShouldBe(from);
        Instants.Text(cycle.To).ShouldBe(to);
    }

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04T12:00:00Z", 23)]
    [InlineData("America/Sao_Paulo", "2018-02-17T12:00:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-04T20:00:00Z", 24.5)]
    [InlineData("America/Havana", "2024-11-03T12:00:00Z", 25)]
    [InlineData("Asia/Beirut", "2026-03-29T12:00:00Z", 23)]
    [InlineData("Pacific/Apia", "2011-12-29T12:00:00Z", 24)]
    [InlineData("UTC", "2024-02-29T12:00:00Z", 24)]
    public void A_day_is_as_long_as_the_clock_makes_it(string zone, string within, double hours)
    {
        var (from, to) = Of(zone, 1).DayAt(Story.Moment(within));
        ((to - from) / TimeSpan.FromHours(1)).ShouldBe(hours);
    }

    [Theory]
    [InlineData("UTC", "2026-08-31T12:30:00Z", 6, "2027-02-28T12:30:00Z")]
    [InlineData("UTC", "2023-08-31T00:00:00Z", 6, "2024-02-29T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-01-15T12:00:00Z", 6, "2026-07-15T11:00:00Z")]
    [InlineData("Asia/Kathmandu", "2025-08-30T20:00:00Z", 6, "2026-02-27T20:00:00Z")]
    // 02:30 does not exist that night: an hour later on the clock.
    [InlineData("Europe/Berlin", "2025-09-29T00:30:00Z", 6, "2026-03-29T01:30:00Z")]
    // It exists twice: the first.
    [InlineData("Europe/Berlin", "2026-04-25T00:30:00Z", 6, "2026-10-25T00:30:00Z")]
    // The day does not exist: the same time a day later.
    [InlineData("Pacific/Apia", "2011-07-01T00:00:00Z", 6, "2011-12-30T23:00:00Z")]
    public void Months_later_is_the_same_local_time_in_a_later_month(
        string zone,
        string from,
        int months,
        string to
    ) => Instants.Text(Of(zone, 1).AddMonths(Story.Moment(from), months)).ShouldBe(to);

    [Fact]
    public void Days_and_cycles_hold_their_instant_and_follow_each_other_in_every_zone()
    {
        // Half of the moments lie within two hours of a change of the clocks.
        var moments =
            from zone in Gen.Elements(DateTimeZoneProviders.Tzdb.Ids.ToArray())
            from cycleDay in Gen.Choose(1, 31)
            from day in Gen.Choose(1, 60 * 365)
            from atChange in Gen.Elements(true, false)
            from minutes in Gen.Choose(-120, 120)
            select (zone, cycleDay, time: At(zone, day, atChange, minutes));
        Laws.Hold(
            3_000,
            moments,
            each =>
            {
                var calendar = Of(each.zone, each.cycleDay);
                var cycle = calendar.CycleAt(each.time);
                each.time.ShouldBeInRange(cycle.From, cycle.To.Previous);
                calendar.Next(cycle).From.ShouldBe(cycle.To);
                calendar.CycleAt(cycle.To).ShouldBe(calendar.Next(cycle));
                calendar.CycleAt(cycle.To.Previous).ShouldBe(cycle);
                var (from, to) = calendar.DayAt(each.time);
                each.time.ShouldBeInRange(from, to.Previous);
                calendar.DayAt(from).ShouldBe((from, to));
                calendar.DayAt(to).From.ShouldBe(to);
            }
        );
    }

    private static Moment At(string zone, int day, bool atChange, int minutes)
    {
        var moment = Instant.FromUnixTimeTicks(day * TimeSpan.TicksPerDay);
        var interval = DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(moment);
        if (atChange && interval.HasEnd && interval.End < Story.Instant("2035-01-01"))
            moment = interval.End;
        return Moment.Of(moment + Duration.FromMinutes(minutes));
    }

    private static Calendar Of(string zone, int cycleDay) =>
        new(DateTimeZoneProviders.Tzdb[zone], cycleDay);
}
