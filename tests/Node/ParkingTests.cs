using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node;

/// <summary>An account in which something breaks is set aside, seen by whoever looks, and taken up again once it is well.</summary>
public class ParkingTests
{
    [Fact]
    [Trait("fault", "C1")]
    public async Task What_cannot_be_read_for_a_statement_sets_the_account_aside_until_it_can()
    {
        BreakingLedger? breaking = null;
        await using var served = await Begun(ledger => breaking = new BreakingLedger(ledger));
        await served.RestartAsync();
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("500");
        Break(breaking!);
        var refused = Should.Throw<RequestException>(() =>
            served.Node.Statements(new AccountId("acme"))
        );
        refused.Code.ShouldBe(Code.Parked);
        Should.Throw<RequestException>(() => served.Node.Allowances(new AccountId("acme")));

        var account = served.Node.Account(new AccountId("acme"))!;
        account.Parked!.Reason.ShouldContain("a bad sector");
        served.Node.ParkedAccounts(null, 10).Items.ShouldHaveSingleItem().Id.Text.ShouldBe("acme");
        served.Node.ParkedAccounts("acme", 10).Items.ShouldBeEmpty();
        served.Node.NotReady.ShouldBeNull();
        served.Node.Figures.Parked.ShouldBe(1);
        var sent = await served.SendAsync(Sms("2026-01-01", "a"));
        sent.Rejected.ShouldHaveSingleItem().Code.ShouldBe(Code.Parked);

        breaking!.At = (_, _) => { };
        served.Clock.Add(TimeSpan.FromSeconds(1));
        await served.Node.LookAfterDueAsync();
        served.Node.Figures.Parked.ShouldBe(0);
        (await served.SendAsync(Sms("2026-01-01", "a"))).Accepted.ShouldBe(1);
        served.Node.Statements(new AccountId("acme")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_broken_account_is_tried_again_ever_more_seldom_but_at_least_every_five_minutes()
    {
        BreakingLedger? breaking = null;
        await using var served = await Begun(ledger => breaking = new BreakingLedger(ledger));
        await served.RestartAsync(snapshots: false);
        var reads = 0;
        Break(breaking!, () => reads++);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            await served.Node.LookAfterDueAsync();
            var parked = served.Node.Account(new AccountId("acme"))!.Parked!;
            reads.ShouldBe(i + 1);
            waits.Add(parked.Again - served.Now);
            served.Clock.Add(waits[^1]);
        }
        waits.Take(4).Select(wait => wait.TotalSeconds).ShouldBe([1, 2, 4, 8]);
        waits[^1].ShouldBe(TimeSpan.FromMinutes(5));
        breaking!.At = (_, _) => { };
        await served.Node.LookAfterDueAsync();
        served.Node.Account(new AccountId("acme"))!.Parked.ShouldBeNull();
    }

    [Fact]
    [Trait("fault", "B6")]
    public async Task A_life_that_fits_no_window_is_stated_as_any_other()
    {
        await using var served = await ServedNode.At(
            "2026-01-01",
            each => each with { MostInWindow = 100, LeastKept = 0 }
        );
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        for (var i = 0; i < 20; i++)
            await served.SendAsync(Sms($"2026-01-{i % 7 + 10}", $"{i}"));
        served.Node.Statements(new AccountId("acme")).ShouldNotBeNull();
        await served.UntilAsync("2026-02-05");
        served.Node.Figures.Parked.ShouldBe(0);
        var stated = served.Stated("acme").ShouldHaveSingleItem();
        stated.Statement.Lines.ShouldContain(line => line.Quantity.ToString() == "20");
    }

    [Fact]
    public async Task A_void_is_taken_from_an_account_whose_totals_pass_every_bound_and_mends_it()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story
                .Under("qcontact")
                .At(
                    "2026-01-01",
                    "exception.granted",
                    """{"clause":"api-rate","amount":1e15,"from":"2026-01-01T00:00:00Z","to":"2030-01-01T00:00:00Z"}""",
                    "leave"
                )
        );
        await served.SendAsync(Called("2026-01-01T10:00:00Z", "a"));
        await served.UntilAsync("2026-09-01T10:00:00Z");
        await served.SendAsync(Called("2026-09-01T10:00:00Z", "b"));
        await served.SendAsync(Undo("2026-09-01", "nothing"));
        Should
            .Throw<RequestException>(() => served.Node.Allowances(new AccountId("acme")))
            .Code.ShouldBe(Code.Parked);
        served
            .Node.Account(new AccountId("acme"))!
            .Parked!.Reason.ShouldBe("its totals pass every bound");
        var sent = await served.SendAsync(
            Called("2026-09-01T10:00:00Z", "more"),
            Undo("2026-09-01", "leave")
        );
        sent.Rejected.ShouldHaveSingleItem().Code.ShouldBe(Code.Parked);
        sent.Accepted.ShouldBe(1);
        served.Node.Allowances(new AccountId("acme")).ShouldNotBeEmpty();
        (await served.SendAsync(Called("2026-09-01T10:00:00Z", "more"))).Accepted.ShouldBe(1);
    }

    [Fact]
    [Trait("fault", "B1")]
    public async Task What_was_refused_with_the_account_is_no_repeat_when_it_is_sent_again()
    {
        BreakingLedger? breaking = null;
        await using var served = await Begun(ledger => breaking = new BreakingLedger(ledger));
        await served.RestartAsync(snapshots: false);
        Break(breaking!);
        var sent = await served.SendAsync(Sms("2026-01-01", "x"), Sms("2026-01-01", "x"));
        (sent.Accepted, sent.Duplicates, sent.Rejected.Count).ShouldBe((0, 0, 2));
        breaking!.At = (_, _) => { };
        served.Clock.Add(TimeSpan.FromSeconds(1));
        var again = await served.SendAsync(Sms("2026-01-01", "x"), Sms("2026-01-01", "x"));
        (again.Accepted, again.Duplicates).ShouldBe((1, 1));
    }

    [Fact]
    [Trait("fault", "B3")]
    public async Task A_node_that_appends_nothing_answers_from_what_another_has_appended()
    {
        await using var one = await ServedNode.At("2026-01-01");
        await one.SendAsync(Story.Under("engagece", plan: "volume-500"));
        await using var other = await one.BesideAsync();
        (await other.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("500");
        await one.SendAsync(Sms("2026-01-01", "a"), Sms("2026-01-01", "b"));
        await other.Node.LookAfterDueAsync();
        (await other.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("498");
        other.Node.Allowances(new AccountId("acme")).ShouldNotBeEmpty();
    }

    private static async Task<ServedNode> Begun(Func<ILedger, ILedger> between)
    {
        var served = await ServedNode.At("2026-01-01", between: between);
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        return served;
    }

    private static string Called(string time, string id) =>
        new Story().At(time, "api.called", """{"count":1,"user":"ana"}""", id).Lines[0];

    private static void Break(BreakingLedger ledger, Action? seen = null) =>
        ledger.At = (call, account) =>
        {
            if (call != LedgerCall.Read || account != "acme")
                return;
            seen?.Invoke();
            throw new DamagedLedgerException("a bad sector");
        };
}
