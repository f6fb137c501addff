using System.Collections.Concurrent;
using Evenhand.Client;
using Evenhand.Client.Reporting;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Client.Reporting.Events;
using static Evenhand.Tests.Client.ScriptedServer;

namespace Evenhand.Tests.Client.Reporting;

public sealed class LossTests
{
    private readonly ConcurrentQueue<(LossReason Reason, string Id, string Detail)> lost = new();

    /// <summary>The first event is on its way, two more fit, and the fourth and fifth find the queue full.</summary>
    [Theory]
    [InlineData(DropPolicy.DropNewest, "4,5", "1,2,3")]
    [InlineData(DropPolicy.DropOldest, "2,3", "1,4,5")]
    public async Task A_full_queue_drops_as_it_was_told(
        DropPolicy policy,
        string dropped,
        string stored
    )
    {
        var told = new TaskCompletionSource();
        await using var server = await StartAsync(StoreAfter(told.Task));
        using var client = new EvenhandClient(server.Options());
        await using var reporter = Reporter(
            client,
            new()
            {
                Capacity = 2,
                BatchSize = 1,
                WhenFull = policy,
            }
        );

        await reporter.ReportAsync(Call("1"), Cancel);
        await server.NextAsync();
        foreach (var id in (string[])["2", "3", "4", "5"])
            await reporter.ReportAsync(Call(id), Cancel);
        told.SetResult();
        await reporter.FlushAsync(Cancel);

        string.Join(',', lost.Select(one => one.Id)).ShouldBe(dropped);
        lost.ShouldAllBe(one => one.Reason == LossReason.Dropped);
        string.Join(',', server.Requests.SelectMany(Ids)).ShouldBe(stored);
        var counts = reporter.Counts;
        (counts.Reported, counts.Stored, counts.Dropped).ShouldBe((5, 3, 2));
    }

    [Fact]
    public async Task A_caller_waits_for_room_and_nothing_is_lost()
    {
        var told = new TaskCompletionSource();
        await using var server = await StartAsync(StoreAfter(told.Task));
        using var client = new EvenhandClient(server.Options());
        await using var reporter = Reporter(client, new() { Capacity = 1, BatchSize = 1 });

        await reporter.ReportAsync(Call("1"), Cancel);
        await server.NextAsync();
        await reporter.ReportAsync(Call("2"), Cancel);
        var third = reporter.ReportAsync(Call("3"), Cancel).AsTask();
        third.IsCompleted.ShouldBeFalse();
        told.SetResult();
        await third;
        await reporter.FlushAsync(Cancel);

        reporter.Counts.Stored.ShouldBe(3);
        lost.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_cancels_the_wait_for_room_has_reported_nothing()
    {
        var told = new TaskCompletionSource();
        await using var server = await StartAsync(StoreAfter(told.Task));
        using var client = new EvenhandClient(server.Options());
        await using var reporter = Reporter(client, new() { Capacity = 1, BatchSize = 1 });
        using var cancel = new CancellationTokenSource();

        await reporter.ReportAsync(Call("1"), Cancel);
        await server.NextAsync();
        await reporter.ReportAsync(Call("2"), Cancel);
        var third = reporter.ReportAsync(Call("3"), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(third);
        told.SetResult();
        await reporter.FlushAsync(Cancel);

        server.Requests.SelectMany(Ids).ShouldBe(["1", "2"]);
        reporter.Counts.Reported.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_server_rejects_is_told_by_name_and_the_rest_is_stored()
    {
        await using var server = await StartAsync(
            Json("""{"accepted":1,"duplicates":1,"rejected":[{"index":1,"detail":"no time"}]}""")
        );
        using var client = new EvenhandClient(server.Options());
        await using var reporter = Reporter(
            client,
            new() { BatchSize = 3, Linger = TimeSpan.FromMinutes(10) }
        );

        foreach (var id in (string[])["1", "2", "3"])
            await reporter.ReportAsync(Call(id), Cancel);
        await reporter.FlushAsync(Cancel);

        lost.ShouldBe([(LossReason.Rejected, "2", "no time")]);
        var counts = reporter.Counts;
        (counts.Stored, counts.Duplicates, counts.Rejected).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task What_the_server_may_take_later_is_sent_again_and_the_rest_is_not()
    {
        await using var server = await StartAsync(
            Json(
                """{"accepted":1,"duplicates":0,"rejected":[{"index":0,"code":"parked","retry":true,"detail":"set aside"},{"index":2,"code":"malformed","detail":"no time"}]}"""
            ),
            Json("""{"accepted":1,"duplicates":0,"rejected":[]}""")
        );
        using var client = new EvenhandClient(server.Options());
        await using var reporter = Reporter(
            client,
            new() { BatchSize = 3, Linger = TimeSpan.FromMinutes(10) }
        );

        foreach (var id in (string[])["1", "2", "3"])
            await reporter.ReportAsync(Call(id), Cancel);
        await reporter.FlushAsync(Cancel);

        server.Requests.Select(Ids).Select(each => string.Join(",", each)).ShouldBe(["1,2,3", "1"]);
        lost.ShouldBe([(LossReason.Rejected, "3", "no time")]);
        (reporter.Counts.Stored, reporter.Counts.Retries).ShouldBe((2, 1));
    }

    [Theory]
    [InlineData(401, LossReason.Refused)]
    [InlineData(503, LossReason.Unsent)]
    public async Task A_batch_that_does_not_get_across_is_told_and_the_next_one_goes(
        int status,
        LossReason reason
    )
    {
        await using var server = await StartAsync(
            Respond(status, "text/plain", ""),
            status == 503 ? Away() : Store,
            Store
        );
        using var client = new EvenhandClient(server.Options());
        await using var reporter = Reporter(
            client,
            new()
            {
                BatchSize = 1,
                Retries = new Backoff { MostAttempts = 2 },
            },
            new HastyTime(TimeSpan.FromSeconds(5))
        );

        await reporter.ReportAsync(Call("1"), Cancel);
        await reporter.ReportAsync(Call("2"), Cancel);
        await reporter.FlushAsync(Cancel);

        lost.ShouldHaveSingleItem().Reason.ShouldBe(reason);
        lost.Single().Id.ShouldBe("1");
        reporter.Counts.Stored.ShouldBe(1);
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_stop_the_reporter()
    {
        await using var server = await StartAsync(Respond(400, "text/plain", ""), Store);
        using var client = new EvenhandClient(server.Options());
        await using var reporter = Reporter(client, new() { BatchSize = 1 });
        reporter.Lost += (_, _) => throw new InvalidOperationException("a careless listener");

        await reporter.ReportAsync(Call("1"), Cancel);
        await reporter.ReportAsync(Call("2"), Cancel);
        await reporter.FlushAsync(Cancel);

        (reporter.Counts.Refused, reporter.Counts.Stored).ShouldBe((1, 1));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private UsageReporter Reporter(
        EvenhandClient client,
        ReporterOptions options,
        TimeProvider? time = null
    )
    {
        var reporter = new UsageReporter(client, options, time);
        reporter.Lost += (_, loss) =>
        {
            foreach (var one in loss.Events)
                lost.Enqueue((loss.Reason, one.Id, loss.Detail));
        };
        return reporter;
    }
}
