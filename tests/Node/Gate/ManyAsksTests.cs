using System.Globalization;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Gate;
using Evenhand.Node.Refusals;
using Evenhand.Node.Reservations;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Gate;

/// <summary>Several asks in one body: each for itself, or those of one account together, all or none.</summary>
public class ManyAsksTests
{
    /// <summary>What each user may send in a day.</summary>
    private const int Daily = 1_000;

    [Fact]
    public async Task Answers_come_in_the_order_of_the_asks_whoever_is_asked_about()
    {
        await using var served = await Mailing("acme", "other");
        var results = await Ask(
            served,
            [Mail("other", "eve", "a"), Mail("acme", "ana", "b"), Mail("other", "eve", "c")]
        );
        results
            .Select(each => (each.Outcome!.Decision.Account.Text, each.Outcome.Decision.Id))
            .ShouldBe([("other", "a"), ("acme", "b"), ("other", "c")]);
    }

    [Fact]
    public async Task Each_is_answered_as_if_it_had_come_alone()
    {
        await using var served = await Mailing("acme");
        string[] asks =
        [
            Mail("acme", "ana", "1", count: 999),
            Mail("acme", "ana", "2", count: 1001),
            """{"account":"acme","act":"api.called","id":"3"}""",
        ];
        var together = await Ask(served, asks);
        foreach (var (ask, result) in asks.Zip(together))
        {
            var alone = await served.Node.AskAsync(Encoding.UTF8.GetBytes(ask), null);
            result.Outcome!.Decision.Outcome.ShouldBe(alone.Decision.Outcome);
            result.Outcome.Remaining.ShouldBe(alone.Remaining);
            result.Outcome.Decision.Reasons.Length.ShouldBe(alone.Decision.Reasons.Length);
        }
    }

    [Fact]
    public async Task What_one_reserves_the_next_one_sees()
    {
        await using var served = await Mailing("acme");
        var results = await Ask(
            served,
            [Mail("acme", "ana", "1", 600, hold: 600), Mail("acme", "ana", "2", 600, hold: 600)]
        );
        results
            .Select(each => each.Outcome!.Decision.Outcome)
            .ShouldBe([Outcome.Allow, Outcome.Deny]);
        results[0].Outcome!.Reservation!.Quantity.ShouldBe(600);
    }

