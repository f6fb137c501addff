using Evenhand.Core.Stream;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// A process that dies at each of its calls while an account is purged. After a restart nothing that is kept is gone, all else is, and one
/// certificate says so.
/// </summary>
public class PurgeCrashTests
{
    private const double Day = 24;

    [Fact]
    public async Task Whatever_call_is_the_last_one_all_that_may_goes_and_is_certified_once()
    {
        var calls = await Crashes.RunAsync(RunAsync);
        calls.Count(each => each == "DeleteAsync").ShouldBe(2);
        calls.Count(each => each == "append").ShouldBeGreaterThan(3);
    }

    private static async Task RunAsync(CrashPlan plan, string name)
    {
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = plan.Between(each.Store!), MostRemoved = 100 },
            plan.Between
        );
        vault.Served.Clock.Asked = plan.Look;
        await vault.PutAsync("a", "b", "held");
        await vault.SendAsync(
            "hold.placed",
            """{"hold":"v","by":"bob","reason":"so","objects":["held"],"side":"vendor"}"""
        );
        await vault.SendAsync("account.terminated", "{}");
        await vault.PassAsync(29.5 * Day);
        plan.Watch();
        // A process that is away for more than 32 days does not trust its clock.
        foreach (var days in new[] { 1.0, 1.1 })
            await Crashes.TryAsync(() => vault.PassAsync(days * Day));
        await Crashes.RestartAsync(vault, plan);
        (await vault.FindingsAsync()).ShouldBeEmpty(name);
        foreach (var days in new[] { 0, 1.1, 1 })
            await vault.PassAsync(days * Day);
        vault.Lying().ShouldBe(["held"], name);
        vault.Waits().ShouldBeEmpty(name);
        (await vault.FindingsAsync()).ShouldBeEmpty(name);
        var made = vault.Written().OfType<PurgeDone>().ShouldHaveSingleItem(name);
        (made.Things, made.Bytes, made.Kept).ShouldBe((2, 2, 1), name);
        (
            await vault.Vault.PurgedAsync(new AccountId(ServedVault.Account), 1).CountAsync()
        ).ShouldBe(2, name);
    }
}
