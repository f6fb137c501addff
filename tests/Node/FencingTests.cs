using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>Of two servers on one ledger the later one holds it, and the earlier one stands aside.</summary>
public sealed class FencingTests
{
    [Fact]
    public async Task A_node_whose_ledger_was_taken_over_refuses_events_with_a_code_and_is_not_ready()
    {
        await using var first = await HolderAsync();
        await using var second = await first.BesideAsync(holds: true);

        var refused = await Should.ThrowAsync<RequestException>(() => first.SendAsync(Sms("one")));

        refused.Code.ShouldBe(Code.Fenced);
        first.Node.NotReady.ShouldNotBeNull().ShouldContain("taken the ledger over");
        second.Node.NotReady.ShouldBeNull();
        (await second.SendAsync(Sms("one"))).Accepted.ShouldBe(1);
        (await second.AskAsync("acme", "sms.sent")).Decision.Outcome.ShouldBe(Outcome.Allow);
    }

    [Fact]
    public async Task It_answers_nothing_from_memory_once_it_knows_though_it_appends_nothing()
    {
        await using var first = await HolderAsync();
        (await first.AskAsync("acme", "sms.sent")).Decision.Outcome.ShouldBe(Outcome.Allow);
        await using var second = await first.BesideAsync(holds: true);

        // As each request does, to see whose key it shows.
        Should
            .Throw<RequestException>(() => first.Node.FindKey("whoever"))
            .Code.ShouldBe(Code.Fenced);

        (
            await Should.ThrowAsync<RequestException>(async () =>
                await first.AskAsync("acme", "sms.sent")
            )
        ).Code.ShouldBe(Code.Fenced);
        Should
            .Throw<RequestException>(() => first.Node.Account(new AccountId("acme")))
            .Code.ShouldBe(Code.Fenced);
    }

    [Fact]
    public async Task A_tick_finds_out_too_and_the_node_stops_in_peace()
    {
        var first = await HolderAsync();
        await using var second = await first.BesideAsync(holds: true);
        var state = second.Ledger.SnapshotOf(StreamName.Of("acme"));

        (await Should.ThrowAsync<RequestException>(first.Node.LookAfterDueAsync)).Code.ShouldBe(
            Code.Fenced
        );
        first.Node.NotReady.ShouldNotBeNull();
        await first.DisposeAsync();

        second.Ledger.SnapshotOf(StreamName.Of("acme")).ShouldBe(state);
    }

    [Fact]
    public async Task What_a_guest_appends_beside_a_holder_is_taken_note_of_and_fences_nobody()
    {
        await using var first = await HolderAsync();
        await using var guest = await first.BesideAsync();

        (await guest.SendAsync(Sms("by the guest"))).Accepted.ShouldBe(1);
        first.Node.FindKey("whoever").ShouldBeNull();

        (await first.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("499");
        first.Node.NotReady.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_guest_appended_to_an_account_that_nobody_asks_for_is_looked_after_in_time()
    {
        await using var first = await HolderAsync();
        await using (var guest = await first.BesideAsync())
            await guest.SendAsync(
                new Story { Account = "unseen" }.At(
                    "2026-01-01",
                    "account.opened",
                    """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}"""
                )
            );

        await first.Node.LookAfterDueAsync();
        await first.UntilAsync("2026-02-15");

        first
            .Ledger.Read(StreamName.Of("unseen"), 0, SliceKinds.Of(SliceKind.Stated))
            .ShouldHaveSingleItem();
    }

    private static async Task<ServedNode> HolderAsync()
    {
        var served = await ServedNode.At("2026-01-01");
        await served.StopAsync();
        served.Holds = true;
        await served.StartAsync();
        await served.SendAsync(
            new Story { Account = "acme" }.At(
                "2026-01-01",
                "account.opened",
                """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}"""
            )
        );
        return served;
    }

    private static Story Sms(string id) =>
        new Story { Account = "acme" }.At("2026-01-01", "sms.sent", """{"segments":1}""", id);
}
