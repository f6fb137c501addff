using Evenhand.Client;
using Evenhand.Client.Reporting;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Client.Reporting.Events;
using static Evenhand.Tests.Client.ScriptedServer;

namespace Evenhand.Tests.Client.Reporting;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Disposing_sends_what_waits_without_lingering()
    {
        await using var server = await StartAsync(Store);
        using var client = new EvenhandClient(server.Options());
        var reporter = new UsageReporter(client, new(), new FakeTimeProvider());

        foreach (var id in (string[])["1", "2", "3"])
            await reporter.ReportAsync(Call(id), Cancel);
        await reporter.DisposeAsync();

        server.Requests.SelectMany(Ids).ShouldBe(["1", "2", "3"]);
        reporter.Counts.Stored.ShouldBe(3);
    }

    [Fact]
    public async Task At_the_deadline_the_rest_is_given_up_and_told()
    {
        var time = new FakeTimeProvider();
        await using var server = await StartAsync(Silence);
        using var client = new EvenhandClient(server.Options());
        var reporter = new UsageReporter(
            client,
            new() { BatchSize = 1, ShutdownDeadline = TimeSpan.FromSeconds(10) },
            time
        );
        var unsent = new List<string>();
        reporter.Lost += (_, loss) => unsent.AddRange(loss.Events.Select(one => one.Id));

        await reporter.ReportAsync(Call("1"), Cancel);
        await reporter.ReportAsync(Call("2"), Cancel);
        await server.NextAsync();
        var stopping = reporter.StopAsync(Cancel);
        time.Advance(TimeSpan.FromSeconds(9.9));
        stopping.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));
        await stopping;

        unsent.ShouldBe(["1", "2"]);
        reporter.Counts.Unsent.ShouldBe(2);
        await reporter.DisposeAsync();
    }

    [Fact]
    public async Task A_wait_between_two_tries_ends_with_the_deadline_too()
    {
        var time = new FakeTimeProvider();
        await using var server = await StartAsync(Away("100"));
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(client, new() { BatchSize = 1 }, time);

        await reporter.ReportAsync(Call("1"), Cancel);
        await server.NextAsync();
        using var now = new CancellationTokenSource();
        var stopping = reporter.StopAsync(now.Token);
        await now.CancelAsync();
        await stopping;

        reporter.Counts.Unsent.ShouldBe(1);
    }

    [Theory]
    [InlineData(DropPolicy.Wait)]
    [InlineData(DropPolicy.DropNewest)]
    [InlineData(DropPolicy.DropOldest)]
    public async Task What_comes_after_the_end_is_an_error_and_loses_nothing(DropPolicy policy)
    {
        await using var server = await StartAsync(Store);
        using var client = new EvenhandClient(server.Options());
        var reporter = new UsageReporter(client, new() { WhenFull = policy });
        await reporter.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(async () =>
            await reporter.ReportAsync(Call("1"), Cancel)
        );
        reporter.Counts.Reported.ShouldBe(0);
        await reporter.DisposeAsync();
    }

    [Fact]
    public async Task A_flush_of_nothing_is_done_at_once()
    {
        await using var server = await StartAsync(Store);
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(client, new(), new FakeTimeProvider());

        await reporter.FlushAsync(Cancel);

        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_flush_ends_when_what_came_before_is_stored()
    {
        var told = new TaskCompletionSource();
        await using var server = await StartAsync(StoreAfter(told.Task));
        using var client = new EvenhandClient(server.Options());
        await using var reporter = new UsageReporter(client, new(), new FakeTimeProvider());

        await reporter.ReportAsync(Call("1"), Cancel);
        var flush = reporter.FlushAsync(Cancel);
        await server.NextAsync();
        flush.IsCompleted.ShouldBeFalse();
        told.SetResult();
        await flush;

        reporter.Counts.Stored.ShouldBe(1);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
