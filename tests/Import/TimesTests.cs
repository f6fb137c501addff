using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class TimesTests
{
    private static Imported Import(string times, string row, string shift = "0 days") =>
        Imported.By(
            $$"""
            account: acme
            type: call.ended
            time_zone: Europe/London
            shift: {{shift}}
            formats: [d/M/uuuu H:mm]
            times:
              {{times}}
            time: end
            fields: { duration: { from: start, to: end } }
            """,
            "a,b,c\n" + row + "\n"
        );

    private const string TwoStamps = "{ start: { column: a }, end: { column: b, after: start } }";
    private const string ClockAlone =
        "{ start: { column: a }, end: { clock: b, after: start, formats: 'H:mm' } }";

    private static (string Time, string? Duration) Told(Imported imported) =>
        (imported.Event.GetProperty("time").GetString()!, imported.Data("duration")[0]);

    [Fact]
    public void A_call_may_end_on_the_next_day() =>
        Told(Import(TwoStamps, "5/1/2026 23:50,6/1/2026 0:10,"))
            .ShouldBe(("2026-01-06T00:10:00Z", "1200"));

    [Fact]
    public void A_clock_that_reads_earlier_than_the_start_is_past_midnight() =>
        Told(Import(ClockAlone, "31/12/2025 23:50,0:10,"))
            .ShouldBe(("2026-01-01T00:10:00Z", "1200"));

    [Fact]
    public void A_clock_that_reads_later_is_of_the_same_day() =>
        Told(Import(ClockAlone, "5/1/2026 9:50,10:10,")).ShouldBe(("2026-01-05T10:10:00Z", "1200"));

    [Fact]
    public void A_time_that_spring_skips_moves_forward_by_the_hour() =>
        Told(Import(TwoStamps, "29/3/2026 0:50,29/3/2026 1:30,"))
            .ShouldBe(("2026-03-29T01:30:00Z", "2400"));

    [Fact]
    public void Of_an_hour_that_autumn_repeats_the_first_is_meant() =>
        Told(Import(TwoStamps, "25/10/2026 0:30,25/10/2026 1:30,"))
            .ShouldBe(("2026-10-25T00:30:00Z", "3600"));

    [Fact]
    public void Unless_the_first_would_lie_before_the_time_it_comes_after() =>
        Told(Import(TwoStamps, "25/10/2026 1:50,25/10/2026 1:10,"))
            .ShouldBe(("2026-10-25T01:10:00Z", "1200"));

    [Fact]
    public void A_duration_is_what_passed_when_the_calls_were_made_and_not_between_the_shifted_times() =>
        Told(Import(TwoStamps, "28/3/2026 23:00,29/3/2026 3:00,", shift: "-1 week"))
            .ShouldBe(("2026-03-22T03:00:00Z", "10800"));

    [Fact]
    public void A_time_may_be_so_long_after_another() =>
        Told(
                Import(
                    "{ start: { column: a }, end: { after: start, plus: c, unit: clock } }",
                    "5/1/2026 9:00,,1:30"
                )
            )
            .ShouldBe(("2026-01-05T09:01:30Z", "90"));

    [Fact]
    public void An_end_before_the_start_is_rejected() =>
        Import(TwoStamps, "5/1/2026 9:00,5/1/2026 8:59,")
            .Rejection.ShouldBe("calls.csv:2: `end` is 60 s before `start`");

    [Fact]
    public void A_time_in_another_form_is_rejected_with_the_form_that_is_expected() =>
        Import(TwoStamps, "5/1/2026 9:00,13/13/2026 8:59,")
            .Rejection.ShouldBe(
                "calls.csv:2: column `b`: '13/13/2026 8:59' is not a time as `d/M/uuuu H:mm`"
            );

    [Theory]
    [InlineData("iso", "2026-01-05T09:00:00.25+02:00", "2026-01-05T07:00:00.25Z")]
    [InlineData("iso", "2026-07-05 09:00:00", "2026-07-05T08:00:00Z")]
    [InlineData("rfc2822", "\"Mon, 05 Jan 2026 09:00:00 +0000\"", "2026-01-05T09:00:00Z")]
    [InlineData("rfc2822", "\"Mon, 5 Jan 2026 09:00:00 GMT\"", "2026-01-05T09:00:00Z")]
    [InlineData("epoch-seconds", "1767603600", "2026-01-05T09:00:00Z")]
    [InlineData("epoch-milliseconds", "1767603600500", "2026-01-05T09:00:00.5Z")]
    [InlineData("MM/dd/uuuu hh:mm tt", "07/05/2026 09:00 PM", "2026-07-05T20:00:00Z")]
    public void Times_are_written_in_many_ways(string format, string text, string expected) =>
        Import(
                $"{{ start: {{ column: a }}, end: {{ column: b, formats: ['{format}'] }} }}",
                $"1/1/1999 0:00,{text},"
            )
            .All("time")
            .ShouldBe([expected]);

    [Fact]
    public void A_time_shifted_out_of_the_calendar_is_rejected() =>
        Import(TwoStamps, "1/1/9998 9:00,1/1/9999 9:00,", shift: "1000 weeks")
            .Rejection.ShouldContain("outside the calendar");
}
