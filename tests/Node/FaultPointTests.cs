using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Bodies;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Core;
using Evenhand.Tests.Ledger.Troubled;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node;

/// <summary>
/// A whole node over a ledger of which each single call fails once: as it starts, as it serves, and as time goes by. What
/// was acknowledged is there once; what fails is the start, with words, or one request, with a code to try it again.
/// </summary>
public class FaultPointTests
{
    private static readonly string[] Accounts = ["ash", "elm"];

    [Fact]
    [Trait("fault", "C1")]
    public async Task A_call_that_fails_while_a_node_starts_fails_the_start_in_words_or_one_account()
    {
        var (refused, began) = (0, 0);
        await FaultPoints.EachAsync(async plan =>
        {
            await using var served = await BeginAsync(plan);
            await served.StopAsync();
            plan.Watch();
            try
            {
                await served.StartAsync();
                began++;
            }
            catch (LedgerException fault)
            {
                fault.Message.ShouldNotBeEmpty();
                refused++;
                served.Ledger.Dispose();
                plan.Mend();
                await served.StartAsync();
            }
            foreach (var account in Accounts)
                await TryAsync(() => served.AskAsync(account, "mms.sent").AsTask());
            plan.Mend();
            await IsWellAsync(served, 1);
        });
        (refused > 0 && began > 0).ShouldBeTrue($"{refused} refused, {began} begun");
    }

    [Fact]
    [Trait("fault", "C1")]
    public async Task A_call_that_fails_while_a_node_serves_costs_one_request_that_may_be_sent_again()
    {
        var struck = await FaultPoints.EachAsync(async plan =>
        {
            await using var served = await BeginAsync(plan);
            await served.RestartAsync();
            plan.Watch();
            await TryAsync(() => SendAsync(served, "more"));
            foreach (var account in Accounts)
                await TryAsync(() => served.AskAsync(account, "mms.sent").AsTask());
            served.Clock.Add(TimeSpan.FromDays(20));
            await TryAsync(() => served.Node.LookAfterDueAsync());
            plan.Mend();
            await SendAsync(served, "more");
            await IsWellAsync(served, 2);
        });
        struck.ShouldBeGreaterThan(10);
    }

    private static async Task<ServedNode> BeginAsync(TroublePlan plan)
    {
        var served = await ServedNode.At("2026-01-20", between: plan.Between);
        foreach (var account in Accounts)
            await served.SendAsync([
                .. Story
                    .Under("engagece")
                    .Lines.Select(line => line.Replace("acme", account, StringComparison.Ordinal)),
            ]);
        await SendAsync(served, "first");
        return served;
    }

    /// <summary>A message of each account, in one body.</summary>
    private static Task<IngestOutcome> SendAsync(ServedNode served, string id) =>
        served.SendAsync([
            .. Accounts.Select(account =>
                Sms("2026-01-20", id).Replace("acme", account, StringComparison.Ordinal)
            ),
        ]);

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RequestException refused)
        {
            refused.Code.Row().Again.ShouldBeTrue($"{refused.Code}: {refused.Message}");
        }
    }

    /// <summary>Once all is well, each account has what was sent, once, and nobody is set aside.</summary>
    private static async Task IsWellAsync(ServedNode served, int messages)
    {
        served.Clock.Add(TimeSpan.FromMinutes(6));
        await served.Node.LookAfterDueAsync();
        served.Node.ParkedAccounts(null, 10).Items.ShouldBeEmpty();
        foreach (var account in Accounts)
            served
                .Node.Statement(new AccountId(account), "2026-01-01", expected: true)!
                .Statement.Lines.ShouldHaveSingleItem()
                .Quantity.ToString()
                .ShouldBe($"{messages}");
    }
}
