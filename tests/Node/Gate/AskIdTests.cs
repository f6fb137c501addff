using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Ledger;
using Evenhand.Node.Gate;
using Evenhand.Node.Refusals;
using Evenhand.Node.Reservations;
using Evenhand.Node.Settings;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Gate;

/// <summary>The id of an ask, what it answers for, and what may be held under how many of them.</summary>
public class AskIdTests
{
    private const string Ana = """{"user":"ana"}""";

    [Theory, Trait("fault", "M2")]
    [InlineData("email.sent", """{"user":"ana"}""", "600.0", 600)]
    [InlineData("email.sent", """{ "user" : "\u0061na" }""", "6e2", 1)]
    public async Task The_same_ask_under_the_same_id_has_the_same_answer_however_it_is_written(
        string act,
        string with,
        string quantity,
        int seconds
    )
    {
        await using var served = await Mailing();
        var one = await Reserve(served, "retry");
        for (var restart = 0; restart < 2; restart++)
        {
            served.Clock.Add(TimeSpan.FromSeconds(5));
            var again = await served.AskAsync(
                "acme",
                act,
                with,
                Reserving(quantity, seconds, "retry")
            );
            (again.Decision.Outcome, again.Reservation).ShouldBe((Outcome.Allow, one.Reservation));
            await served.RestartAsync(snapshots: restart == 0);
        }
    }

    [Theory, Trait("fault", "M2")]
    [InlineData("email.sent", """{"user":"ana"}""", "601")]
    [InlineData("email.sent", """{"user":"ana"}""", "1")]
    [InlineData("email.sent", """{"user":"ana"}""", "0")]
    [InlineData("email.sent", """{"user":"bob"}""", "600")]
    [InlineData("email.sent", """{"user":"ana","count":2}""", "600")]
    [InlineData("api.called", """{}""", "600")]
    public async Task Another_ask_under_the_same_id_is_a_conflict_also_after_a_restart(
        string act,
        string with,
        string quantity
    )
    {
        await using var served = await Mailing();
        await Reserve(served, "retry");
        for (var restart = 0; restart < 2; restart++)
        {
            (await Refused(served, act, with, Reserving(quantity, 60, "retry"))).Code.ShouldBe(
                Code.ReservationConflict
            );
            await served.RestartAsync(snapshots: restart == 0);
        }
    }

    [Theory, Trait("fault", "M2")]
    [InlineData("expired")]
    [InlineData("settled")]
    [InlineData("released")]
    public async Task An_id_whose_hold_has_ended_allows_nothing_any_more(string how)
    {
        await using var served = await Mailing();
        var held = (await Reserve(served, "retry")).Reservation!;
        if (how == "expired")
            served.Clock.Add(TimeSpan.FromHours(1));
        else if (how == "settled")
            await served.Node.SettleAsync(held.Id, 600, null);
        else
            await served.Node.ReleaseAsync(held.Id, null);
        await served.SendAsync(
            new Story()
                .At("2026-01-01", "email.sent", """{"user":"ana","count":1000}""", "mails")
                .Lines[0]
        );
        var refused = await Refused(served, "email.sent", Ana, Reserving("600", 60, "retry"));
        refused.Code.ShouldBe(Code.ReservationExpired);
        (await Reserve(served, "another")).Decision.Outcome.ShouldBe(Outcome.Deny);
        await served.UntilAsync("2026-01-02T01:00:00Z");
        (await Reserve(served, "retry")).Reservation.ShouldNotBeNull("the id is forgotten by now");
    }

    [Fact, Trait("fault", "M2")]
    public async Task One_account_knows_nothing_of_the_ids_of_another()
    {
        await using var served = await Mailing();
        await served.SendAsync([
            .. Story.Under("qcontact").Lines.Select(line => line.Replace("acme", "other")),
        ]);
        await Reserve(served, "retry");
        var other = await served.AskAsync("other", "email.sent", Ana, Reserving("1", 60, "retry"));
        other.Reservation!.Account.Text.ShouldBe("other");
    }

