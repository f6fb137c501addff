using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node.Due;

/// <summary>A version that is published costs nobody anything before it takes effect, and nobody waits for it then.</summary>
public class RenewalsTests
{
    private readonly List<StoredSlice> read = [];
    private Action<StoredSlice> onRead = _ => { };

    [Fact]
    public async Task A_version_to_come_has_no_account_folded_from_its_opening()
    {
        await using var served = await Lived();
        await served.Node.PublishAsync(PublishingTests.Dearer("2026.2", "2026-08-01"));
        read.Clear();
        await served.SendAsync(Sms("2026-06-11", "after"));
        (await served.AskAsync("acme", "sms.sent")).Decision.Outcome.ShouldBe(Outcome.Allow);
        served.Node.Account(new AccountId("acme"))!.Version.ShouldBe("2020.3.2");
        served
            .Node.Statement(new AccountId("acme"), "2026-06-01", expected: true)
            .ShouldNotBeNull();
        served
            .Node.Usage(new AccountId("acme"), null, null, SeriesWindow.Day, null)
            .ShouldNotBeNull();
        read.ShouldAllBe(slice => slice.Last > Story.Moment("2026-05-01"));
    }

    [Fact]
    public async Task After_a_start_accounts_go_on_too_from_what_was_kept_before_a_version_came()
    {
        await using var served = await Lived();
        // Of fewer records than this no live state is kept.
        for (var i = 0; i < 20; i++)
            await served.SendAsync(Sms("2026-06-12", $"more-{i}"));
        await served.Node.PublishAsync(PublishingTests.Dearer("2026.2", "2026-08-01"));
        await served.RestartAsync();
        read.Clear();
        await served.SendAsync(Sms("2026-06-11", "after"));
        served
            .Node.Statement(new AccountId("acme"), "2026-06-01", expected: true)
            .ShouldNotBeNull();
        read.ShouldAllBe(slice => slice.Last > Story.Moment("2026-05-01"));
    }

    [Fact]
    public async Task When_a_version_takes_effect_accounts_in_memory_know_it_already()
    {
        await using var served = await Lived();
        await served.Node.PublishAsync(Larger("2026-08-01"));
        await RenewAsync(served);
        read.ShouldContain(slice => slice.Last < Story.Moment("2026-02-01"));

        read.Clear();
        await served.SendAsync(Sms("2026-07-30", "before"));
        served.Clock.Set("2026-08-02");
        (await served.AskAsync("acme", "sms.sent")).Decision.Outcome.ShouldBe(Outcome.Allow);
        await served.SendAsync(Sms("2026-08-01", "after"));
        served.Node.Account(new AccountId("acme"))!.Version.ShouldBe("2026.2");
        served
            .Node.Statement(new AccountId("acme"), "2026-08-01", expected: true)!
            .Statement.Lines[0]
            .Version.ShouldBe("2026.2");
        read.ShouldAllBe(slice => slice.Last > Story.Moment("2026-05-01"));
        Whole(served).ShouldBe(served.Expected("acme"));
    }

    [Fact]
    public async Task What_is_folded_ahead_goes_on_from_where_it_was_interrupted()
    {
        await using var served = await Lived();
        await served.Node.PublishAsync(Larger("2026-08-01"));
        onRead = slice =>
        {
            if (slice.First >= Story.Moment("2026-04-01"))
                throw new OperationCanceledException("the node stops");
        };
        await RenewAsync(served);
        read.ShouldContain(slice => slice.Last < Story.Moment("2026-02-01"));
        onRead = _ => { };

        read.Clear();
        await RenewAsync(served);
        read.ShouldContain(slice => slice.First >= Story.Moment("2026-04-01"));
        read.ShouldAllBe(slice => slice.First >= Story.Moment("2026-02-01"));
        served.Clock.Set("2026-08-02");
        read.Clear();
        served.Node.Account(new AccountId("acme"))!.Version.ShouldBe("2026.2");
        read.ShouldAllBe(slice => slice.Last > Story.Moment("2026-05-01"));
        Whole(served).ShouldBe(served.Expected("acme"));
    }

