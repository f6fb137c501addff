using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node;

/// <summary>What happens between an append and its acknowledgement.</summary>
public class RaceTests
{
    /// <summary>
    /// A fold anew that reads the ledger while a commit is under way must not take in what that commit will count: the
    /// ledger lets the append through, then waits, while somebody asks.
    /// </summary>
    [Fact]
    public async Task An_account_that_is_folded_anew_during_a_commit_counts_its_events_once()
    {
        FaultyLedger? faulty = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => faulty = new FaultyLedger(ledger)
        );
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        await served.SendAsync(Undo("2026-01-01", "nothing"));
        faulty!.Returns.Reset();
        var sent = served.SendAsync(Sms("2026-01-01", "a"));
        var waits = faulty.Waits.Wait(Wait.Longest, TestContext.Current.CancellationToken);
        var meanwhile = await served.AskAsync("acme", "sms.sent");
        faulty.Returns.Set();
        waits.ShouldBeTrue();
        meanwhile.Remaining.ShouldBe("500");
        (await sent).Accepted.ShouldBe(1);
        (await served.AskAsync("acme", "sms.sent")).Remaining.ShouldBe("499");
    }
}