    [Fact, Trait("fault", "M2")]
    public async Task A_repeat_is_answered_when_the_first_is_stored_and_fails_with_it()
    {
        FaultyLedger? faulty = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => faulty = new FaultyLedger(ledger)
        );
        await served.SendAsync(Story.Under("qcontact", opened: "2025-12-15"));
        faulty!.Passes.Reset();
        var first = Reserve(served, "retry").AsTask();
        faulty.Waits.Wait(Wait.Longest, TestContext.Current.CancellationToken);
        var again = Reserve(served, "retry").AsTask();
        again.IsCompleted.ShouldBeFalse();
        faulty.Refuses = true;
        faulty.Passes.Set();
        foreach (var asked in new[] { first, again })
            (await Should.ThrowAsync<RequestException>(() => asked)).Code.ShouldBe(
                Code.Unavailable
            );
    }

    [Theory, Trait("fault", "M11")]
    [InlineData("email.sent", """{"user":"ana"}""", "0")]
    [InlineData("mms.sent", """{}""", "5")]
    public async Task Nothing_is_held_for_nothing(string act, string with, string quantity)
    {
        await using var served = await Mailing();
        var before = Reservations(served);
        for (var i = 0; i < 20; i++)
        {
            var ask = await served.AskAsync("acme", act, with, Reserving(quantity, 60, $"{i}"));
            (ask.Decision.Outcome, ask.Reservation).ShouldBe((Outcome.Allow, null));
        }
        Reservations(served).ShouldBe(before);
    }

    [Fact, Trait("fault", "M11")]
    public async Task An_account_holds_so_many_reservations_at_once_and_no_more()
    {
        await using var served = await Mailing(settings => settings with { MostHolds = 3 });
        var last = "";
        for (var i = 0; i < 3; i++)
            last = (await Reserve(served, $"{i}", "1")).Reservation!.Id;
        var refused = await Refused(served, "email.sent", Ana, Reserving("1", 60, "more"));
        refused.Code.ShouldBe(Code.TooManyReservations);
        await served.RestartAsync(snapshots: false);
        await Refused(served, "email.sent", Ana, Reserving("1", 60, "more"));
        await served.Node.ReleaseAsync(last, null);
        (await Reserve(served, "more", "1")).Reservation.ShouldNotBeNull();
        served.Clock.Add(TimeSpan.FromHours(1));
        (await Reserve(served, "later", "1")).Reservation.ShouldNotBeNull();
    }

    [Fact]
    public async Task Many_that_end_at_many_instants_end_in_their_order()
    {
        await using var served = await Mailing();
        for (var i = 1; i <= 50; i++)
            await served.AskAsync(
                "acme",
                "email.sent",
                Ana,
                Reserving("10", i * 7 % 50 + 1, $"{i}")
            );
        for (var second = 1; second <= 51; second++)
        {
            served.Clock.Add(TimeSpan.FromSeconds(1));
            var ask = await served.AskAsync("acme", "email.sent", Ana);
            ask.Remaining.ShouldBe($"{500 + Math.Min(second, 50) * 10}");
        }
    }

    /// <summary>An account whose users may send 1,000 e-mails a day each.</summary>
    private static async Task<ServedNode> Mailing(Func<NodeSettings, NodeSettings>? settings = null)
    {
        var served = await ServedNode.At("2026-01-01", settings);
        await served.SendAsync(Story.Under("qcontact", opened: "2025-12-15"));
        return served;
    }

    private static ValueTask<GateOutcome> Reserve(
        ServedNode served,
        string id,
        string quantity = "600"
    ) => served.AskAsync("acme", "email.sent", Ana, Reserving(quantity, 3600, id));

    private static string Reserving(string quantity, int seconds, string id) =>
        $",\"reserve\":{{\"quantity\":{quantity},\"seconds\":{seconds}}},\"id\":\"{id}\"";

    private static async Task<RequestException> Refused(
        ServedNode served,
        string act,
        string with,
        string more
    )
    {
        var refused = await Should.ThrowAsync<RequestException>(async () =>
            await served.AskAsync("acme", act, with, more)
        );
        return refused;
    }

    private static int Reservations(ServedNode served) =>
        served
            .Ledger.Read(StreamName.Of("acme"), 0)
            .Count(slice => slice.Kind == SliceKind.Reservation);
}
