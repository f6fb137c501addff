using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Node.Gate;
using Evenhand.Node.Refusals;
using Evenhand.Node.Reservations;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>Quantity that is held between the question and the act.</summary>
public class ReservationTests
{
    private const string Mail = """{"user":"ana"}""";

    [Fact]
    public async Task What_is_held_counts_against_a_limit_until_it_is_settled_and_the_act_has_come()
    {
        await using var served = await Mailing();
        var held = await Reserve(served, 999);
        held.Reservation!.Quantity.ShouldBe(999);
        (await Mails(served)).ShouldBe(Outcome.Allow);
        (await Reserve(served, 1)).Reservation.ShouldNotBeNull();
        (await Mails(served)).ShouldBe(Outcome.Deny);
        var settled = await served.Node.SettleAsync(held.Reservation.Id, 400, null);
        (settled.Status, settled.Settled).ShouldBe((ReservationState.Settled, 400m));
        await served.SendAsync(Sent("2026-01-01T00:00:00Z", 400));
        (await Left(served)).ShouldBe("599");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    [InlineData(250)]
    public async Task A_hold_may_be_settled_for_as_much_or_less_or_more(int used)
    {
        await using var served = await Mailing();
        var held = (await Reserve(served, 100)).Reservation!;
        (await Left(served)).ShouldBe("900");
        await served.Node.SettleAsync(held.Id, used, null);
        (await Left(served)).ShouldBe("1000");
        await served.SendAsync(Sent("2026-01-01T00:00:00Z", used));
        (await Left(served)).ShouldBe($"{1000 - used}");
    }

    [Fact]
    public async Task Ending_a_hold_again_gives_the_first_answer_also_after_a_restart()
    {
        await using var served = await Mailing();
        var one = (await Reserve(served, 100)).Reservation!;
        var other = (await Reserve(served, 50)).Reservation!;
        var settled = await served.Node.SettleAsync(one.Id, 70, null);
        var released = await served.Node.ReleaseAsync(other.Id, null);
        released.Status.ShouldBe(ReservationState.Released);
        (await served.Node.SettleAsync(one.Id, 90, null)).ShouldBe(settled);
        (await served.Node.ReleaseAsync(one.Id, null)).ShouldBe(settled);
        (await served.Node.SettleAsync(other.Id, 90, null)).ShouldBe(released);
        await served.RestartAsync(snapshots: false);
        (await served.Node.SettleAsync(one.Id, 90, null)).ShouldBe(settled);
        (await served.Node.SettleAsync(other.Id, 90, null)).ShouldBe(released);
        (await Left(served)).ShouldBe("1000");
    }

    [Fact]
    public async Task Many_who_settle_one_hold_at_once_get_one_answer_which_is_the_stored_one()
    {
        await using var served = await Mailing();
        var held = (await Reserve(served, 100)).Reservation!;
        using var start = new Barrier(8);
        var ended = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(used =>
                    Task.Run(() =>
                    {
                        start.SignalAndWait();
                        return served.Node.SettleAsync(held.Id, used, null);
                    })
                )
        );
        ended.Distinct().ShouldHaveSingleItem();
        await served.RestartAsync(snapshots: false);
        (await served.Node.SettleAsync(held.Id, 99, null)).ShouldBe(ended[0]);
    }

