using Evenhand.Node.Stored;
using Evenhand.Stores;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>A hold that is placed while bytes leave: what it was too late for is gone, all else stays.</summary>
public class SweepTests
{
    /// <summary>More than leave in one step.</summary>
    private const int Things = 260;

    [Fact]
    public async Task A_hold_placed_while_a_sweep_runs_keeps_all_of_which_nothing_was_written_down_yet()
    {
        FaultyStore? faulty = null;
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { MostRemoved = 100, Store = faulty = new FaultyStore(each.Store!) }
        );
        await vault.PutAsync([.. Enumerable.Range(0, Things).Select(n => $"t{n:000}")]);
        await vault.RetainAsync(1);
        await vault.PassAsync(24);
        var isHeld = false;
        faulty!.Before = call =>
        {
            if (call != nameof(IStore.DeleteAsync) || isHeld)
                return 0;
            isHeld = true;
            vault.HoldAsync("h").GetAwaiter().GetResult();
            return 0;
        };
        await vault.PassAsync(25);
        isHeld.ShouldBeTrue();
        var leaving = vault.Written().OfType<BytesLeaving>().SelectMany(each => each.Blobs).Count();
        leaving.ShouldBeInRange(1, Things - 1);
        vault.Lying().Length.ShouldBe(Things - leaving);
        (await vault.FindingsAsync()).ShouldBeEmpty();
        vault.Waits().ShouldBe([$"kept {Things - leaving}"]);
        await vault.SendAsync("hold.released", """{"hold":"h","by":"bob","reason":"over"}""");
        await vault.PassAsync(1);
        vault.Lying().ShouldBeEmpty();
    }
}
