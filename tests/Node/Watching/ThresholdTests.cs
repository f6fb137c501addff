using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Node.Watching;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.Dispatching.Dispatched;
using Sender = Evenhand.Tests.Node.Dispatching.Sender;

namespace Evenhand.Tests.Node.Watching;

/// <summary>
/// What an account has asked to be told of: reached is told once a cycle, and once that it is no longer so, whatever undid it.
/// </summary>
public class ThresholdTests
{
    [Fact]
    public async Task What_is_reached_is_told_once_and_again_when_a_void_undoes_it()
    {
        var hooks = new Sender();
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "one");
        var clause = ClauseOf(served);
        await SetAsync(served, new Threshold(clause, 30, null));
        await SendAsync(served, "first", 100);
        Told(served).ShouldBeEmpty();

        await SendAsync(served, "second", 100);
        await SendAsync(served, "third", 20);
        Told(served).ShouldBe(["threshold-reached"]);
        served
            .Node.Thresholds.Of(new AccountId("acme"))
            .Single()
            .Told.ShouldBe(ThresholdWord.Reached);
        Message(served).ShouldContain("200 of 500");
        Message(served).ShouldContain("30 %");

        await VoidAsync(served, "second");
        Told(served).ShouldBe(["threshold-reached", "threshold-resolved"]);
        Message(served).ShouldContain("120 of 500");
        await SendAsync(served, "fourth", 200);
        Told(served).ShouldBe(["threshold-reached", "threshold-resolved"]);
        hooks
            .Kinds.Where(kind => kind.StartsWith("threshold", StringComparison.Ordinal))
            .ShouldBe(["threshold-reached", "threshold-resolved"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_told_is_not_told_again_after_a_restart_and_a_cycle_begins_anew(
        bool snapshots
    )
    {
        await using var served = await OpenedAsync(new Sender().Settings());
        await SetAsync(served, new Threshold(ClauseOf(served), 30, null));
        await SendAsync(served, "first", 200);
        await served.RestartAsync(snapshots);
        await SendAsync(served, "second", 10);
        Told(served).ShouldBe(["threshold-reached"]);

        served.Clock.Set("2026-02-03T12:00:00Z");
        await served.Node.LookAfterDueAsync();
        await SendAsync(served, "third", 10);
        Told(served).ShouldBe(["threshold-reached"]);
        await SendAsync(served, "fourth", 200);
        Told(served).ShouldBe(["threshold-reached", "threshold-reached"]);
    }

    [Fact]
    public async Task Charges_that_come_to_an_amount_are_told_and_that_they_no_longer_do()
    {
        await using var served = await OpenedAsync(new Sender().Settings());
        await SendAsync(served, "first", 500);
        var before = Charges(served);
        await SetAsync(served, new Threshold(null, null, before + 0.01m));
        await SendAsync(served, "second", 100);
        Charges(served).ShouldBeGreaterThan(before);
        Told(served).ShouldBe(["threshold-reached"]);
        Message(served).ShouldContain("USD");

        await VoidAsync(served, "second");
        Told(served).ShouldBe(["threshold-reached", "threshold-resolved"]);
    }

    [Fact]
    public async Task An_account_is_looked_at_once_a_minute_at_most()
    {
        await using var served = await OpenedAsync(new Sender().Settings());
        await SetAsync(served, new Threshold(ClauseOf(served), 30, null));
        await served.SendAsync(Sent(served, "first", 10));
        await served.Node.LookAfterDueAsync();
        await served.SendAsync(Sent(served, "second", 200));
        await served.Node.LookAfterDueAsync();
        Told(served).ShouldBeEmpty();
        await PassAsync(served, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        Told(served).ShouldBe(["threshold-reached"]);
    }

    [Fact]
    public async Task What_is_no_threshold_is_refused_and_nothing_is_set()
    {
        await using var served = await OpenedAsync(new Sender().Settings());
        Threshold[] wrong =
        [
            new("nothing-of-the-kind", 50, null),
            new(ClauseOf(served), null, null),
            new(ClauseOf(served), 0, null),
            new(ClauseOf(served), 50, 10m),
            new(null, null, 0m),
            new(null, null, null),
        ];
        foreach (var each in wrong)
            await Should.ThrowAsync<RequestException>(() => SetAsync(served, each));
        served.Node.Thresholds.Of(new AccountId("acme")).ShouldBeEmpty();
        await Should.ThrowAsync<RequestException>(() =>
            served.Node.Thresholds.SetAsync(new AccountId("nobody"), [], Doer.CommandLine)
        );
    }

    private static async Task SetAsync(ServedNode served, params Threshold[] all) =>
        await served.Node.Thresholds.SetAsync(new AccountId("acme"), all, Doer.CommandLine);

    /// <summary>The clause that includes 500.</summary>
    private static string ClauseOf(ServedNode served) =>
        served
            .Node.Allowances(new AccountId("acme"))!
            .First(each => each.Included.ToString() == "500")
            .Cited.Clause.Slug;

    private static decimal Charges(ServedNode served)
    {
        var running = served
            .Node.Statements(new AccountId("acme"))!
            .Single(each => each.Running)
            .Statement;
        return (running.Due + running.Proposed).Amount;
    }

    private static string Message(ServedNode served) =>
        served
            .Node.Notices(new AccountId("acme"), null, 100)!
            .Items.Last(each => each.What.StartsWith("threshold", StringComparison.Ordinal))
            .Message;

    private static IEnumerable<string> Told(ServedNode served) =>
        served
            .Node.Notices(new AccountId("acme"), null, 100)!
            .Items.Select(each => each.What)
            .Where(what => what.StartsWith("threshold", StringComparison.Ordinal));

    private static async Task SendAsync(ServedNode served, string id, int count)
    {
        await served.SendAsync(Sent(served, id, count));
        await PassAsync(served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
    }

    private static async Task VoidAsync(ServedNode served, string id)
    {
        await served.SendAsync(
            new Story().At(
                $"{served.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}",
                "usage.voided",
                $$"""{"source":"test","id":"{{id}}"}""",
                "void-" + id
            )
        );
        await PassAsync(served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
    }

    private static Story Sent(ServedNode served, string id, int count) =>
        new Story().At(
            $"{served.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}",
            "email.sent",
            $$"""{"origin":"sequence","count":{{count}}}""",
            id
        );
}
