using Evenhand.Sampling;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Sampling;

public class ShapeTests
{
    // Newfoundland is half an hour off the hour, and its clocks go forward in March.
    private const string Zone = "America/St_Johns";

    private const string Profile = """
        policy: shapes
        shapes:
          office:
            weekdays: [2, 1, 1, 1, 1, 0, 0]
            hours: [0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
        populations:
          one: { currencies: USD, zones: America/St_Johns, seats: 10 }
        activities:
          calls:
            type: call.ended
            shape: office
            rate: { seat-day: 30 }
            fields: { duration: { log_normal: { mu: 4.75, sigma: 1.01 }, decimals: 3 } }
          report:
            type: report.filed
            shape: office
            rate: { daily: "16:00" }
        """;

    private static readonly SampleEvent[] Events = Samples.Events(
        new SampleRequest
        {
            Profiles = [Samples.Written(Profile)],
            Accounts = 2,
            Months = 4,
        }
    );

    [Fact]
    public void Things_happen_at_the_accounts_local_hours_on_its_working_days() =>
        Calls()
            .ShouldAllBe(time =>
                time.Hour >= 9 && time.Hour < 17 && time.DayOfWeek < IsoDayOfWeek.Saturday
            );

    [Fact]
    public void Weights_of_hours_come_out() =>
        ((double)Calls().Count(time => time.Hour == 9) / Calls().Length).ShouldBe(
            0.3,
            tolerance: 0.01
        );

    [Fact]
    public void Weights_of_weekdays_come_out() =>
        (
            (double)Calls().Count(time => time.DayOfWeek == IsoDayOfWeek.Monday) / Calls().Length
        ).ShouldBe(2.0 / 6, tolerance: 0.02);

    [Fact]
    public void What_is_daily_happens_at_its_time_on_every_day_that_has_a_weight()
    {
        var reports = Local("report.filed");
        reports.ShouldAllBe(time =>
            time.TimeOfDay == new LocalTime(16, 0) && time.DayOfWeek < IsoDayOfWeek.Saturday
        );
        reports.Select(time => time.Date).Distinct().Count().ShouldBe(86);
    }

    [Fact]
    public void The_rate_is_per_seat_and_working_day()
    {
        var tuesdays = Calls().Count(time => time.DayOfWeek == IsoDayOfWeek.Tuesday);
        // Two accounts of ten seats on 17 Tuesdays.
        ((double)tuesdays / 17 / 20).ShouldBe(30, tolerance: 1);
    }

    [Fact]
    public void Durations_are_log_normal()
    {
        var logarithms = Events
            .Where(e => e.Type == "call.ended")
            .Select(e => Math.Log(e.Data.GetProperty("duration").GetDouble()))
            .ToArray();
        var mean = logarithms.Average();
        var deviation = Math.Sqrt(logarithms.Average(x => (x - mean) * (x - mean)));
        mean.ShouldBe(4.75, tolerance: 0.02);
        deviation.ShouldBe(1.01, tolerance: 0.02);
    }

    [Theory, MemberData(nameof(SamplerTests.Policies), MemberType = typeof(SamplerTests))]
    public void Durations_of_every_published_profile_are_log_normal(string policy)
    {
        // Misbehaving accounts and other kinds of calls stretch the tail, so the median and the lower quartile are compared.
        var request = new SampleRequest
        {
            Profiles = [Samples.Published(policy)],
            Accounts = 1,
            Months = 1,
            Events = 30_000,
        };
        var logarithms = Samples
            .Events(request)
            .Where(e => e.Type == "call.ended")
            .Select(e => Math.Log(e.Data.GetProperty("duration").GetDouble()))
            .Order()
            .ToArray();
        logarithms[logarithms.Length / 2].ShouldBe(4.75, tolerance: 0.1);
        logarithms[logarithms.Length / 4].ShouldBe(4.75 - 0.6745 * 1.01, tolerance: 0.1);
    }

    private static LocalDateTime[] Calls() => Local("call.ended");

    private static LocalDateTime[] Local(string type) =>
        [
            .. Events
                .Where(e => e.Type == type)
                .Select(e =>
                    Instant
                        .FromDateTimeOffset(e.Time)
                        .InZone(DateTimeZoneProviders.Tzdb[Zone])
                        .LocalDateTime
                ),
        ];
}
