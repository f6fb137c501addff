using Evenhand.Channels.Composing;
using Evenhand.Core.Backtesting;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Amending;
using Evenhand.Node.Policies;
using Evenhand.Node.Stored;
using Evenhand.Policies.Comparing;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Amending;

/// <summary>Each account is told of a version to come, once, with what it means for it.</summary>
public sealed class AmendmentTests
{
    [Fact]
    public async Task Each_account_is_told_once_what_its_last_cycles_would_have_come_to()
    {
        await using var served = await ServedNode.At("2026-04-05");
        await served.SendAsync(Calls("acme", 60_000));
        await served.SendAsync(Calls("bolt", 50_000));
        await served.SendAsync(
            new Story { Account = "other" }.At(
                "2026-01-01",
                "account.opened",
                """{"policy": "numonix", "currency": "USD", "time_zone": "UTC"}"""
            )
        );
        await served.Node.PublishAsync(Dearer());
        await served.Node.LookAfterDueAsync();

        var told = Amended(served, "acme").ShouldHaveSingleItem();
        told.Message.ShouldBe(
            "Version 2026.2 takes effect on 2026-06-01. For you it changes for the worse: API calls. "
                + "Owed for your last 3 cycles: 0 USD, and under it as much; proposed, and for a person to decide, "
                + "15.00 USD, and under it 30.00 USD."
        );
        (told.Clause, told.Version, told.Policy).ShouldBe(("api-calls", "2026.2", "stackcx"));
        Amended(served, "bolt").Single().Message.ShouldContain("0 USD, and under it as much");
        Amended(served, "other").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_restart_nobody_is_told_again(bool snapshots)
    {
        await using var served = await ServedNode.At("2026-04-05");
        await served.SendAsync(Calls("acme", 60_000));
        await served.Node.PublishAsync(Dearer());
        await served.Node.LookAfterDueAsync();
        var id = Amended(served, "acme").Single().Id.ShouldNotBeNull();
        await served.RestartAsync(snapshots);
        await served.UntilAsync("2026-04-06");
        Amended(served, "acme").Single().Id.ShouldBe(id);
        Impact(served).Rows.Items.Single().More.ShouldBe(15);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_it_means_is_found_from_the_cycles_that_it_is_about_where_it_counts_alike(
        bool isAlike
    )
    {
        var read = new List<StoredSlice>();
        await using var served = await ServedNode.At(
            "2026-01-01",
            each => each with { LeastKept = 0, MostInWindow = 300 },
            ledger => new BreakingLedger(ledger) { Damage = (_, slice) => Noted(read, slice) }
        );
        await served.SendAsync(Calls("acme", 60_000));
        for (var month = 4; month <= 9; month++)
        {
            await served.UntilAsync($"2026-0{month}-20");
            await served.SendAsync(Called("acme", $"2026-0{month}-03", 60_000));
        }
        await served.UntilAsync("2026-10-05");
        served.Node.Statements(new AccountId("acme")).ShouldNotBeNull();
        await served.RestartAsync();
        read.Clear();
        await served.Node.PublishAsync(DearerFrom("2027-01-01", stored: isAlike ? 50 : 60));
        await served.UntilAsync("2026-10-06");

        Amended(served, "acme").Single().Message.ShouldContain("15.00 USD, and under it 30.00 USD");
        var first = read.Min(slice => slice.First);
        (first > Story.Moment("2026-06-01")).ShouldBe(isAlike, $"{first}");
    }

    private static StoredSlice Noted(List<StoredSlice> read, StoredSlice slice)
    {
        // The opening is read by itself.
        if (
            slice is { Kind: SliceKind.Events, Count: > 0 }
            && slice.Last > Story.Moment("2026-01-02")
        )
            lock (read)
                read.Add(slice);
        return slice;
    }

    [Fact]
    public async Task Two_nodes_over_one_ledger_tell_it_once()
    {
        await using var served = await ServedNode.At("2026-04-05");
        foreach (var name in new[] { "a", "b", "c", "d" })
            await served.SendAsync(Calls(name, 60_000));
        await served.Node.PublishAsync(Dearer());
        await using var beside = await served.BesideAsync();
        await Task.WhenAll(served.Node.LookAfterDueAsync(), beside.Node.LookAfterDueAsync());
        foreach (var name in new[] { "a", "b", "c", "d" })
            Amended(served, name).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_interrupted_goes_on_with_those_who_were_not_told()
    {
        await using var served = await ServedNode.At("2026-04-05");
        foreach (var name in new[] { "a", "b", "c", "d" })
            await served.SendAsync(Calls(name, 60_000));
        await served.Node.PublishAsync(Dearer());
        // Whatever it had come to when it is stopped, the next one ends it.
        await served.RestartAsync();
        await served.Node.LookAfterDueAsync();
        foreach (var name in new[] { "a", "b", "c", "d" })
            Amended(served, name).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task That_a_version_was_taken_back_is_told_once_to_those_who_were_told_of_it(
        bool snapshots
    )
    {
        await using var served = await ServedNode.At("2026-04-05");
        await served.SendAsync(Calls("acme", 60_000));
        await served.Node.PublishAsync(Dearer());
        await served.Node.LookAfterDueAsync();
        await served.SendAsync(Calls("late", 60_000));
        await served.Node.WithdrawAsync("stackcx", "2026.2");
        await served.Node.LookAfterDueAsync();

        var told = TakenBack(served, "acme").ShouldHaveSingleItem();
        told.Message.ShouldBe(
            "Version 2026.2, of which you were told that it takes effect on 2026-06-01, was taken back. "
                + "What is in force for you stays so."
        );
        TakenBack(served, "late").ShouldBeEmpty();
        await served.RestartAsync(snapshots);
        await served.UntilAsync("2026-04-07");
        TakenBack(served, "acme").Single().Id.ShouldBe(told.Id);
        TakenBack(served, "late").ShouldBeEmpty();
        Amended(served, "late").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_version_that_comes_again_after_it_was_taken_back_is_told_again_and_may_be_taken_back_again()
    {
        await using var served = await ServedNode.At("2026-04-05");
        await served.SendAsync(Calls("acme", 60_000));
        for (var day = 6; day < 10; day += 2)
        {
            await served.Node.PublishAsync(Dearer());
            await served.UntilAsync($"2026-04-0{day}");
            await served.SendAsync(Calls($"late-{day}", 60_000));
            await served.Node.WithdrawAsync("stackcx", "2026.2");
            await served.UntilAsync($"2026-04-0{day + 1}");
            await served.RestartAsync(snapshots: day == 6);
        }
        await served.UntilAsync("2026-04-12");
        var told = Amended(served, "acme").Select(each => each.Id).ToArray();
        var back = TakenBack(served, "acme").Select(each => each.Id).ToArray();
        told.Concat(back).Distinct().Count().ShouldBe(4);
        (told.Length, back.Length).ShouldBe((2, 2));
        // Who was told for the first time when it came again is told once.
        (Amended(served, "late-6").Count, TakenBack(served, "late-6").Count()).ShouldBe((1, 1));
        Amended(served, "late-8").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_letter_on_it_has_the_cycles_with_what_they_came_to_and_would_have()
    {
        await using var served = await ServedNode.At("2026-04-05");
        await served.SendAsync(Calls("acme", 60_000));
        await served.Node.PublishAsync(Dearer());
        await served.Node.LookAfterDueAsync();
        var entry = served.Node.Deliveries.Told(
            new AccountId("acme"),
            Amended(served, "acme").Single().Id!
        );

        var letter = TemplateSet.Own.Of(entry!, "en");
        letter.Subject.ShouldBe("The policy of your account changes on 2026-06-01");
        letter.Text.ShouldContain("from 2026-01-01: 0.00 USD, and under it as much; proposed ");
        letter.Text.ShouldContain("Your last 3 cycles");
        letter.Text.ShouldNotContain("{{");
        entry!.Amendment!.Adverse.ShouldBe("API calls");
    }

    [Fact]
    public async Task Who_opens_meanwhile_is_told_and_who_has_ended_is_not()
    {
        await using var served = await ServedNode.At("2026-04-05");
        await served.SendAsync(Calls("gone", 60_000).At("2026-04-04", "account.terminated"));
        await served.Node.PublishAsync(Dearer());
        await served.Node.LookAfterDueAsync();
        served.Clock.Set("2026-04-07");
        await served.SendAsync(
            new Story { Account = "newcomer" }.At(
                "2026-04-07",
                "account.opened",
                """{"policy": "stackcx", "currency": "USD", "time_zone": "UTC", "plan": "starter"}"""
            )
        );
        await served.Node.LookAfterDueAsync();
        Amended(served, "gone").ShouldBeEmpty();
        Amended(served, "newcomer")
            .Single()
            .Message.ShouldBe(
                "Version 2026.2 takes effect on 2026-06-01. For you it changes for the worse: API calls."
            );
    }

    [Fact]
    public async Task The_list_has_those_first_for_which_most_money_changes_and_the_sums()
    {
        await using var served = await ServedNode.At("2026-04-05");
        await served.SendAsync(Calls("little", 51_000));
        await served.SendAsync(Calls("much", 90_000));
        await served.SendAsync(Calls("none", 1_000));
        await served.Node.PublishAsync(Dearer());
        await served.Node.LookAfterDueAsync();
        var impact = Impact(served, limit: 2);
        impact.IsDone.ShouldBeTrue();
        impact
            .Rows.Items.Select(row => (row.Account.Text, row.More))
            .ShouldBe([("much", 60m), ("little", 1.5m)]);
        Impact(served, impact.Rows.Next, 2)
            .Rows.Items.Select(row => row.Account.Text)
            .ShouldBe(["none"]);
        var total = impact.Totals.Single();
        (total.Currency, total.Accounts, total.More, total.Less).ShouldBe(("USD", 3, 2, 0));
        (total.InForce, total.Other).ShouldBe((new Owed(0, 61.5m), new Owed(0, 123m)));
    }

    [Fact]
    public async Task An_account_reads_all_figures_of_what_it_was_told()
    {
        await using var served = await ServedNode.At("2026-04-05");
        await served.SendAsync(Calls("acme", 60_000));
        await served.Node.PublishAsync(Dearer());
        await served.Node.LookAfterDueAsync();
        var impact = served
            .Node.Impacts.OfAccount(new AccountId("acme"), "2026.2")
            .ShouldNotBeNull();
        impact
            .Cycles.Select(cycle => cycle.Cycle)
            .ShouldBe(["2026-01-01", "2026-02-01", "2026-03-01"]);
        var change = impact.Changes.ShouldHaveSingleItem();
        (change.Clause, change.Leaning).ShouldBe(("api-calls", Leaning.Adverse));
        change
            .Lines.Where(line => line.Leaning == Leaning.Adverse)
            .Select(line => (line.Path, line.Before, line.After))
            .ShouldBe([("plan.starter.fee.USD", "0.50", "1.00")]);
        impact.Notice.ShouldBe(Amended(served, "acme").Single().Id);
        served.Node.Impacts.OfAccount(new AccountId("acme"), "another").ShouldBeNull();
        served.Node.Impacts.OfAccount(new AccountId("nobody"), "2026.2").ShouldBeNull();
    }

    [Fact]
    public async Task A_version_that_was_taken_back_is_told_to_nobody()
    {
        await using var served = await ServedNode.At("2026-04-05");
        await served.Node.PublishAsync(Dearer());
        await served.Node.WithdrawAsync("stackcx", "2026.2");
        await served.SendAsync(Calls("acme", 60_000));
        await served.Node.LookAfterDueAsync();
        Amended(served, "acme").ShouldBeEmpty();
        served.Node.Impacts.Of("stackcx", "2026.2", null, 10).ShouldBeNull();
    }

    private static PolicyImpact Impact(ServedNode served, string? after = null, int limit = 10) =>
        served.Node.Impacts.Of("stackcx", "2026.2", after, limit).ShouldNotBeNull();

    private static List<Evenhand.Node.Stored.ToldNotice> Amended(
        ServedNode served,
        string account
    ) =>
        [
            .. (served.Node.Notices(new AccountId(account), null, 100)?.Items ?? []).Where(notice =>
                notice.What == "policy-amended"
            ),
        ];

    /// <summary>An account of three ended months with so many calls in each.</summary>
    private static Story Calls(string account, int calls) =>
        new Story { Account = account }
            .At(
                "2026-01-01",
                "account.opened",
                """{"policy": "stackcx", "currency": "USD", "time_zone": "UTC", "plan": "starter"}"""
            )
            .At("2026-01-03", "api.called", $$"""{"count": {{calls}}}""", $"{account}-1")
            .At("2026-02-03", "api.called", $$"""{"count": {{calls}}}""", $"{account}-2")
            .At("2026-03-03", "api.called", $$"""{"count": {{calls}}}""", $"{account}-3");

    private static Story Called(string account, string day, int calls) =>
        new Story { Account = account }.At(
            day,
            "api.called",
            $$"""{"count": {{calls}}}""",
            $"{account}-{day}"
        );

    private static IEnumerable<ToldNotice> TakenBack(ServedNode served, string account) =>
        served
            .Node.Notices(new AccountId(account), null, 100)!
            .Items.Where(notice => notice.What == "policy-withdrawn");

    private static string Dearer() => DearerFrom("2026-06-01");

    /// <summary>Dearer, and with another bound for what goes on from month to month.</summary>
    private static string DearerFrom(string effective, int stored = 50) =>
        Published
            .WithoutExamples(Published.Text("stackcx", "2026.2", effective))
            .Replace("[50 GB](#api-calls", $"[{stored} GB](#api-calls", StringComparison.Ordinal)
            .Replace("stored: 50 GB", $"stored: {stored} GB", StringComparison.Ordinal)
            .Replace("$0.50", "$1.00", StringComparison.Ordinal)
            .Replace("USD: 0.50", "USD: 1.00", StringComparison.Ordinal);
}
