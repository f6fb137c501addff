using Evenhand.Core.Stream;
using Evenhand.Node.Settings;
using Evenhand.Node.Views;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>What lies in the store, of an account and of all, and what it costs whoever runs it.</summary>
public class StorageCostTests
{
    private static readonly AccountId Account = new(ServedVault.Account);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_lies_there_is_known_by_its_side_until_it_leaves(bool snapshots)
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("four", "sixsix");
        Lies(vault).ShouldBe(new LyingBytes(10, 0));
        await vault.SendAsync("object.moved", """{"object":"four","tier":"cold"}""");
        await vault.PassAsync(0);
        Lies(vault).ShouldBe(new LyingBytes(6, 4));
        await vault.DeleteAsync("sixsix");
        await vault.PassAsync(1);
        Lies(vault).ShouldBe(new LyingBytes(6, 4), "it costs until it leaves");
        await vault.Served.RestartAsync(snapshots);
        Lies(vault).ShouldBe(new LyingBytes(6, 4));
        await vault.PassAsync(25);
        Lies(vault).ShouldBe(new LyingBytes(0, 4));
        vault.Served.Node.Waits.Storage.Meters(Account).ShouldBe(["storage"]);
    }

    [Fact]
    public void A_month_costs_what_the_provider_takes_for_each_side()
    {
        var price = new StorePrice("EUR", 0.023m, 0.0036m);
        price.OfMonth(new(1_000_000_000_000, 5_000_000_000_000)).ShouldBe(41.00m);
        price.OfMonth(new(1, 0)).ShouldBe(0m);
    }

    /// <summary>Of the one account, which is all.</summary>
    private static LyingBytes Lies(ServedVault vault)
    {
        var reads = vault.Served.Node.Waits.Storage;
        var its = reads.Of(Account);
        reads.All.ShouldBe(its);
        return its;
    }
}