    [Fact]
    public async Task A_hold_expires_by_itself_also_during_downtime()
    {
        await using var served = await Mailing();
        var held = (await Reserve(served, 1000, seconds: 600)).Reservation!;
        served.Clock.Set("2026-01-01T00:09:59Z");
        (await Mails(served)).ShouldBe(Outcome.Deny);
        await served.RestartAsync();
        (await Mails(served)).ShouldBe(Outcome.Deny);
        await served.StopAsync();
        served.Clock.Set("2026-01-01T00:10:00Z");
        await served.StartAsync();
        (await Mails(served)).ShouldBe(Outcome.Allow);
        (await Left(served)).ShouldBe("1000");
        (await served.Node.SettleAsync(held.Id, 5, null)).Status.ShouldBe(ReservationState.Expired);
        await served.UntilAsync("2026-01-02T00:10:00Z");
        var gone = await Should.ThrowAsync<RequestException>(() =>
            served.Node.SettleAsync(held.Id, 5, null)
        );
        gone.Code.ShouldBe(Code.UnknownReservation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Holds_survive_a_restart_with_and_without_snapshots(bool snapshots)
    {
        await using var served = await Mailing();
        var held = (await Reserve(served, 300)).Reservation!;
        await served.RestartAsync(snapshots);
        (await Left(served)).ShouldBe("700");
        await served.Node.ReleaseAsync(held.Id, null);
        (await Left(served)).ShouldBe("1000");
    }

    [Fact]
    public async Task A_late_event_that_has_the_account_folded_anew_lets_go_of_nothing()
    {
        await using var served = await Mailing();
        var held = (await Reserve(served, 300)).Reservation!;
        await served.SendAsync(
            new Story().At("2025-12-20", "seats.set", """{"licensed":3}""", "seats").Lines[0]
        );
        (await Left(served)).ShouldBe("700");
        served.Node.Figures.Refolds.ShouldBeGreaterThan(1);
        await served.Node.ReleaseAsync(held.Id, null);
        (await Left(served)).ShouldBe("1000");
    }

    [Fact]
    public async Task A_hold_that_another_node_made_counts_here_once_it_is_known_here()
    {
        await using var one = await Mailing();
        await using var other = await one.BesideAsync();
        (await Left(other)).ShouldBe("1000");
        var held = (await Reserve(one, 300)).Reservation!;
        await other.SendAsync(Sent("2026-01-01T00:00:00Z", 5));
        (await Left(other)).ShouldBe("695");
        (await other.Node.SettleAsync(held.Id, 5, null)).Status.ShouldBe(ReservationState.Settled);
        (await one.Node.ReleaseAsync(held.Id, null)).Status.ShouldBe(ReservationState.Settled);
        (await Left(one)).ShouldBe("995");
    }

    [Fact]
    public async Task The_same_ask_holds_once()
    {
        await using var served = await Mailing();
        var one = await Reserve(served, 600, id: "retry");
        var again = await Reserve(served, 600, id: "retry");
        again.Reservation.ShouldBe(one.Reservation);
        again.Decision.Outcome.ShouldBe(Outcome.Allow);
        await served.RestartAsync();
        (await Reserve(served, 600, id: "retry")).Reservation!.Id.ShouldBe(one.Reservation!.Id);
        (await Left(served)).ShouldBe("400");
    }

    [Fact]
    public async Task A_hold_counts_in_allowances_and_against_the_limit_that_the_customer_set()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("engagece", plan: "volume-500")
                .At("2026-01-01", "limit.set", """{"meter":"nudges","amount":20}""")
        );
        var drop = """{"origin":"sequence"}""";
        var held = await served.AskAsync(
            "acme",
            "voicemail.dropped",
            drop,
            ""","reserve":{"quantity":20}"""
        );
        held.Decision.Outcome.ShouldBe(Outcome.Allow);
        var allowance = served
            .Node.Allowances(new AccountId("acme"))!
            .Single(each => !each.IsLimit);
        (
            allowance.Now.ToString(),
            allowance.SoFar.ToString(),
            allowance.Remaining.ToString()
        ).ShouldBe(("20", "0", "480"));
        (await served.AskAsync("acme", "voicemail.dropped", drop)).Decision.Outcome.ShouldBe(
            Outcome.Deny
        );
        await served.Node.ReleaseAsync(held.Reservation!.Id, null);
        (await served.AskAsync("acme", "voicemail.dropped", drop)).Decision.Outcome.ShouldBe(
            Outcome.Allow
        );
    }

