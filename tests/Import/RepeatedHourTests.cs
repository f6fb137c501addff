using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class RepeatedHourTests
{
    private static string Map(string end, string zone = "Europe/London") =>
        $$"""
            account: acme
            type: call.ended
            file: { delimiter: ";" }
            time_zone: {{zone}}
            formats: ["d/M/uuuu H:mm"]
            times:
              start: { column: Started }
              end: {{end}}
            time: end
            fields: { duration: { from: start, to: end } }
            """;

    private const string Clock = "{ clock: Ended, after: start, formats: ['H:mm'] }";

    [Theory]
    [Trait("fault", "E10")]
    [InlineData("Europe/London", "25/10/2026 1:50", "1:10", "1200")]
    [InlineData("Europe/London", "25/10/2026 1:20", "1:30", "600")]
    [InlineData("Europe/London", "25/10/2026 0:50", "1:10", "1200")]
    [InlineData("Europe/London", "24/10/2026 23:50", "0:10", "1200")]
    [InlineData("Europe/London", "29/3/2026 0:50", "2:10", "1200")]
    [InlineData("Europe/London", "29/3/2026 0:50", "1:10", "1200")]
    [InlineData("Europe/London", "25/10/2026 1:50", "1:50", "0")]
    [InlineData("Europe/London", "25/10/2026 1:50", "2:10", "4800")]
    // Half an hour goes back, so what repeats is half an hour.
    [InlineData("Australia/Lord_Howe", "5/4/2026 1:50", "1:40", "1200")]
    // The clocks go back to midnight, and to the evening before.
    [InlineData("Atlantic/Azores", "25/10/2026 0:50", "0:10", "1200")]
    [InlineData("America/Sao_Paulo", "17/2/2018 23:50", "23:10", "1200")]
    public void A_time_of_day_is_the_first_one_after_the_start(
        string zone,
        string start,
        string end,
        string seconds
    ) =>
        Imported
            .By(Map(Clock, zone), $"Started;Ended\n{start};{end}\n")
            .Data("duration")
            .ShouldBe([seconds]);

    [Fact]
    [Trait("fault", "E10")]
    public void So_is_a_whole_stamp() =>
        Imported
            .By(
                Map("{ column: Ended, after: start }"),
                "Started;Ended\n25/10/2026 1:50;25/10/2026 1:10\n"
            )
            .Data("duration")
            .ShouldBe(["1200"]);

    [Fact]
    [Trait("fault", "E10")]
    public void And_a_date_beside_a_time_of_day() =>
        Imported
            .By(
                Map("{ date: Day, clock: Ended, after: start }"),
                "Started;Day;Ended\n25/10/2026 1:50;25/10/2026;1:10\n"
            )
            .Data("duration")
            .ShouldBe(["1200"]);
}
