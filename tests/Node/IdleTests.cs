using System.Runtime.CompilerServices;
using Evenhand.Core.Stream;
using Evenhand.Node.Reads;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>Of an account that nobody asks for nothing stays in memory.</summary>
public class IdleTests
{
    [Fact]
    public async Task Nothing_holds_an_account_that_has_left_memory()
    {
        await using var served = await ServedNode.At("2026-01-02");
        for (var i = 0; i < 8; i++)
            await served.SendAsync(Opening($"idle-{i}"), Usage($"idle-{i}", "before"));
        var held = Held(served);
        held.Count.ShouldBeGreaterThanOrEqualTo(8);

        served.Clock.Add(TimeSpan.FromHours(1));
        await served.Node.LookAfterDueAsync();
        // What was stored last may still stand in a row that is used again for the next.
        await served.SendAsync(Opening("other"), Usage("other", "after"));
        await served.Node.LookAfterDueAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // The shared stream has a door of its own, which is passed with every look.
        held.Count(each => each.IsAlive).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task An_account_that_has_left_memory_comes_back_with_its_next_event()
    {
        await using var served = await ServedNode.At("2026-01-02");
        await served.SendAsync(Opening("acme"), Usage("acme", "before"));
        served.Clock.Add(TimeSpan.FromHours(1));
        await served.Node.LookAfterDueAsync();
        await served.SendAsync(Usage("acme", "before"), Usage("acme", "after"));
        served
            .Node.Events(new EventQuery(new AccountId("acme"), null, null, null), null, 10)
            .ShouldNotBeNull()
            .Items.Count.ShouldBe(3);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Held(ServedNode served) =>
        [.. served.Node.InMemory.Select(each => new WeakReference(each))];

    private static string Opening(string account) =>
        new Story { Account = account }
            .At(
                "2026-01-01",
                "account.opened",
                """{ "policy": "engagece", "currency": "USD", "time_zone": "UTC", "plan": "volume-500" }""",
                $"opened {account}"
            )
            .Lines[^1];

    private static string Usage(string account, string id) =>
        new Story { Account = account }
            .At("2026-01-02", "sms.sent", """{ "segments": 1 }""", id)
            .Lines[^1];
}
