using Evenhand.Node.Stored;
using Evenhand.Stores;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>Bytes lie on the side of the store on which their thing counts.</summary>
public class MoveTests
{
    private const string AfterADay = $$"""{"class":"{{ServedVault.Recording}}","after":1}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bytes_follow_a_rule_to_the_cold_side_once(bool snapshots)
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a", "held");
        await vault.HoldAsync("h", "held");
        await vault.SendAsync("lifecycle.set", AfterADay);
        await vault.PassAsync(20);
        await vault.PutAsync("later");
        await vault.PassAsync(5);
        vault.LyingIn("cold").ShouldBe(["a"]);
        vault.LyingIn("hot").ShouldBe(["held", "later"]);
        await vault.Served.RestartAsync(snapshots);
        await vault.PassAsync(1);
        vault.Waits().ShouldBeEmpty();
        vault.Written().OfType<BytesMoved>().ShouldHaveSingleItem();
        (await vault.FindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_come_back_with_their_thing_and_those_put_as_cold_go_there()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a");
        await vault.SendAsync("object.moved", """{"object":"a","tier":"cold"}""");
        await vault.PassAsync(0);
        vault.LyingIn("cold").ShouldBe(["a"]);
        await vault.SendAsync("object.moved", """{"object":"a","tier":"hot"}""");
        await vault.PassAsync(0);
        vault.LyingIn("hot").ShouldBe(["a"]);
        (await vault.GetAsync("a")).ShouldBe("a");
    }

    [Fact]
    public async Task What_the_store_does_not_move_waits_and_tells_why()
    {
        FaultyStore? faulty = null;
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = faulty = new FaultyStore(each.Store!) }
        );
        await vault.PutAsync("a");
        faulty!.Before = call =>
            call == nameof(IStore.MoveAsync) ? throw new StoreException("it is away") : 0;
        await vault.SendAsync("object.moved", """{"object":"a","tier":"cold"}""");
        await vault.PassAsync(0);
        var waits = vault.Served.Node.Waits.Page(null, null, 9).Items.ShouldHaveSingleItem();
        (waits.Job, waits.Why, waits.Detail).ShouldBe(("move", "failed", "it is away"));
        faulty.Before = _ => 0;
        await vault.PassAsync(0.05);
        vault.LyingIn("cold").ShouldBe(["a"]);
    }
}
