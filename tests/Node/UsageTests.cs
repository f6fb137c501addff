using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What an account used, window by window, what is left of what is included, and the events behind a line.</summary>
public class UsageTests
{
    private static readonly Instant Start = Story.Instant("2026-01-01");

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    [InlineData("Pacific/Chatham")]
    public async Task Series_add_up_to_what_was_sent_hour_by_hour_day_by_day_month_by_month(
        string zone
    )
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        var random = new Random(seed);
        var sent = Enumerable
            .Range(0, 400)
            .Select(_ => (Time: Any(random), Count: random.Next(1, 30)))
            .ToArray();
        await using var served = await ServedNode.At("2026-04-20");
        var story = Story.Under("qcontact", zone: zone, opened: "2025-12-31");
        foreach (var (time, count) in sent)
            story.At(
                InstantPattern.ExtendedIso.Format(time),
                "workflow.invoked",
                $$"""{"count":{{count}}}"""
            );
        var lines = story.Lines.ToArray();
        random.Shuffle(lines);
        await served.SendAsync(lines);
        var local = DateTimeZoneProviders.Tzdb[zone];
        Same(
            served,
            SeriesWindow.Hour,
            Start + Duration.FromDays(40),
            Start + Duration.FromDays(80),
            sent,
            Hour
        );
        Same(
            served,
            SeriesWindow.Day,
            Start,
            Story.Instant("2026-04-20"),
            sent,
            each => local.AtStartOfDay(each.InZone(local).Date).ToInstant()
        );
        Same(
            served,
            SeriesWindow.Month,
            Start,
            Story.Instant("2026-04-20"),
            sent,
            each =>
                local
                    .AtStartOfDay(each.InZone(local).Date.With(DateAdjusters.StartOfMonth))
                    .ToInstant()
        );
    }

    [Fact]
    public async Task A_series_stops_at_the_present_and_leaves_out_what_waits()
    {
        await using var served = await ServedNode.At("2026-01-02T12:00:00Z");
        await served.SendAsync(
            Story
                .Under("qcontact")
                .At("2026-01-02", "workflow.invoked", """{"count":3}""")
                .At("2026-01-02T13:00:00Z", "workflow.invoked", """{"count":5}""")
        );
        var to = Story.Moment("2026-02-01");
        var series = Series(served, null, to, SeriesWindow.Day);
        series.Points.Select(each => each.Value.ToString()).ShouldBe(["0", "3"]);
        series.Points[^1].To.ShouldBe(served.Now);
    }

    [Fact]
    public async Task A_stock_is_shown_as_it_stands_at_the_end_of_each_window()
    {
        await using var served = await ServedNode.At("2026-01-04");
        await served.SendAsync(
            Story
                .Under("qcontact")
                .At(
                    "2026-01-01T10:00:00Z",
                    "object.stored",
                    """{"object":"a","class":"media","bytes":2000000000}"""
                )
                .At(
                    "2026-01-02",
                    "object.stored",
                    """{"object":"b","class":"media","bytes":1000000000}"""
                )
                .At("2026-01-03T10:00:00Z", "object.deleted", """{"object":"a"}""")
        );
        var series = served
            .Node.Usage(new AccountId("acme"), null, null, SeriesWindow.Day, "storage")!
            .Single();
        series.Points.Select(each => each.Value.ToString()).ShouldBe(["2", "3", "1"]);
    }

    [Fact]
    public async Task Too_many_windows_are_refused_and_an_unknown_meter_has_no_series()
    {
        await using var served = await ServedNode.At("2027-06-01");
        await served.SendAsync(Story.Under("qcontact"));
        var refused = Should.Throw<RequestException>(() =>
            served.Node.Usage(
                new AccountId("acme"),
                Moment.Of(Start),
                null,
                SeriesWindow.Hour,
                null
            )
        );
        refused.Code.ShouldBe(Code.Malformed);
        served
            .Node.Usage(new AccountId("acme"), null, null, SeriesWindow.Day, "nothing")!
            .ShouldBeEmpty();
        served
            .Node.Usage(new AccountId("nobody"), null, null, SeriesWindow.Day, null)
            .ShouldBeNull();
        served
            .Node.Usage(
                new AccountId("acme"),
                Moment.Earliest,
                Moment.Never,
                SeriesWindow.Month,
                null
            )!
            .ShouldNotBeEmpty();
        served
            .Node.Usage(new AccountId("acme"), new(10), new(5), SeriesWindow.Month, null)!
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Allowances_tell_what_is_used_left_and_when_it_will_run_out()
    {
        await using var served = await ServedNode.At("2026-01-11");
        await served.SendAsync(
            Story
                .Under("engagece", plan: "volume-500")
                .At("2026-01-02", "email.sent", """{"origin":"sequence","count":250}""")
        );
        var plan = served
            .Node.Allowances(new AccountId("acme"))!
            .Single(each => each.Cited.Clause.Slug == "volume-plan");
        (
            plan.SoFar.ToString(),
            plan.Included.ToString(),
            plan.Remaining.ToString(),
            plan.Window,
            plan.Unit.Name
        ).ShouldBe(("250", "500", "250", "cycle", "nudge"));
        plan.Resets.ShouldBe(Story.Moment("2026-02-01"));
        plan.RunsOut.ShouldBe(Story.Moment("2026-01-21"));
        served.Clock.Set("2026-02-01");
        var next = served
            .Node.Allowances(new AccountId("acme"))!
            .Single(each => each.Cited.Clause.Slug == "volume-plan");
        (next.SoFar.ToString(), next.Remaining.ToString(), next.RunsOut).ShouldBe(
            ("0", "500", null)
        );
        served.Node.Allowances(new AccountId("nobody")).ShouldBeNull();
    }

    [Fact]
    public async Task The_events_behind_a_line_are_those_that_its_meter_counted_page_by_page()
    {
        await using var served = await ServedNode.At("2026-02-10");
        var story = Story.Under("stackcx", plan: "starter");
        for (var i = 0; i < 7; i++)
            story.At($"2026-01-0{i + 1}", "api.called", """{"count":2}""", $"call-{i}");
        story.At("2026-01-03", "workflow.invoked", "{}", "other");
        story.At("2026-02-03", "api.called", "{}", "next-cycle");
        await served.SendAsync(story);
        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = served.Node.EventsBehind(
                new AccountId("acme"),
                "2026-01-01",
                "api-calls",
                after,
                3
            )!;
            ids.AddRange(
                page.Items.Select(each =>
                    (string)System.Text.Json.Nodes.JsonNode.Parse(each)!["id"]!
                )
            );
            after = page.Next;
        } while (after is not null);
        ids.ShouldBe(Enumerable.Range(0, 7).Select(i => $"call-{i}"));
        served
            .Node.EventsBehind(new AccountId("acme"), "2026-01-01", "nothing", null, 3)
            .ShouldBeNull();
        served
            .Node.EventsBehind(new AccountId("acme"), "2025-01-01", "api-calls", null, 3)
            .ShouldBeNull();
    }

    [Fact]
    public async Task Behind_a_stated_line_stand_the_events_that_it_was_stated_with()
    {
        await using var served = await ServedNode.At("2026-01-10");
        await served.SendAsync(
            Story
                .Under("stackcx", plan: "starter")
                .At("2026-01-02", "api.called", """{"count":2}""", "counted")
        );
        await served.UntilAsync("2026-02-04");
        served.Stated("acme").ShouldHaveSingleItem();
        await served.SendAsync(
            new Story()
                .At("2026-01-03", "api.called", """{"count":5}""", "late")
                .At(
                    "2026-02-04",
                    "usage.voided",
                    """{"source":"test","id":"counted","reason":"r"}""",
                    "void"
                )
        );
        Behind(served, expected: false).ShouldBe(["counted 2"]);
        Behind(served, expected: true).ShouldBe(["late 5"]);
    }

    private static string[] Behind(ServedNode served, bool expected) =>
        [
            .. served
                .Node.EventsBehind(
                    new AccountId("acme"),
                    "2026-01-01",
                    "api-calls",
                    null,
                    9,
                    expected
                )!
                .Items.Select(each => System.Text.Json.Nodes.JsonNode.Parse(each)!)
                .Select(each => $"{each["id"]} {each["quantity"]}"),
        ];

    private static void Same(
        ServedNode served,
        SeriesWindow window,
        Instant from,
        Instant to,
        (Instant Time, int Count)[] sent,
        Func<Instant, Instant> begins
    )
    {
        var series = Series(served, Moment.Of(from), Moment.Of(to), window);
        var expected = sent.Where(each => each.Time >= from && each.Time < to)
            .GroupBy(each => Instant.Max(begins(each.Time), from))
            .OrderBy(each => each.Key)
            .Select(each => $"{each.Key} {each.Sum(one => one.Count)}");
        series
            .Points.Where(each => each.Value.ToString() != "0")
            .Select(each => $"{each.From.Instant} {each.Value}")
            .ShouldBe(expected);
        series.Points[0].From.ShouldBe(Moment.Of(from));
        series.Points[^1].To.ShouldBe(Moment.Of(to));
        series
            .Points.Zip(series.Points.Skip(1))
            .ShouldAllBe(pair => pair.First.To == pair.Second.From);
    }

    private static Instant Hour(Instant time) =>
        Instant.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 3600 * 3600);

    private static Instant Any(Random random) =>
        Start
        + (
            random.Next(3) == 0
                ? Duration.FromHours(random.Next(109 * 24))
                : Duration.FromTicks(random.NextInt64(109 * NodaConstants.TicksPerDay))
        );

    private static MeterSeries Series(
        ServedNode served,
        Moment? from,
        Moment? to,
        SeriesWindow window
    ) => served.Node.Usage(new AccountId("acme"), from, to, window, "limit-workflows")!.Single();
}