    [Fact]
    public async Task A_bad_one_in_the_middle_stands_in_nobodys_way()
    {
        await using var served = await Mailing("acme");
        var results = await Ask(
            served,
            [
                Mail("acme", "ana", "1", 10, hold: 10),
                """{"account":"acme","act":"email.snet"}""",
                """{"account":"nobody","act":"email.sent"}""",
                "7",
                Mail("acme", "ana", "2", 10, hold: 10),
            ]
        );
        results
            .Select(each => each.Refused?.Code)
            .ShouldBe([null, Code.UnknownAct, Code.UnknownAccount, Code.Malformed, null]);
        results[1].Refused!.DidYouMean.ShouldBe("email.sent");
        results[4].Outcome!.Reservation.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_key_of_one_account_learns_of_no_other()
    {
        await using var served = await Mailing("acme", "other");
        var results = await Ask(
            served,
            [Mail("other", "eve", "1"), Mail("acme", "ana", "2"), Mail("nobody", "eve", "3")],
            only: "acme"
        );
        results
            .Select(each => each.Refused?.Code)
            .ShouldBe([Code.UnknownAccount, null, Code.UnknownAccount]);
        results[0].Refused!.Message.ShouldBe(results[2].Refused!.Message);
    }

    [Theory]
    [InlineData("[", Code.Malformed)]
    [InlineData("""[{"account":"acme","act":"api.called"}""", Code.Malformed)]
    [InlineData("[] []", Code.Malformed)]
    public async Task A_list_that_is_none_is_answered_as_a_whole(string body, Code code)
    {
        await using var served = await Mailing("acme");
        var refused = await Should.ThrowAsync<RequestException>(async () =>
            await served.Node.AskManyAsync(Encoding.UTF8.GetBytes(body), null, together: false)
        );
        refused.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(0, Code.Malformed)]
    [InlineData(1_000, null)]
    [InlineData(1_001, Code.TooLarge)]
    public async Task A_list_has_a_bound_and_is_counted_before_anything_is_held(
        int count,
        Code? code
    )
    {
        await using var served = await Mailing("acme");
        var asks = Enumerable
            .Range(0, count)
            .Select(i => Mail("acme", "ana", $"{i}", 1, hold: 1))
            .ToArray();
        if (code is null)
            (await Ask(served, asks)).Length.ShouldBe(count);
        else
            (
                await Should.ThrowAsync<RequestException>(async () => await Ask(served, asks))
            ).Code.ShouldBe(code.Value);
        Reservations(served).ShouldBe(code is null ? count : 0);
    }

    [Fact]
    public async Task Together_one_that_is_denied_leaves_nothing_held()
    {
        await using var served = await Mailing("acme");
        var results = await Ask(
            served,
            [Mail("acme", "ana", "1", 600, hold: 600), Mail("acme", "ana", "2", 600, hold: 600)],
            together: true
        );
        results
            .Select(each => each.Outcome!.Decision.Outcome)
            .ShouldBe([Outcome.Allow, Outcome.Deny]);
        results.ShouldAllBe(each => each.Outcome!.Reservation == null);
        (await Left(served, "ana")).ShouldBe(Daily);
        Reservations(served).ShouldBe(0);
    }

    [Theory]
    [InlineData(
        """{"account":"other","act":"email.sent","with":{"user":"eve"},"reserve":{"quantity":1}}"""
    )]
    [InlineData("""{"account":"acme","act":"email.sent","with":{"user":"ana"}}""")]
    [InlineData(
        """{"account":"acme","act":"email.snet","with":{"user":"ana"},"reserve":{"quantity":1}}"""
    )]
    [InlineData(
        """{"account":"acme","act":"email.sent","with":{"user":"ana"},"reserve":{"quantity":1,"seconds":0}}"""
    )]
    public async Task Together_one_that_is_bad_refuses_all_and_is_named(string bad)
    {
        await using var served = await Mailing("acme", "other");
        string[] asks = [Mail("acme", "ana", "1", 600, hold: 600), bad];
        var refused = await Should.ThrowAsync<RequestException>(async () =>
            await Ask(served, asks, together: true)
        );
        refused.Rejected.ShouldHaveSingleItem().Index.ShouldBe(1);
        (await Left(served, "ana")).ShouldBe(Daily);
        Reservations(served).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_held_together_is_held_after_a_restart_and_a_repeat_finds_it()
    {
        await using var served = await Mailing("acme");
        string[] asks =
        [
            Mail("acme", "ana", "1", 100, hold: 100),
            Mail("acme", "bob", "2", 200, hold: 200),
        ];
        var held = await Ask(served, asks, together: true);
        Reservations(served).ShouldBe(1, "they are stored as one record");
        for (var restart = 0; restart < 2; restart++)
        {
            await served.RestartAsync(snapshots: restart == 0);
            (await Ask(served, asks, together: true))
                .Select(each => each.Outcome!.Reservation)
                .ShouldBe(held.Select(each => each.Outcome!.Reservation));
            (await Left(served, "ana")).ShouldBe(Daily - 100);
            (await Left(served, "bob")).ShouldBe(Daily - 200);
        }
        await served.Node.SettleAsync(held[0].Outcome!.Reservation!.Id, 100, null);
        (await Left(served, "ana")).ShouldBe(Daily);
    }

    [Fact]
    public async Task Where_the_ledger_does_not_take_them_none_is_held()
    {
        FaultyLedger? faulty = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => faulty = new FaultyLedger(ledger)
        );
        await served.SendAsync(Story.Under("qcontact", opened: "2025-12-15"));
        faulty!.Refuses = true;
        string[] asks =
        [
            Mail("acme", "ana", "1", 100, hold: 100),
            Mail("acme", "bob", "2", 200, hold: 200),
        ];
        (
            await Should.ThrowAsync<RequestException>(async () =>
                await Ask(served, asks, together: true)
            )
        ).Code.ShouldBe(Code.Unavailable);
        (await Ask(served, asks)).ShouldAllBe(each => each.Refused!.Code == Code.Unavailable);
        (await Left(served, "ana")).ShouldBe(Daily);
        (await Left(served, "bob")).ShouldBe(Daily);
    }

    [Fact]
    public async Task Random_lists_reserve_all_that_they_ask_for_or_nothing()
    {
        var seed = Environment.GetEnvironmentVariable("EVENHAND_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        var dice = new Random(seed);
        string[] users = ["ana", "bob", "eve"];
        await using var served = await Mailing("acme");
        var left = users.ToDictionary(user => user, _ => Daily);
        var (all, none) = (0, 0);
        for (var round = 0; round < 60; round++)
        {
            var wanted = Enumerable
                .Range(0, dice.Next(1, 6))
                .Select(_ => (User: users[dice.Next(3)], Count: dice.Next(1, 120)))
                .ToArray();
            var asks = wanted.Select(
                (each, i) => Mail("acme", each.User, $"{round}.{i}", each.Count, each.Count)
            );
            var results = await Ask(served, [.. asks], together: true);
            var sums = wanted.GroupBy(each => each.User, each => each.Count).ToArray();
            if (sums.All(user => user.Sum() <= left[user.Key]))
            {
                all++;
                results.ShouldAllBe(each => each.Outcome!.Reservation != null);
                foreach (var user in sums)
                    left[user.Key] -= user.Sum();
            }
            else
            {
                none++;
                results.ShouldAllBe(each => each.Outcome!.Reservation == null);
            }
            foreach (var user in users)
                (await Left(served, user)).ShouldBe(left[user]);
            if (round % 20 == 10)
                await served.RestartAsync(snapshots: dice.Next(2) == 0);
        }
        (all > 5 && none > 5).ShouldBeTrue($"{all} lists were reserved, and {none} were not");
    }

    /// <summary>Accounts whose users may send 1,000 e-mails a day each.</summary>
    private static async Task<ServedNode> Mailing(params string[] accounts)
    {
        var served = await ServedNode.At("2026-01-01");
        foreach (var account in accounts)
            await served.SendAsync([
                .. Story
                    .Under("qcontact", opened: "2025-12-15")
                    .Lines.Select(line => line.Replace("acme", account)),
            ]);
        return served;
    }

    private static string Mail(
        string account,
        string user,
        string id,
        int count = 1,
        int hold = 0
    ) =>
        $$"""{"account":"{{account}}","act":"email.sent","with":{"user":"{{user}}","count":{{count}}},"id":"{{id}}"{{(
            hold > 0 ? $",\"reserve\":{{\"quantity\":{hold},\"seconds\":3600}}" : ""
        )}}}""";

    private static async Task<AskResult[]> Ask(
        ServedNode served,
        string[] asks,
        string? only = null,
        bool together = false
    ) =>
        await served.Node.AskManyAsync(
            Encoding.UTF8.GetBytes($"[{string.Join(" ,\n", asks)}]"),
            AccountId.Or(only),
            together
        );

    private static async Task<int> Left(ServedNode served, string user) =>
        int.Parse(
            (await served.AskAsync("acme", "email.sent", $$"""{"user":"{{user}}"}""")).Remaining!,
            CultureInfo.InvariantCulture
        );

    private static int Reservations(ServedNode served) =>
        served
            .Ledger.Read(StreamName.Of("acme"), 0)
            .Count(slice => slice.Kind == SliceKind.Reservation);
}
