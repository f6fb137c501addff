using System.Text;
using Evenhand.Import;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class LayoutTests
{
    private const string At = "2026-01-05T09:00:00Z";

    private static string Map(string file, string fields = "n: { column: n, as: number }") =>
        $$"""
            account: acme
            type: call.ended
            file: { {{file}} }
            times: { at: { column: at } }
            time: at
            fields: { {{fields}} }
            """;

    [Theory]
    [InlineData("decimal: ','", "1234,5", "1234.5")]
    [InlineData("decimal: ',', grouping: '.'", "1.234.567,25", "1234567.25")]
    [InlineData("grouping: ','", "1,234,567.25", "1234567.25")]
    [InlineData("grouping: ','", "12,34,567", "1234567")]
    [InlineData("decimal: ',', grouping: blank", "-1\u202F234,5", "-1234.5")]
    [InlineData("grouping: '’'", "1’234", "1234")]
    public void A_file_may_have_its_own_marks_in_figures(string file, string text, string figure) =>
        Imported.By(Map(file), $"at,n\n{At},\"{text}\"\n").Data("n").ShouldBe([figure]);

    [Theory]
    [InlineData("decimal: ','", "1.5")]
    [InlineData("decimal: ',', grouping: '.'", "1.5")]
    [InlineData("grouping: ','", "1,5")]
    [InlineData("grouping: ','", "1234,567")]
    [InlineData("delimiter: ','", "1,5")]
    [InlineData("delimiter: ','", "1e3")]
    public void A_mark_where_none_belongs_is_not_guessed_at(string file, string text) =>
        Imported.By(Map(file), $"at,n\n{At},\"{text}\"\n").Rejections.Length.ShouldBe(1);

    [Fact]
    public void Lines_above_and_beneath_the_table_may_be_left_out() =>
        Imported
            .By(
                Map("preamble: 2, footer: 1"),
                $"Report of January\n\nat,n\n{At},1\n{At},2\nTotal,3\n\n"
            )
            .Data("n")
            .ShouldBe(["1", "2"]);

    [Fact]
    public void The_header_may_be_searched_for() =>
        Imported
            .By(Map("preamble: until-header"), $"Report;of,January\nx\nat,n\n{At},1\n")
            .Data("n")
            .ShouldBe(["1"]);

    [Fact]
    public void Lines_of_totals_are_left_out_however_wide()
    {
        var imported = Imported.By(
            Map("totals: [Total, Summe]"),
            $"at,n\n{At},1\nSubtotal,1\n  TOTAL: 1\n{At},2\n,Summe,3\n"
        );

        imported.Data("n").ShouldBe(["1", "2"]);
        imported.Summary.Skipped.ShouldBe(2);
        imported.Rejection.ShouldContain("'Subtotal' is not a time");
    }

    [Fact]
    [Trait("fault", "E26")]
    public void Windows_1252_is_read_as_it_is_meant()
    {
        byte[] bytes =
        [
            .. Encoding.ASCII.GetBytes($"at,n\n{At},"),
            0x80,
            0x93,
            0xE9,
            0x94,
            (byte)'\n',
        ];

        Imported
            .By(
                Imported.MapOf(Map("encoding: windows-1252", "n: { column: n }")),
                new MemoryStream(bytes)
            )
            .Data("n")
            .ShouldBe(["€“é”"]);
    }

    [Theory]
    [InlineData("epoch-seconds", "1767603600")]
    [InlineData("epoch-seconds", "1767603600.25")]
    [InlineData("epoch-milliseconds", "1767603600000")]
    [InlineData("epoch-microseconds", "1767603600000000")]
    [InlineData("epoch-nanoseconds", "1767603600000000000")]
    [InlineData("iso", "2026-01-05T09:00:00.123456789012Z")]
    [InlineData("iso", "2026-01-05 10:00:00+01:00")]
    public void Times_are_read_in_every_usual_unit(string format, string text) =>
        Imported
            .By(
                Map("delimiter: ','")
                    .Replace("{ column: at }", $"{{ column: at, formats: {format} }}"),
                $"at,n\n{text},1\n"
            )
            .All("time")[0]
            .ShouldStartWith("2026-01-05T09:00:00");

    [Theory]
    [InlineData("epoch-milliseconds", "1767603600")]
    [InlineData("epoch-seconds", "1767603600000")]
    [InlineData("epoch-nanoseconds", "1767603600000")]
    public void A_count_of_another_unit_is_rejected(string format, string text) =>
        Imported
            .By(
                Map("delimiter: ','")
                    .Replace("{ column: at }", $"{{ column: at, formats: {format} }}"),
                $"at,n\n{text},1\n"
            )
            .Rejection.ShouldContain("is not a time");

    [Fact]
    public void A_leap_second_is_the_last_instant_before_the_next_minute() =>
        Imported
            .By(Map("delimiter: ','"), "at,n\n2016-12-31T23:59:60Z,1\n")
            .All("time")
            .ShouldBe(["2016-12-31T23:59:59.9999999Z"]);

    [Fact]
    public void Several_columns_may_be_added_up()
    {
        var imported = Imported.By(
            Map(
                "delimiter: ','",
                "d: { add: [a, b, c], as: duration, unit: minutes, required: true }"
            ),
            $"at,a,b,c\n{At},1,,0.5\n{At},,,\n{At},1,x,1\n"
        );

        imported.Data("d").ShouldBe(["90"]);
        imported.Rejections.Length.ShouldBe(2);
    }

    [Fact]
    public void Several_columns_may_be_joined() =>
        Imported
            .By(Map("delimiter: ','", "o: { join: [a, b], with: / }"), $"at,a,b\n{At},x,y\n")
            .Data("o")
            .ShouldBe(["x/y"]);

    [Fact]
    public void The_first_case_that_holds_gives_the_value()
    {
        const string kind =
            "k: { cases: [{ when: { column: a, starts_with: M }, then: { column: b } }, { when: [{ column: a, empty: true }], then: skip }, { then: other }] }";

        var imported = Imported.By(
            Map("delimiter: ','", kind),
            $"at,a,b\n{At},MM1,x\n{At},SM1,y\n{At},,z\n"
        );

        imported.Data("k").ShouldBe(["x", "other"]);
        imported.Omissions.ShouldBe(["`a` is empty"]);
    }

    [Fact]
    public void Words_of_a_log_may_stand_in_quotes_or_brackets() =>
        Imported
            .By(
                """
                account: acme
                type: api.called
                file: { format: log, columns: [who, at, request, status], at_least: 4, empty: '-' }
                times: { at: { column: at, formats: 'dd/MMM/uuuu:HH:mm:ss o<+HHmm>' } }
                time: at
                fields: { request: { column: request }, user: { column: who } }
                """,
                "- [05/Jan/2026:10:00:00 +0100] \"GET /a\"b\\\" HTTP/1.1\" 200\n"
            )
            .Lines.ShouldHaveSingleItem()
            .ShouldContain("""2026-01-05T09:00:00Z""");

    [Theory]
    [Trait("fault", "E14")]
    [InlineData("clock", "1.02:00:00", "93600")]
    [InlineData("clock", "26:00:00", "93600")]
    [InlineData("clock", "00:01:02.5", "62.5")]
    [InlineData("clock-hours", "1:30", "5400")]
    [InlineData("days", "0.5", "43200")]
    [InlineData("microseconds", "1500000", "1.5")]
    [InlineData("iso", "PT1H2M3.5S", "3723.5")]
    [InlineData("iso", "P1DT2H", "93600")]
    public void A_span_is_read_as_it_is_written(string unit, string text, string seconds) =>
        Imported
            .By(
                Map("delimiter: ','", $"d: {{ column: d, as: duration, unit: {unit} }}"),
                $"at,d\n{At},{text}\n"
            )
            .Data("d")
            .ShouldBe([seconds]);

    [Theory]
    [Trait("fault", "E14")]
    [InlineData("clock", "1.5:30")]
    [InlineData("clock", "1.25:00:00")]
    [InlineData("clock", "1.02:00")]
    [InlineData("clock", "0:75:00")]
    [InlineData("clock", "1:02:03:04")]
    [InlineData("clock", "-1:00")]
    [InlineData("clock", "1:30:00 AM")]
    [InlineData("iso", "P1M")]
    [InlineData("iso", "PT")]
    public void A_span_that_could_mean_something_else_is_refused(string unit, string text) =>
        Imported
            .By(
                Map("delimiter: ','", $"d: {{ column: d, as: duration, unit: {unit} }}"),
                $"at,d\n{At},{text}\n"
            )
            .Rejections.Length.ShouldBe(1);

    [Theory]
    [Trait("fault", "E14")]
    [InlineData("uuuu-MM-dd hh:mm:ss", "`tt`")]
    [InlineData("dd/MM/uuuu h:mm", "`tt`")]
    [InlineData("dd/MM HH:mm", "no year")]
    [InlineData("dd/mm/uuuu", "no hour")]
    [InlineData("uuuu HH:mm", "month")]
    public void A_format_that_leaves_something_open_is_refused(string format, string reason)
    {
        MapReader.Read(
            Map("delimiter: ','")
                .Replace("{ column: at }", $"{{ column: at, formats: '{format}' }}"),
            "m.yaml",
            out var problems
        );

        problems.ShouldHaveSingleItem().Message.ShouldContain(reason);
    }

    [Fact]
    [Trait("fault", "E14")]
    public void So_is_a_time_of_day_that_does_not_say_which_half()
    {
        MapReader.Read(
            Map("delimiter: ','")
                .Replace(
                    "{ column: at } }",
                    "{ column: at }, end: { clock: e, after: at, formats: 'hh:mm' } }"
                ),
            "m.yaml",
            out var problems
        );

        problems.ShouldHaveSingleItem().Message.ShouldContain("which half of the day");
    }
}
