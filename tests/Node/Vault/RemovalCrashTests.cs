using Evenhand.Ledger;
using Evenhand.Node.Refusals;
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
    /// <summary>Of looks at the clock one in so many is a last one: nothing comes to be between two of them.</summary>
    private const int Looks = 10;

    private const string Video = "video-recording";

    [Fact]
    public async Task Whatever_call_is_the_last_one_the_laws_hold_after_a_restart()
    {
        var well = new CrashPlan();
        await RunAsync(well);
        var calls = well.Calls;
        calls.Count(each => each == "DeleteAsync").ShouldBeGreaterThan(2, "bytes are deleted");
        calls.ShouldContain("MoveAsync");
        calls.Count(each => each == "append").ShouldBeGreaterThan(6);
        await Parallel.ForEachAsync(
            Ends(calls),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (end, _) =>
                await RunAsync(
                    new CrashPlan(end.At, end.After),
                    $"{(end.After ? "after" : "before")} call {end.At}, {calls[end.At - 1]}"
                )
        );
    }

    /// <summary>Before and after each call that changes something, and at each that only reads.</summary>
    private static IEnumerable<(int At, bool After)> Ends(IReadOnlyList<string> calls)
    {
        for (var at = 1; at <= calls.Count; at++)
        {
            var call = calls[at - 1];
            if (call != "clock" || at % Looks == 0)
                yield return (at, false);
            if (call is "append" or "PutAsync" or "DeleteAsync" or "MoveAsync")
                yield return (at, true);
        }
    }

    private static async Task RunAsync(CrashPlan plan, string name = "well")
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
        var deleted = await TryAsync(() => vault.DeleteAsync("mine"));
        var put = await TryAsync(() => PutNewAsync(vault));
        foreach (var hours in new[] { 24.5, 1, 24.5 })
        {
            await TryAsync(() => vault.PassAsync(hours));
        }
        await DieAsync(vault);
        plan.Mend();
        await vault.Served.StartAsync();
        (await vault.FindingsAsync()).ShouldAllBe(
            each => each.StartsWith("orphan", StringComparison.Ordinal),
            $"{name}: nothing is deleted before it is written down that it leaves"
        );
        if (!put)
            await PutNewAsync(vault);
        if (!deleted)
            await TryAsync(() => vault.DeleteAsync("mine"));
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

    private static async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception died) when (died is RequestException or LedgerException)
        {
            return false;
        }
    }

    /// <summary>The process is gone, whatever it still would have liked to keep.</summary>
    private static async Task DieAsync(ServedVault vault)
    {
        try
        {
            await vault.Served.Node.DisposeAsync();
        }
        catch (LedgerException) { }
        vault.Served.Ledger.Dispose();
    }
}
