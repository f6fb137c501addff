using Evenhand.Node.Stored;
using Evenhand.Node.Vault;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// A process that dies at each of its calls to store, ledger and clock while bytes come and go. After a restart nothing that is kept
/// is gone, what is due goes, and each fact is said once.
/// </summary>
public class RemovalCrashTests
{
    private const string Video = "video-recording";

    [Fact]
    public async Task Whatever_call_is_the_last_one_the_laws_hold_after_a_restart()
    {
        var calls = await Crashes.RunAsync(RunAsync);
        calls.Count(each => each == "DeleteAsync").ShouldBeGreaterThan(2, "bytes are deleted");
        calls.ShouldContain("MoveAsync");
        calls.Count(each => each == "append").ShouldBeGreaterThan(6);
    }

    private static async Task RunAsync(CrashPlan plan, string name)
    {
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = plan.Between(each.Store!), MostRemoved = 100 },
            plan.Between
        );
        vault.Served.Clock.Asked = plan.Look;
        await vault.PutAsync("due", "held", "mine");
        await vault.HoldAsync("h", "held");
        await vault.RetainAsync(1);
        await vault.SendAsync("lifecycle.set", $$"""{"class":"{{Video}}","after":1}""");
        await vault.PassAsync(23.5);
        await vault.PutAsync("also");
        plan.Watch();
        var deleted = await Crashes.TryAsync(() => vault.DeleteAsync("mine"));
        var put = await Crashes.TryAsync(() => PutNewAsync(vault));
        foreach (var hours in new[] { 24.5, 1, 24.5 })
        {
            await Crashes.TryAsync(() => vault.PassAsync(hours));
        }
        await Crashes.RestartAsync(vault, plan);
        (await vault.FindingsAsync()).ShouldAllBe(
            each => each.StartsWith("orphan", StringComparison.Ordinal),
            $"{name}: nothing is deleted before it is written down that it leaves"
        );
        if (!put)
            await PutNewAsync(vault);
        if (!deleted)
            await Crashes.TryAsync(() => vault.DeleteAsync("mine"));
        await vault.PassAsync(1);
        await vault.PassAsync(26);
        await HoldsAsync(vault, name);
    }

    private static Task<StoredObject> PutNewAsync(ServedVault vault) =>
        vault.WriteAsync("new", "new", Video);

    private static async Task HoldsAsync(ServedVault vault, string name)
    {
        (await vault.GetAsync("held")).ShouldBe("held", name);
        vault.LyingIn("cold").ShouldBe(["new"], name);
        vault.Waits().ShouldBeEmpty(name);
        var orphans = await vault.FindingsAsync();
        orphans.ShouldAllBe(each => each == "orphan ", name);
        vault
            .Lying()
            .ShouldBe(
                [.. Enumerable.Repeat("new", orphans.Length), "held", "new"],
                ignoreOrder: true,
                customMessage: $"{name}: all that is due is gone, but bytes whose event never came"
            );
        var written = vault.Written();
        foreach (
            var facts in new[]
            {
                written.OfType<BytesStored>().Select(each => each.Blob),
                written.OfType<BytesMoved>().SelectMany(each => each.Blobs),
                written.OfType<BytesGone>().SelectMany(each => each.Blobs),
                written.OfType<BytesLeaving>().SelectMany(each => each.Blobs),
                written.OfType<BytesRemoved>().SelectMany(each => each.Blobs),
            }
        )
            facts.ShouldBeUnique(name);
        written.OfType<BytesRemoved>().Sum(each => each.Blobs.Length).ShouldBe(3, name);
    }
}
