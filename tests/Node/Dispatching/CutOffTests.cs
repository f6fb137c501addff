using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Tests.Ledger.Troubled;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.Dispatching.Dispatched;

namespace Evenhand.Tests.Node.Dispatching;

/// <summary>
/// A node that is cut off from its ledger at any commit while it gathers a digest, or a mail to the operators, and is started anew:
/// nothing is lost, and what is sent again is what was sent before.
/// </summary>
public class CutOffTests
{
    private const int Runs = 3;

    private static readonly Target Daily = new("hook", "webhook", "https://hook.example")
    {
        DigestHour = 8,
    };

    [Fact]
    public async Task A_digest_arrives_once_with_all_that_waited()
    {
        var (all, dice) = (await DigestAsync(int.MaxValue), new Random(Seed()));
        for (var run = 0; run < Runs; run++)
            await DigestAsync(dice.Next(all));
    }

    [Fact]
    public async Task The_operators_are_mailed_what_arrived_nowhere()
    {
        var (all, dice) = (await TroubleAsync(int.MaxValue), new Random(Seed()));
        for (var run = 0; run < Runs; run++)
            await TroubleAsync(dice.Next(all));
    }

    /// <summary>How many commits there were; none is taken from one of them on until the node is started anew.</summary>
    private static async Task<int> DigestAsync(int from)
    {
        var hooks = new Sender();
        var settings = hooks.Settings() with
        {
            MayWait = MayWait,
            Gather = its => new("digest", string.Join('|', its.Messages.Select(each => each.Text))),
        };
        var (plan, commits) = CutOff(from);
        await using var served = await ServedNode.At(
            Day,
            each => each with { Sending = settings },
            plan.Between
        );
        await OpenAsync(served);
        await served.Node.Deliveries.SetAsync(AccountId.Or("acme"), Daily, Doer.CommandLine);
        await EmailsAsync(served, 400, 100, 100);
        await PassThroughAsync(served, plan, TimeSpan.FromHours(24));

        var waited = served
            .Node.Deliveries.Of(new AccountId("acme"), null, 100)
            .Items.Where(each => MayWait(each.Delivery.Kind))
            .ToArray();
        waited.ShouldAllBe(each => each.State == DeliveryState.Delivered, $"from {from}");
        var digest = hooks.Given.DistinctBy(each => each.Id).ShouldHaveSingleItem($"from {from}");
        hooks.Given.ShouldAllBe(each => each.Message == digest.Message);
        digest
            .Message.Text.Split('|')
            .ShouldBe(waited.Select(each => each.Delivery.Notice), ignoreOrder: true);
        (plan.Struck.Count > 0).ShouldBe(from < int.MaxValue);
        return commits();
    }

    private static async Task<int> TroubleAsync(int from)
    {
        var mails = new Sender("email");
        var hooks = new Sender { Answers = _ => new(false, 550, "nobody") { IsFinal = true } };
        var settings = hooks.Settings() with
        {
            Channels = [.. hooks.Settings().Channels, .. mails.Settings().Channels],
            Operators = ["ops@example.com"],
        };
        var (plan, commits) = CutOff(from);
        await using var served = await ServedNode.At(
            Day,
            each => each with { Sending = settings },
            plan.Between
        );
        await OpenAsync(served);
        await HookAsync(served, "one");
        await CallAsync(served);
        await PassThroughAsync(served, plan, TimeSpan.FromHours(3));

        mails.Given.ShouldContain(
            each => each.Message.Text.Contains("acme: step ", StringComparison.Ordinal),
            $"from {from}"
        );
        mails
            .Given.GroupBy(each => each.Id)
            .ShouldAllBe(same => same.Select(each => each.Message).Distinct().Count() == 1);
        (plan.Struck.Count > 0).ShouldBe(from < int.MaxValue);
        return commits();
    }

    private static (TroublePlan Plan, Func<int> Commits) CutOff(int from)
    {
        var commits = 0;
        var plan = new TroublePlan().Where(
            call => call.Member == LedgerMember.Append && commits++ >= from,
            Ledger.Troubled.Trouble.Unavailable
        );
        return (plan, () => commits);
    }

    /// <summary>Lets time pass under the plan, starts the node anew without it, and lets as much pass again.</summary>
    private static async Task PassThroughAsync(ServedNode served, TroublePlan plan, TimeSpan span)
    {
        plan.Watch();
        try
        {
            await PassAsync(served, span, span / 24);
        }
        catch (RequestException unheard) when (unheard.Code == Code.Unavailable)
        {
            // It is cut off.
        }
        plan.Mend();
        await served.RestartAsync(snapshots: false);
        await PassAsync(served, span, span / 24);
    }

    private static bool MayWait(string kind) =>
        kind.Contains("allowance", StringComparison.Ordinal);

    private static int Seed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("EVENHAND_SEED"), out var given)
            ? given
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"EVENHAND_SEED={seed}");
        return seed;
    }
}