    [Fact]
    [Trait("fault", "B2")]
    public async Task A_call_that_was_reserved_leaves_the_wallet_that_a_restart_finds()
    {
        const string Call =
            """{"user":"ana","direction":"outbound","destination":"local-mobile","duration":180000,"cost":"30.00"}""";
        const string Next =
            """{"user":"ana","direction":"outbound","destination":"international"}""";
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("qcontact", opened: "2025-12-15")
                .At("2025-12-15", "addon.added", """{"addon":"telephony-package"}""")
                .At("2025-12-15", "wallet.topped-up", """{"amount":"10.00","currency":"USD"}""")
        );
        var held = await served.AskAsync(
            "acme",
            "call.ended",
            Call,
            ""","reserve":{"quantity":180000}"""
        );
        await served.SendAsync(new Story().At("2026-01-01", "call.ended", Call, "call").Lines[0]);
        await served.Node.SettleAsync(held.Reservation!.Id, 180_000, null);
        (await served.AskAsync("acme", "call.ended", Next)).Decision.Outcome.ShouldBe(
            Outcome.Allow
        );
        await served.RestartAsync(snapshots: false);
        (await served.AskAsync("acme", "call.ended", Next)).Decision.Outcome.ShouldBe(
            Outcome.Allow
        );
    }

    [Fact]
    public async Task Another_accounts_hold_is_not_there()
    {
        await using var served = await Mailing();
        var held = (await Reserve(served, 10)).Reservation!;
        foreach (
            var id in new[]
            {
                held.Id + "0",
                "nonsense",
                ".",
                "YWNtZQ.00",
                new string('A', 9000) + ".1",
            }
        )
            (
                await Should.ThrowAsync<RequestException>(() =>
                    served.Node.SettleAsync(id, 1, null)
                )
            ).Code.ShouldBe(Code.UnknownReservation);
        var foreign = await Should.ThrowAsync<RequestException>(() =>
            served.Node.SettleAsync(held.Id, 1, new AccountId("umbrella"))
        );
        foreign.Code.ShouldBe(Code.UnknownReservation);
        (await served.Node.SettleAsync(held.Id, 1, new AccountId("acme"))).Status.ShouldBe(
            ReservationState.Settled
        );
    }

    [Fact]
    public async Task However_many_reserve_at_once_they_never_pass_a_limit_together()
    {
        await using var served = await Mailing();
        using var start = new Barrier(8);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        start.SignalAndWait();
                        var held = 0m;
                        for (var i = 0; i < 40; i++)
                            held += (await Reserve(served, 10)).Reservation?.Quantity ?? 0;
                        return held;
                    })
                )
        );
        answers.Sum().ShouldBe(1000);
        await served.RestartAsync(snapshots: false);
        (await Left(served)).ShouldBe("0");
    }

    [Fact]
    public async Task Nothing_is_held_when_the_ledger_refuses()
    {
        FaultyLedger? faulty = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => faulty = new FaultyLedger(ledger)
        );
        await served.SendAsync(Story.Under("qcontact", opened: "2025-12-15"));
        faulty!.Refuses = true;
        var refused = await Should.ThrowAsync<RequestException>(async () =>
            await Reserve(served, 1000)
        );
        refused.Code.ShouldBe(Code.Unavailable);
        refused.RetryAfter.ShouldNotBeNull();
        served.Node.NotReady.ShouldNotBeNull();
        (await Left(served)).ShouldBe("1000");
        faulty.Refuses = false;
        (await Reserve(served, 1000)).Reservation.ShouldNotBeNull();
        served.Node.NotReady.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"quantity":1,"seconds":0}""")]
    [InlineData("""{"quantity":1,"seconds":86401}""")]
    [InlineData("""{"quantity":-1}""")]
    [InlineData("""{"quantity":"x"}""")]
    [InlineData("""{"quantity":1.5}""")]
    [InlineData("""{}""")]
    [InlineData("""7""")]
    public async Task A_reservation_out_of_bounds_is_refused_and_holds_nothing(string reserve)
    {
        await using var served = await Mailing();
        var refused = await Should.ThrowAsync<RequestException>(async () =>
            await served.AskAsync("acme", "email.sent", Mail, $",\"reserve\":{reserve}")
        );
        refused.Code.ShouldBe(Code.Malformed);
        (await Left(served)).ShouldBe("1000");
    }

    /// <summary>An account whose users may send 1,000 e-mails a day each.</summary>
    private static async Task<ServedNode> Mailing()
    {
        var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("qcontact", opened: "2025-12-15"));
        return served;
    }

    private static ValueTask<GateOutcome> Reserve(
        ServedNode served,
        int quantity,
        int seconds = 3600,
        string? id = null
    ) =>
        served.AskAsync(
            "acme",
            "email.sent",
            Mail,
            $",\"reserve\":{{\"quantity\":{quantity},\"seconds\":{seconds}}}{(id is null ? "" : $",\"id\":\"{id}\"")}"
        );

    private static async Task<Outcome> Mails(ServedNode served) =>
        (await served.AskAsync("acme", "email.sent", Mail)).Decision.Outcome;

    private static async Task<string?> Left(ServedNode served) =>
        (await served.AskAsync("acme", "email.sent", Mail)).Remaining;

    private static string Sent(string time, int count) =>
        new Story()
            .At(time, "email.sent", $$"""{"user":"ana","count":{{count}}}""", $"mails-{count}")
            .Lines[0];
}
