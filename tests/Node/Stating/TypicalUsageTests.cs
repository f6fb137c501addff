using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node.Roles;
using Evenhand.Tests.Core;
using Evenhand.Tests.Core.Typical;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Stating;

public class TypicalUsageTests
{
    private const string Compared = "typical.compared";

    [Fact]
    public async Task A_stated_cycle_is_compared_once_with_what_the_others_were_stated()
    {
        await using var served = await ServedNode.At("2026-01-15");
        await served.SendAsync([.. new Crowd().Others(19).With("big", 90_000).Lines]);
        await SettledAsync(served, "2026-02-05");
        Cases(served, "big").ShouldBe(["email-fair 2026-01-01T00:00:00Z"]);
        Cases(served, "other-03").ShouldBeEmpty();
        var said = Said(served);
        said.Length.ShouldBe(20 * 5, "one for each clause that compares, of each account");
        await served.RestartAsync(snapshots: false);
        await SettledAsync(served, "2026-02-20");
        Said(served).ShouldBe(said);
        Cases(served, "big").ShouldBe(["email-fair 2026-01-01T00:00:00Z"]);
    }

    [Fact]
    public async Task What_comes_late_is_not_compared_again_and_a_replay_of_the_export_says_the_same()
    {
        await using var served = await ServedNode.At("2026-01-15");
        var crowd = new Crowd().Others(19).With("big", 90_000).With("quiet", 5);
        await served.SendAsync([.. crowd.Lines]);
        await served.UntilAsync("2026-02-05");
        var late = new Crowd();
        late.Also("quiet", story => Crowd.Send(story, 95_000, "2026-01-20"));
        late.Also("other-01", story => Crowd.Send(story, 95_000, "2026-01-21"));
        await served.SendAsync([.. late.Lines]);
        await SettledAsync(served, "2026-03-05");
        ShouldSayTheSame(served, "2026-03-05");
        Cases(served, "quiet").ShouldBeEmpty();
        Crowd.Replay([.. crowd.Lines, .. late.Lines], "2026-03-05").Cases.Count().ShouldBe(3);
    }

    [Fact]
    public async Task Whatever_is_sent_and_whenever_it_stops_a_replay_of_its_export_opens_its_cases()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("EVENHAND_SEED"), out var given)
            ? given
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        var dice = new Random(seed);
        await using var served = await ServedNode.At("2026-01-02");
        var crowd = new Crowd();
        for (var i = 0; i < 24; i++)
            crowd.With(
                $"account-{i:00}",
                0,
                1 + dice.Next(2),
                dice.Next(2) == 0 ? "UTC" : "Asia/Kolkata",
                dice.Next(3) == 0 ? 15 : 1
            );
        await served.SendAsync([.. crowd.Lines]);
        foreach (var day in (string[])["01-20", "02-03", "02-18", "03-03", "03-20", "04-04"])
        {
            await served.UntilAsync($"2026-{day}");
            var sends = new Crowd();
            for (var i = 0; i < 24; i++)
                if (dice.Next(3) > 0)
                    sends.Also(
                        $"account-{i:00}",
                        story =>
                            Crowd.Send(
                                story,
                                dice.Next(6) == 0 ? 80_000 + i : 1_000 + i,
                                dice.Next(4) == 0 ? "2026-01-19" : $"2026-{day}"
                            )
                    );
            await served.SendAsync([.. sends.Lines]);
            if (dice.Next(2) == 0)
                await served.RestartAsync(snapshots: dice.Next(2) == 0);
        }
        await SettledAsync(served, "2026-05-10");
        ShouldSayTheSame(served, "2026-05-10");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(23)]
    public async Task A_comparison_puts_no_statement_off_whenever_things_arrive(int seed)
    {
        var dice = new Random(seed);
        await using var served = await ServedNode.At("2026-01-01");
        // One policy compares, the other does not; both are sent the same at the same time.
        var policies = new Dictionary<string, string>
        {
            ["ours"] = "engagece",
            ["plain"] = "stackcx",
        };
        foreach (var (account, policy) in policies)
            await served.SendAsync(
                new Story { Account = account }.At(
                    "2026-01-01",
                    "account.opened",
                    $$"""{ "policy": "{{policy}}", "currency": "USD", "time_zone": "UTC", "cycle_day": 1{{(policy == "stackcx" ? ", \"plan\": \"starter\"" : "")}} }"""
                )
            );
        for (var day = dice.Next(30, 60); day < 130; day += dice.Next(1, 25))
        {
            await served.UntilAsync(DayOf(day));
            var happened = DayOf(Math.Max(0, day - dice.Next(45)));
            foreach (var account in policies.Keys)
                await served.SendAsync(
                    new Story { Account = account }.At(
                        happened,
                        "seats.set",
                        """{"licensed":1}""",
                        $"{account} {day}"
                    )
                );
            for (var hour = 0; hour < 24 * 6; hour += 12)
            {
                served.Clock.Add(TimeSpan.FromHours(12));
                await served.Node.LookAfterDueAsync();
            }
        }
        await SettledAsync(served, "2026-07-01");
        Said(served).Length.ShouldBeGreaterThan(5);
        served
            .Stated("ours")
            .Select(each => (each.FirstDay, each.Stated))
            .ShouldBe(served.Stated("plain").Select(each => (each.FirstDay, each.Stated)));
    }

    private static string DayOf(int day) => $"{new DateOnly(2026, 1, 1).AddDays(day):yyyy-MM-dd}";

    [Fact]
    public void What_the_server_says_by_itself_nobody_may_send()
    {
        foreach (var row in SenderTable.Rows)
            if (row.Kind is { } kind && BuiltIns.IsOfServer((int)kind))
                row.Roles.ShouldBe(default, row.Type);
    }

    /// <summary>What a comparison changes of an account is told when the account is looked at next.</summary>
    private static async Task SettledAsync(ServedNode served, string until)
    {
        await served.UntilAsync(until);
        foreach (var summary in served.Node.Accounts(null, 100).Items)
            served.Node.Allowances(summary.Id).ShouldNotBeNull();
        await served.Node.LookAfterDueAsync();
    }

    private static void ShouldSayTheSame(ServedNode served, string until)
    {
        var replayed = Replays
            .Of([.. served.Node.Export(null)], Story.Instant(until))
            .Effects.OfType<Evenhand.Core.Effects.Case>()
            .ToLookup(
                opened => opened.Account,
                opened => $"{opened.Clause.Slug} {opened.Cycle.Instant}"
            );
        foreach (var summary in served.Node.Accounts(null, 100).Items)
            Cases(served, summary.Id.Text)
                .Order()
                .ShouldBe(replayed[summary.Id].Order(), $"of {summary.Id}");
    }

    private static string[] Said(ServedNode served) =>
        [.. served.Node.Export(null).Where(line => line.Contains(Compared)).Order()];

    private static string[] Cases(ServedNode served, string account) =>
        [
            .. served
                .Node.Cases(new AccountId(account), null, 100)!
                .Items.Select(told => $"{told.Clause} {told.Cycle.Instant}"),
        ];
}
