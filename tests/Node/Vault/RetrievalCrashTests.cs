using Evenhand.Core.Stream;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// A process that dies at each of its calls while something cold is brought back. After a restart it comes, once; it is counted and told
/// once, and lies cold alone again in the end.
/// </summary>
public class RetrievalCrashTests
{
    private const string Retrieval = "r1";

    [Fact]
    public async Task Whatever_call_is_the_last_one_the_bytes_come_and_are_told_once()
    {
        var calls = await Crashes.RunAsync(RunAsync);
        calls.Count(each => each == "RestoreAsync").ShouldBeGreaterThan(1);
        calls.ShouldContain("ReturnAsync");
        calls.Count(each => each == "append").ShouldBeGreaterThan(4);
    }

    private static async Task RunAsync(CrashPlan plan, string name)
    {
        ServedVault? made = null;
        var cloud = new ColdCloud(() => made!.Served.Clock.GetUtcNow(), TimeSpan.FromHours(5));
        await using var vault = made = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = plan.Between(cloud.Over(each.Store!)) },
            plan.Between
        );
        vault.Served.Clock.Asked = plan.Look;
        await vault.PutAsync("a");
        await vault.SendAsync("object.moved", """{"object":"a","tier":"cold"}""");
        await vault.PassAsync(0);
        plan.Watch();
        var asked = await Crashes.TryAsync(() => vault.RetrieveAsync("a", Retrieval));
        foreach (var hours in new[] { 0, 6, 7 * 24 + 1 })
            await Crashes.TryAsync(() => vault.PassAsync(hours));
        await Crashes.RestartAsync(vault, plan);
        if (!asked)
            await vault.RetrieveAsync("a", Retrieval);
        foreach (var hours in new[] { 0, 6, 0.2 })
            await vault.PassAsync(hours);
        if (vault.Vault.Retrieval(new AccountId(ServedVault.Account), Retrieval) is not null)
            (await vault.GetAsync("a", Retrieval)).ShouldBe("a", name);
        await vault.PassAsync(7 * 24 + 1);
        Holds(vault, name);
    }

    private static void Holds(ServedVault vault, string name)
    {
        vault.Waits().ShouldBeEmpty(name);
        vault.LyingIn("cold").ShouldBe(["a"], name);
        vault.Stored("object.retrieved").ShouldBe(1, name);
        vault.Stored("retrieval.ready").ShouldBe(1, name);
        var written = vault.Written();
        // Who asks and the job may write it down in one commit; it counts once.
        written.OfType<BytesAsked>().DistinctBy(each => each.Retrieval).Count().ShouldBe(1, name);
        written.OfType<BytesBack>().Count().ShouldBe(1, name);
        written.OfType<BytesReturned>().Count().ShouldBe(1, name);
        written.OfType<BytesGone>().ShouldBeEmpty(name);
    }
}