    [Fact]
    public async Task An_account_is_asked_and_fed_while_it_is_folded_ahead()
    {
        await using var served = await Lived();
        await served.Node.PublishAsync(Larger("2026-08-01"));
        using var reached = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var isFirst = 1;
        onRead = _ =>
        {
            if (Interlocked.Exchange(ref isFirst, 0) == 0)
                return;
            reached.Release();
            goOn.Wait(TestContext.Current.CancellationToken);
        };
        // It does not end before what is folded ahead has: versions to come are told of after that.
        var begun = BeginAsync(served);
        await reached.WaitAsync(TestContext.Current.CancellationToken);
        (await served.AskAsync("acme", "sms.sent")).Decision.Outcome.ShouldBe(Outcome.Allow);
        (await served.SendAsync(Sms("2026-06-19", "meanwhile"))).Accepted.ShouldBe(1);
        served.Node.RenewedAsync().IsCompleted.ShouldBeFalse();
        goOn.Release();
        await begun;
        await served.Node.RenewedAsync();
        Whole(served).ShouldBe(served.Expected("acme"));
    }

    [Fact]
    public async Task A_version_that_counts_as_the_one_before_it_is_known_without_what_was_long_ago()
    {
        await using var served = await Lived();
        await served.Node.PublishAsync(PublishingTests.Dearer("2026.2", "2026-08-01"));
        await RenewAsync(served);
        served.Clock.Set("2026-08-02");
        await served.SendAsync(Sms("2026-08-01", "after"));
        served.Node.Account(new AccountId("acme"))!.Version.ShouldBe("2026.2");
        served
            .Node.Statement(new AccountId("acme"), "2026-08-01", expected: true)!
            .Statement.Lines[0]
            .Version.ShouldBe("2026.2");
        // What it means for the last three cycles is found from a checkpoint of before them.
        read.ShouldAllBe(slice => slice.First > Story.Moment("2026-01-20"));
        Whole(served).ShouldBe(served.Expected("acme"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_it_is_in_force_at_once_for_an_account_that_nobody_had_in_memory(
        bool snapshots
    )
    {
        await using var served = await Lived();
        await served.RestartAsync(snapshots);
        await served.Node.PublishAsync(
            PublishingTests.Dearer("2026.2", "2026-06-20").Replace("0.09", "0.05")
        );
        read.Clear();
        (await served.AskAsync("acme", "sms.sent")).Decision.Outcome.ShouldBe(Outcome.Allow);
        await served.SendAsync(Sms("2026-07-19", "after"));
        served.Node.Account(new AccountId("acme"))!.Version.ShouldBe("2026.2");
        if (snapshots)
            read.ShouldAllBe(slice => slice.Last > Story.Moment("2026-05-01"));
        Whole(served).ShouldBe(served.Expected("acme"));
    }

    /// <summary>A version under which a plan includes more: what its plans change, and what the customer's own limit paused, is another.</summary>
    private static string Larger(string effective) =>
        PublishingTests
            .Dearer("2026.2", effective)
            .Replace(
                "[500](#volume-plan \"plan.volume-500.allotment\")",
                "[600](#volume-plan \"plan.volume-500.allotment\")"
            )
            .Replace("volume-500: { allotment: 500 nudges", "volume-500: { allotment: 600 nudges");

    private static async Task RenewAsync(ServedNode served)
    {
        await BeginAsync(served);
        await served.Node.RenewedAsync();
    }

    private static Task BeginAsync(ServedNode served)
    {
        served.Clock.Add(TimeSpan.FromMinutes(1));
        return served.Node.LookAfterDueAsync();
    }

    /// <summary>What a fold of the whole life says, without anything that is kept.</summary>
    private static string Whole(ServedNode served)
    {
        served.Node.DropCheckpoints(() => true);
        return served.Expected("acme");
    }

    /// <summary>Five ended cycles of four events each, and one event in the sixth.</summary>
    private async Task<ServedNode> Lived()
    {
        var served = await ServedNode.At(
            "2026-01-01",
            each => each with { LeastKept = 0, MostInWindow = 300 },
            ledger => new BreakingLedger(ledger) { Damage = (_, slice) => Note(slice) }
        );
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        for (var month = 1; month <= 5; month++)
        {
            await served.UntilAsync($"2026-0{month}-20");
            for (var i = 0; i < 4; i++)
                await served.SendAsync(Sms($"2026-0{month}-1{i}", $"sent-{month}-{i}"));
        }
        await served.UntilAsync("2026-06-05");
        await served.SendAsync(Sms("2026-06-02", "first"));
        await served.UntilAsync("2026-06-20");
        served.Node.Statements(new AccountId("acme")).ShouldNotBeNull();
        read.Clear();
        return served;
    }

    private StoredSlice Note(StoredSlice slice)
    {
        if (
            slice is { Kind: SliceKind.Events, Count: > 0 }
            && slice.First > Story.Moment("2026-01-02")
        )
        {
            lock (read)
                read.Add(slice);
            onRead(slice);
        }
        return slice;
    }
}
