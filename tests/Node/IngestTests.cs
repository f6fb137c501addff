using System.Text;
using Evenhand.Core;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Bodies;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Core;
using Evenhand.Wording;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node;

/// <summary>How events come in: once, whatever is sent again, by whomever, in whatever company.</summary>
public class IngestTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repeat_is_recognised_across_restarts(bool snapshots)
    {
        await using var served = await ServedNode.At("2026-01-01");
        var story = Story.Under("engagece").At("2026-01-01", "mms.sent");
        (await served.SendAsync(story)).Accepted.ShouldBe(2);
        (await served.SendAsync(story)).Duplicates.ShouldBe(2);
        await served.RestartAsync(snapshots);
        served.Clock.Add(TimeSpan.FromDays(40));
        var again = await served.SendAsync(story);
        (again.Accepted, again.Duplicates).ShouldBe((0, 2));
        var twice = await served.SendAsync(Sms("2026-01-01", "x"), Sms("2026-01-01", "x"));
        (twice.Accepted, twice.Duplicates).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Other_content_under_the_same_id_is_a_conflict_also_after_a_restart()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece"));
        var sent = await served.SendAsync(Sms("2026-01-01", "x"), Sms("2026-01-02", "x"));
        sent.Accepted.ShouldBe(1);
        var rejected = sent.Rejected.ShouldHaveSingleItem();
        (rejected.Index, rejected.Code).ShouldBe((1, Code.Conflict));
        rejected.Detail.ShouldBe(FaultSentence.Of(StreamReplay.Conflict));
        await served.RestartAsync(snapshots: false);
        (await served.SendAsync(Sms("2026-01-02", "x"))).Rejected.ShouldHaveSingleItem();
        (await served.SendAsync(Sms("2026-01-01", "x"))).Duplicates.ShouldBe(1);
    }

    [Fact]
    public async Task Events_before_the_opening_wait_for_it()
    {
        await using var served = await ServedNode.At("2026-01-05");
        (await served.SendAsync(Sms("2026-01-03", "early"))).Accepted.ShouldBe(1);
        served.Node.Account(new AccountId("acme"))!.Opened.ShouldBeNull();
        var ask = await Should.ThrowAsync<RequestException>(async () =>
            await served.AskAsync("acme", "sms.sent")
        );
        ask.Code.ShouldBe(Code.NotOpened);
        await served.RestartAsync();
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("499");
        var tooEarly = await served.SendAsync(Sms("2025-12-31", "before"));
        var early = tooEarly.Rejected.ShouldHaveSingleItem();
        early.Code.ShouldBe(Code.BeforeOpening);
        early.Detail.ShouldContain("before account.opened");
    }

    [Fact]
    public async Task A_rejected_element_does_not_block_the_others()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        var sent = await served.SendAsync(
            Sms("2026-01-01", "a"),
            "nonsense",
            """{"specversion":"1.0"}""",
            Sms("2026-01-01", "b"),
            new Story().At("2026-01-01", "sms.sent", """{"segments":-1}""", "c").Lines[0],
            new Story()
                .At("2026-01-01", "gate.asked", """{"act":"sms.sent","with":{}}""", "d")
                .Lines[0]
        );
        sent.Accepted.ShouldBe(2);
        sent.Rejected.Select(each => each.Index).ShouldBe([1, 2, 4, 5]);
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("498");
        var nothing = await Should.ThrowAsync<RequestException>(() => served.SendAsync("nonsense"));
        (nothing.Code, nothing.Rejected.Count).ShouldBe((Code.Malformed, 1));
    }

    [Fact]
    public async Task An_event_of_the_future_waits_for_its_time()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        await served.SendAsync(Sms("2026-01-02", "tomorrow"), Sms("2026-01-01T00:00:05Z", "soon"));
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("499");
        await served.RestartAsync(snapshots: false);
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("499");
        await served.RestartAsync();
        served.Clock.Set("2026-01-02");
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("498");
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("498");
    }

    [Fact]
    public async Task What_is_more_than_the_node_takes_in_is_turned_away_for_a_moment()
    {
        FaultyLedger? faulty = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            each => each with { MostWaitingBytes = 2000 },
            ledger => faulty = new FaultyLedger(ledger)
        );
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        faulty!.Passes.Reset();
        var accepted = new List<Task<IngestOutcome>>
        {
            served.SendAsync(Sms("2026-01-01", "first")),
        };
        var waits = faulty.Waits.Wait(Wait.Longest, TestContext.Current.CancellationToken);
        RequestException? refused = null;
        for (var i = 0; i < 100 && refused is null; i++)
        {
            var sending = served.SendAsync(Sms("2026-01-01", $"{i}"));
            refused = sending.Exception?.InnerException as RequestException;
            if (refused is null)
                accepted.Add(sending);
        }
        var waiting = served.Node.Figures.WaitingBytes;
        faulty.Passes.Set();
        waits.ShouldBeTrue();
        refused.ShouldNotBeNull().Code.ShouldBe(Code.Overloaded);
        refused.RetryAfter!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        waiting.ShouldBeInRange(1, 2000);
        (await Task.WhenAll(accepted)).Sum(each => each.Accepted).ShouldBe(accepted.Count);
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe($"{500 - accepted.Count}");
        (await served.SendAsync(Sms("2026-01-01", "last"))).Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_ledger_refuses_was_not_accepted_and_can_be_sent_again()
    {
        FaultyLedger? faulty = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => faulty = new FaultyLedger(ledger)
        );
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        faulty!.Refuses = true;
        var refused = await Should.ThrowAsync<RequestException>(() =>
            served.SendAsync(Sms("2026-01-01", "a"))
        );
        (refused.Code, refused.RetryAfter is null).ShouldBe((Code.Unavailable, false));
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("500");
        faulty.Refuses = false;
        (await served.SendAsync(Sms("2026-01-01", "a"))).Accepted.ShouldBe(1);
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("499");
    }

    [Fact]
    public async Task Two_nodes_that_feed_the_same_accounts_lose_nothing_and_double_nothing()
    {
        await using var one = await ServedNode.At("2026-01-01");
        await using var other = await one.BesideAsync();
        ServedNode[] nodes = [one, other];
        string[] accounts = ["a", "b", "c"];
        foreach (var account in accounts)
            await one.SendAsync(
                new Story { Account = account }.At(
                    "2026-01-01",
                    "account.opened",
                    """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}"""
                )
            );
        using var start = new Barrier(4);
        var sums = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(worker =>
                    Task.Run(async () =>
                    {
                        var accepted = 0;
                        start.SignalAndWait();
                        for (var i = 0; i < 60; i++)
                            accepted += (
                                await nodes[worker % 2].SendAsync(Batch(accounts, worker / 2, i))
                            ).Accepted;
                        return accepted;
                    })
                )
        );
        sums.Sum().ShouldBe(2 * 60 * 3);
        await one.SendAsync(Batch(accounts, 9, 0));
        await other.SendAsync(Batch(accounts, 9, 1));
        await one.SendAsync(Batch(accounts, 9, 2));
        foreach (var account in accounts)
            (await one.AskAsync(account, "sms.sent")).Remaining.ShouldBe("377");
        await one.RestartAsync(snapshots: false);
        foreach (var account in accounts)
            (await one.AskAsync(account, "sms.sent")).Remaining.ShouldBe("377");
    }

    [Fact]
    public async Task Many_threads_at_once_that_send_ask_and_look_are_counted_exactly()
    {
        await using var served = await ServedNode.At("2026-01-01");
        string[] accounts = ["a", "b", "c", "d"];
        foreach (var account in accounts)
            await served.SendAsync(
                new Story { Account = account }.At(
                    "2026-01-01",
                    "account.opened",
                    """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-2500"}"""
                )
            );
        using var start = new Barrier(6);
        var work = Enumerable
            .Range(0, 6)
            .Select(worker =>
                Task.Run(async () =>
                {
                    start.SignalAndWait();
                    for (var i = 0; i < 50; i++)
                    {
                        await served.SendAsync(Batch(accounts, worker % 3, i));
                        if (worker == 5)
                            await served.SendAsync(Undo("2026-01-01", $"none-{i}"), Seats("a", i));
                        await served.AskAsync(accounts[i % 4], "sms.sent");
                        served.Node.Statements(new AccountId(accounts[i % 4]));
                    }
                })
            );
        await Task.WhenAll(work);
        foreach (var account in accounts)
            (await served.AskAsync(account, "sms.sent")).Remaining.ShouldBe("2350");
    }

    [Fact]
    public async Task Too_many_events_in_one_body_are_refused()
    {
        await using var served = await ServedNode.At(
            "2026-01-01",
            each => each with { MostInBody = 2 }
        );
        var refused = await Should.ThrowAsync<RequestException>(() =>
            served.SendAsync(Sms("2026-01-01", "a"), Sms("2026-01-01", "b"), Sms("2026-01-01", "c"))
        );
        refused.Code.ShouldBe(Code.TooLarge);
        served.Node.Figures.Accounts.ShouldBe(0);
    }

    [Fact]
    public async Task All_three_layouts_of_a_body_are_taken()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        string[] two = [Sms("2026-01-01", "a"), Sms("2026-01-01", "b")];
        (await Ingest(served, $"[{string.Join(",", two)}]", BodyFormat.Array)).Accepted.ShouldBe(2);
        (await Ingest(served, Sms("2026-01-01", "c"), BodyFormat.Single)).Accepted.ShouldBe(1);
        (await Ingest(served, "[]", BodyFormat.Array)).Accepted.ShouldBe(0);
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("497");
    }

    private static Task<IngestOutcome> Ingest(ServedNode served, string body, BodyFormat format) =>
        served.Node.IngestAsync(Encoding.UTF8.GetBytes(body), format);

    private static string[] Batch(string[] accounts, int worker, int number) =>
        [
            .. accounts.Select(account =>
                new Story { Account = account }
                    .At("2026-01-01", "sms.sent", """{"segments":1}""", $"{worker}-{number}")
                    .Lines[0]
            ),
        ];

    private static string Seats(string account, int number) =>
        new Story { Account = account }
            .At("2026-01-01", "seats.set", $$"""{"licensed":{{number}}}""", $"seats-{number}")
            .Lines[0];
}
