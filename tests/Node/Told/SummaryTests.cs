using Evenhand.Core.Stream;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node.Told;

/// <summary>What a whole cycle came to is told when it is stated, as it is stated, and corrected where that changes.</summary>
public class SummaryTests
{
    [Fact]
    [Trait("fault", "S1-3")]
    public async Task A_summary_waits_for_the_grace_and_has_the_figures_of_the_statement()
    {
        await using var served = await Opened();
        await served.UntilAsync("2026-02-01T00:00:01Z");
        Summaries(served).ShouldBeEmpty();
        await served.SendAsync(Sms("2026-01-20", "after-the-end"));
        await served.UntilAsync("2026-02-03T23:59:59Z");
        Summaries(served).ShouldBeEmpty();
        await served.UntilAsync("2026-02-05");
        var line = served.Stated("acme").ShouldHaveSingleItem().Statement.Lines[0];
        var told = Summaries(served).ShouldHaveSingleItem();
        told.Message.ShouldBe(
            $"In the cycle from 2026-01-01: {line.Quantity} nudges counted, {line.Included} nudges included."
        );
        (line.Quantity.ToString(), told.Corrects).ShouldBe(("3", null));
    }

    [Fact]
    [Trait("fault", "S1-3")]
    public async Task History_that_is_brought_in_late_is_never_told_as_nothing()
    {
        await using var served = await ServedNode.At("2026-06-10");
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        await served.Node.LookAfterDueAsync();
        for (var month = 1; month <= 6; month++)
            await served.SendAsync(Sms($"2026-0{month}-03", $"in-{month}"));
        await served.Node.LookAfterDueAsync();
        Summaries(served).ShouldBeEmpty();
        await served.UntilAsync("2026-06-20");
        Summaries(served).Length.ShouldBe(5);
        Summaries(served).ShouldAllBe(told => told.Message.Contains(": 1 nudge counted"));
        Texts(served).ShouldNotContain(text => text.Contains("0 nudges counted"));
    }

    [Fact]
    [Trait("fault", "S1-3")]
    public async Task A_summary_that_turns_out_otherwise_is_corrected_with_the_next_statement()
    {
        await using var served = await Opened();
        await served.UntilAsync("2026-02-05");
        var first = Summaries(served).ShouldHaveSingleItem();
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.UntilAsync("2026-03-05");
        var told = Summaries(served);
        told.Length.ShouldBe(3);
        told[1].Corrects.ShouldBe(first.Id);
        told[1]
            .Message.ShouldBe(
                "Corrected for the cycle from 2026-01-01: 3 nudges counted, 3 nudges included. Told before: 2 nudges counted, 2 nudges included."
            );
        (told[2].Corrects, told[2].Message[..28]).ShouldBe((null, "In the cycle from 2026-02-01"));
        await served.SendAsync(Undo("2026-03-10", "late"));
        await served.UntilAsync("2026-04-05");
        var corrected = Summaries(served)[3];
        corrected.Corrects.ShouldBe(told[1].Id);
        corrected.Message.ShouldContain("2 nudges included. Told before: 3 nudges counted");
    }

    /// <summary>The case of a stream of chance in which trouble kept the end away until a cycle was stated that lies after it.</summary>
    [Fact]
    public async Task An_end_that_becomes_known_after_cycles_were_stated_that_lie_after_it_breaks_no_law()
    {
        await using var served = await Opened();
        await served.UntilAsync("2026-03-05");
        (
            await served.SendAsync(
                new Story().At("2026-01-25", "account.terminated", id: "end").Lines[0]
            )
        ).Accepted.ShouldBe(1);
        await served.UntilAsync("2026-07-05");

        served.Node.Statement(new AccountId("acme"), "2026-02-01", expected: true).ShouldBeNull();
        ToldLaw.Hold(served, "acme", seed: 0);
    }

    [Theory]
    [Trait("fault", "S1-3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restarts_and_folds_made_anew_correct_nothing_twice(bool snapshots)
    {
        await using var served = await Opened();
        await served.UntilAsync("2026-02-05");
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.UntilAsync("2026-03-05");
        var told = Texts(served);
        await served.RestartAsync(snapshots);
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.SendAsync(
            new Story().At("2026-01-05", "seats.set", """{"licensed":1}""", "seats").Lines[0]
        );
        await served.UntilAsync("2026-03-20");
        Texts(served).ShouldBe(told);
        await served.UntilAsync("2026-04-05");
        Texts(served).Length.ShouldBe(told.Length + 1);
        Ids(served).Distinct().Count().ShouldBe(Ids(served).Length);
    }

    [Fact]
    [Trait("fault", "S1-3")]
    public async Task An_account_that_has_ended_is_told_of_a_correction_with_its_closing_statement()
    {
        await using var served = await Opened();
        await served.SendAsync(
            new Story().At("2026-01-25", "account.terminated", "{}", "end").Lines[0]
        );
        await served.UntilAsync("2026-02-10");
        Summaries(served).ShouldHaveSingleItem();
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.UntilAsync("2026-02-25");
        var told = Summaries(served);
        told.Length.ShouldBe(2);
        told[1].Corrects.ShouldBe(told[0].Id);
    }

    [Fact]
    [Trait("fault", "S1-3")]
    public async Task Of_two_nodes_one_tells_it()
    {
        await using var one = await Opened();
        await using var other = await one.BesideAsync();
        one.Clock.Set("2026-02-05");
        await Task.WhenAll(one.Node.LookAfterDueAsync(), other.Node.LookAfterDueAsync());
        Summaries(one).ShouldHaveSingleItem();
        other
            .Node.Notices(new AccountId("acme"), null, 10)!
            .Items.Count.ShouldBe(Texts(one).Length);
    }

    [Fact]
    [Trait("fault", "S1-3")]
    public async Task What_a_statement_tells_is_paged_one_by_one()
    {
        await using var served = await Opened();
        await served.UntilAsync("2026-02-05");
        await served.SendAsync(Sms("2026-01-20", "late"));
        await served.UntilAsync("2026-03-05");
        var ids = new List<string?>();
        string? after = null;
        do
        {
            var page = served.Node.Notices(new AccountId("acme"), after, 1)!;
            ids.Add(page.Items.ShouldHaveSingleItem().Id);
            after = page.Next;
        } while (after is not null);
        ids.ShouldBe(Ids(served));
    }

    internal static ToldNotice[] All(ServedNode served) =>
        [.. served.Node.Notices(new AccountId("acme"), null, 1000)!.Items];

    private static ToldNotice[] Summaries(ServedNode served) =>
        [.. All(served).Where(told => told.What == "cycle-summary")];

    private static string[] Texts(ServedNode served) =>
        [.. All(served).Select(told => $"{told.Id} {told.Message}")];

    private static string?[] Ids(ServedNode served) => [.. All(served).Select(told => told.Id)];

    private static async Task<ServedNode> Opened()
    {
        var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story.Under("engagece", plan: "volume-500").At("2026-01-01", "mms.sent")
        );
        return served;
    }
}
