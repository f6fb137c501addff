using Evenhand.Pages.Accounts;
using Evenhand.Pages.Drawing;
using Evenhand.Pages.Figures;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Pages;

public sealed class UsageChartTests
{
    private static readonly DateTimeOffset Begun = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_days_add_up_beside_the_month_before_what_is_included_and_an_even_pace()
    {
        var chart = Of(Allowance(), Usage("1", "0", "2"), Usage("5", "5"))!;
        chart.Days.ShouldBe(["1 Jan", "2 Jan", "3 Jan"]);
        Line(chart, ChartLook.Used).ShouldBe([1, 1, 3]);
        Line(chart, ChartLook.Before).ShouldBe([5, 10, null]);
        Line(chart, ChartLook.Included).ShouldBe([30, 30, 30]);
        Line(chart, ChartLook.Even).ShouldBe([1, 2, 3]);
        chart
            .Write()
            .ShouldStartWith("""{"day":"Day","days":["1 Jan","2 Jan","3 Jan"],"lines":[""");
        chart.Write().ShouldContain("\"look\":0,\"values\":[1,1,3]");
    }

    [Fact]
    public void A_limit_is_another_line_and_a_month_without_use_none()
    {
        var chart = Of(
            Allowance() with
            {
                Kind = AllowanceKind.Limit,
            },
            Usage("1", "1"),
            Usage("0", "0")
        )!;
        chart
            .Lines.Select(each => each.Look)
            .ShouldBe([ChartLook.Used, ChartLook.Limit, ChartLook.Even]);
    }

    [Fact]
    public void What_does_not_add_up_to_its_figure_has_no_chart()
    {
        foreach (
            var other in (AllowanceView[])
                [
                    Allowance() with
                    {
                        Taken = Taken.Distinct,
                    },
                    Allowance() with
                    {
                        Window = "day",
                    },
                    Allowance() with
                    {
                        Unit = "other",
                    },
                    Allowance() with
                    {
                        Of = "ada",
                    },
                    Allowance() with
                    {
                        Began = null,
                    },
                ]
        )
            Of(other, Usage("1", "1"), null).ShouldBeNull();
        Of(Allowance(), Usage("0", "0"), null).ShouldBeNull();
        Of(Allowance(), Usage("5"), null).ShouldBeNull("one day is no line");
    }

    private static Chart? Of(AllowanceView allowance, UsageView usage, UsageView? before) =>
        UsageChart.Of(usage, before, UsageRow.Of([allowance], January), January);

    private static decimal?[] Line(Chart chart, ChartLook look) =>
        [.. chart.Lines.Single(each => each.Look == look).Values];

    private static Reader January { get; } =
        Reader.English with
        {
            Now = NodaTime.Instant.FromDateTimeOffset(Begun.AddDays(3)),
        };

    private static UsageView Usage(params string[] values) =>
        new()
        {
            Meter = "calls",
            Unit = "call",
            Window = UsageWindow.Day,
            Points =
            [
                .. values.Select(
                    (value, at) =>
                        new UsagePoint
                        {
                            From = Begun.AddDays(at),
                            To = Begun.AddDays(at + 1),
                            Value = value,
                        }
                ),
            ],
        };

    private static AllowanceView Allowance() =>
        new()
        {
            Clause = "calls",
            Kind = AllowanceKind.Allowance,
            Meter = "calls",
            Unit = "call",
            Window = "cycle",
            Taken = Taken.Sum,
            Used = "3",
            Included = "30",
            Remaining = "27",
            Began = Begun,
            Resets = Begun.AddDays(30),
        };
}
