using System.Text.Json.Nodes;
using Evenhand.Client;
using Evenhand.Client.Reporting;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Client.Reporting.Events;
using static Evenhand.Tests.Client.ScriptedServer;

namespace Evenhand.Tests.Client.Reporting;

public sealed class SendingTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Usage_is_sent_as_a_batch_of_cloud_events()
    {
        var time = new FakeTimeProvider(new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var server = await StartAsync(Store);
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(client, new() { Source = "shop" }, time);

        await reporter.ReportAsync(
            Call("1") with
            {
                Data = new JsonObject { ["count"] = 3 },
            },
            Cancel
        );
        await reporter.ReportAsync(
            Call("2") with
            {
                Source = "other",
                Time = time.GetUtcNow().AddHours(-1),
            },
            Cancel
        );
        await reporter.FlushAsync(Cancel);

        server
            .Requests.ShouldHaveSingleItem()
            .ShouldBe(
                new Received(
                    "POST",
                    "/v1/events",
                    """[{"specversion":"1.0","id":"1","source":"shop","type":"api.called","time":"2024-03-01T12:00:00Z","subject":"acme","data":{"count":3}},{"specversion":"1.0","id":"2","source":"other","type":"api.called","time":"2024-03-01T11:00:00Z","subject":"acme"}]""",
                    "Bearer k-1",
                    "application/cloudevents-batch+json"
                )
            );
        reporter.Counts.Stored.ShouldBe(2);
    }

    [Fact]
    public async Task An_event_without_an_id_gets_one_of_its_own()
    {
        await using var server = await StartAsync(Store);
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(client, new());

        var first = await reporter.ReportAsync(Call(), Cancel);
        var second = await reporter.ReportAsync(Call(), Cancel);
        await reporter.FlushAsync(Cancel);

        first.Id.ShouldNotBe(second.Id);
        server.Requests.SelectMany(Ids).ShouldBe([first.Id, second.Id]);
    }

    [Fact]
    public async Task A_batch_is_full_or_has_waited_long_enough()
    {
        var time = new FakeTimeProvider();
        await using var server = await StartAsync(Store);
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(client, new() { BatchSize = 2 }, time);

        foreach (var id in (string[])["1", "2", "3"])
            await reporter.ReportAsync(Call(id), Cancel);

        Ids(await server.NextAsync()).ShouldBe(["1", "2"]);
        server.Requests.Count.ShouldBe(1, "the third still waits for more");
        var third = server.NextAsync();
        await Wait.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(200));
                return Task.FromResult(third.IsCompleted);
            },
            "the third is sent"
        );
        Ids(await third).ShouldBe(["3"]);
    }

    [Fact]
    public async Task A_retry_is_the_same_request_after_a_wait_by_chance()
    {
        var time = new HastyTime(Short);
        await using var server = await StartAsync(
            Away(),
            Broken,
            Respond(429, "text/plain", "", ("Retry-After", "2")),
            Store
        );
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(
            client,
            new() { Linger = TimeSpan.FromMinutes(1) },
            time,
            new Random(11)
        );

        await reporter.ReportAsync(Call(), Cancel);
        await reporter.ReportAsync(Call(), Cancel);
        await reporter.FlushAsync(Cancel);

        server.Requests.Count.ShouldBe(4);
        server.Requests.Select(request => request.Body).Distinct().ShouldHaveSingleItem();
        reporter.Counts.Retries.ShouldBe(3);
        reporter.Counts.Stored.ShouldBe(2);
        time.Waits.Count.ShouldBe(3);
        time.Waits[0].ShouldBeInRange(Milliseconds(50), Milliseconds(100));
        time.Waits[1].ShouldBeInRange(Milliseconds(100), Milliseconds(200));
        time.Waits[2].ShouldBeInRange(Milliseconds(2000), Milliseconds(2200));
    }

    [Fact]
    public async Task A_batch_that_is_too_large_goes_in_halves()
    {
        await using var server = await StartAsync(
            (context, request) =>
                (Ids(request).Length > 1 ? Respond(413, "text/plain", "") : Store)(context, request)
        );
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(
            client,
            new() { BatchSize = 3, Linger = TimeSpan.FromMinutes(10) }
        );

        foreach (var id in (string[])["1", "2", "3"])
            await reporter.ReportAsync(Call(id), Cancel);
        await reporter.FlushAsync(Cancel);

        reporter.Counts.Stored.ShouldBe(3);
        server
            .Requests.Where(request => Ids(request).Length == 1)
            .SelectMany(Ids)
            .ShouldBe(["1", "2", "3"]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TimeSpan Milliseconds(double count) => TimeSpan.FromMilliseconds(count);

    [Fact]
    [Trait("fault", "C1")]
    public async Task What_may_be_taken_later_is_sent_again_while_the_rest_goes_on()
    {
        var parked = Json(
            """{"accepted":1,"duplicates":0,"rejected":[{"index":0,"code":"parked","retry":true,"detail":"the account is set aside"}]}"""
        );
        await using var server = await StartAsync(parked, Store, Store);
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(
            client,
            new()
            {
                Retries = new() { First = TimeSpan.FromMilliseconds(1), MostAttempts = 5 },
            }
        );
        var lost = 0;
        reporter.Lost += (_, _) => lost++;
        await reporter.ReportAsync(Call("1"), Cancel);
        await reporter.ReportAsync(Call("2"), Cancel);
        await reporter.FlushAsync(Cancel);
        server.Requests.SelectMany(Ids).ShouldBe(["1", "2", "1"]);
        (reporter.Counts.Stored, reporter.Counts.Rejected, lost).ShouldBe((2, 0, 0));
    }

    [Fact]
    [Trait("fault", "C1")]
    public async Task What_is_never_taken_is_lost_after_so_many_tries_as_rejected()
    {
        var parked = Json(
            """{"accepted":0,"duplicates":0,"rejected":[{"index":0,"code":"parked","retry":true,"detail":"the account is set aside"}]}"""
        );
        await using var server = await StartAsync(parked, parked, parked, Store);
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(
            client,
            new()
            {
                Retries = new() { First = TimeSpan.FromMilliseconds(1), MostAttempts = 3 },
            }
        );
        await reporter.ReportAsync(Call("1"), Cancel);
        await reporter.FlushAsync(Cancel);
        server.Requests.Count.ShouldBe(3);
        reporter.Counts.Rejected.ShouldBe(1);
    }
}
