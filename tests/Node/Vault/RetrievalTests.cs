using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Node.Vault;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>What lies cold is brought back when it is asked for, stays a while, and lies cold alone again.</summary>
public class RetrievalTests
{
    private const double Takes = 5;
    private const double Week = 7 * 24;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_refused_with_the_promise_then_given_out_for_a_week_and_then_refused(
        bool snapshots
    )
    {
        await using var vault = await ColdAsync("a");
        var asked = await vault.RetrieveAsync("a", "r1");
        asked.State.ShouldBe("asked");
        (asked.PromisedBy!.Value - TimeSpan.FromHours(15))
            .Instant.ToUnixTimeSeconds()
            .ShouldBe(vault.Served.Now.Instant.ToUnixTimeSeconds());
        var refused = await RefusedAsync(vault, "a");
        refused.PossibleFrom.ShouldBe(asked.PromisedBy);
        await vault.PassAsync(0);
        vault.Waits().ShouldBe(["restoring 1"]);
        await vault.Served.RestartAsync(snapshots);
        await vault.PassAsync(1);
        (await vault.GetAsync("a", "r1")).ShouldBeNull();
        vault.Stored("retrieval.ready").ShouldBe(0);
        await vault.PassAsync(Takes);
        vault.Waits().ShouldBe(["delay 1"]);
        (Of(vault, "r1")!.State, vault.Stored("retrieval.ready")).ShouldBe(("ready", 1));
        (await vault.GetAsync("a", "r1")).ShouldBe("a");
        vault.Stored("object.retrieved").ShouldBe(1);
        await vault.PassAsync(Week + 1);
        (await vault.GetAsync("a", "r1")).ShouldBeNull();
        Of(vault, "r1").ShouldBeNull();
        (await RefusedAsync(vault, "a")).PossibleFrom.ShouldBeNull();
        (await vault.FindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_asked_twice_is_brought_back_once_and_what_is_hot_is_ready()
    {
        var cloud = (ColdCloud?)null;
        await using var vault = await ColdAsync("a", made => cloud = made);
        await vault.PutAsync("hot");
        (await vault.RetrieveAsync("hot", "r0")).State.ShouldBe("ready");
        await vault.RetrieveAsync("a", "r1");
        await vault.RetrieveAsync("a", "r1");
        await vault.RetrieveAsync("a", "r2");
        await vault.PassAsync(0);
        await vault.PassAsync(Takes + 0.2);
        (cloud!.Begun, vault.Stored("object.retrieved"), vault.Stored("retrieval.ready")).ShouldBe(
            (1, 2, 2)
        );
        (await vault.GetAsync("a", "r2")).ShouldBe("a");
        var other = await Should.ThrowAsync<RequestException>(() =>
            vault.RetrieveAsync("hot", "r1")
        );
        other.Message.ShouldContain("something else");
    }

    [Fact]
    public async Task What_the_platform_says_was_asked_for_is_brought_back_too()
    {
        await using var vault = await ColdAsync("a");
        await vault.SendAsync("object.retrieved", """{"object":"a","retrieval":"p1"}""");
        await vault.PassAsync(0);
        Of(vault, "p1")!.State.ShouldBe("asked");
        await vault.PassAsync(Takes + 0.2);
        (await vault.GetAsync("a", "p1")).ShouldBe("a");
    }

    [Fact]
    public async Task A_promise_that_is_broken_is_told_and_the_bytes_come_all_the_same()
    {
        await using var vault = await ColdAsync("a", takes: 20);
        await vault.RetrieveAsync("a", "r1");
        await vault.PassAsync(0);
        await vault.PassAsync(16);
        Of(vault, "r1")!.State.ShouldBe("late");
        vault
            .Served.Node.Notices(new AccountId(ServedVault.Account), null, 99)!
            .Items.ShouldContain(each => each.What == "promise-broken");
        await vault.PassAsync(5);
        (await vault.GetAsync("a", "r1")).ShouldBe("a");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_known_only_once_its_promise_is_broken_is_brought_back_once(
        bool snapshots
    )
    {
        await using var vault = await ColdAsync("a");
        // As after a long downtime nobody has seen the promise while it was open.
        await vault.PassAsync(24);
        var asked = new Story { Account = ServedVault.Account }.At(
            $"{(vault.Served.Now - TimeSpan.FromHours(20)).Instant}",
            "object.retrieved",
            """{"object":"a","retrieval":"p1"}""",
            "asked"
        );
        (await vault.Served.SendAsync([.. asked.Lines])).Rejected.ShouldBeEmpty();
        await vault.PassAsync(0);
        Of(vault, "p1")!.State.ShouldBe("late");
        vault.Waits().ShouldBe(["restoring 1"]);
        await vault.Served.RestartAsync(snapshots);
        await vault.PassAsync(Takes + 0.2);
        (await vault.GetAsync("a", "p1")).ShouldBe("a");
        vault.Stored("retrieval.ready").ShouldBe(1);
        await vault.PassAsync(Week + 1);
        await vault.Served.RestartAsync(snapshots);
        await vault.PassAsync(1);
        Of(vault, "p1").ShouldBeNull("it was brought back once, and is over");
        vault.Stored("retrieval.ready").ShouldBe(1);
    }

    [Fact]
    public async Task A_deep_check_reads_what_was_brought_back_and_says_of_what_else_lies_cold_that_it_did_not()
    {
        await using var vault = await ColdAsync("a");
        await vault.PutAsync("hot");
        (await UnreadAsync(vault)).ShouldBe((1, 0));
        await vault.RetrieveAsync("a", "r1");
        await vault.PassAsync(0);
        await vault.PassAsync(Takes + 0.2);
        (await UnreadAsync(vault)).ShouldBe((0, 0));
        var file = Directory
            .EnumerateFiles(
                Path.Combine(vault.Served.Data, "vault", "cold"),
                "*",
                SearchOption.AllDirectories
            )
            .Single();
        await File.WriteAllTextAsync(file, "b", TestContext.Current.CancellationToken);
        (await UnreadAsync(vault)).ShouldBe((0, 1));
    }

    private static async Task<(int Unread, int Found)> UnreadAsync(ServedVault vault)
    {
        VaultFinding? last = null;
        await foreach (
            var each in vault.Vault.CheckAsync(
                new CheckTerms(true, false, TimeSpan.Zero, Evenhand.Node.Roles.Doer.Start)
            )
        )
            last = each;
        return (last!.Unread, last.Found);
    }

    [Fact]
    public async Task A_store_that_fails_is_asked_again_and_the_wait_says_why()
    {
        FaultyStore? faulty = null;
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = faulty = new FaultyStore(each.Store!) }
        );
        await vault.PutAsync("a");
        await vault.SendAsync("object.moved", """{"object":"a","tier":"cold"}""");
        await vault.PassAsync(0);
        faulty!.Before = call =>
            call == "RestoreAsync" ? throw new Evenhand.Stores.StoreException("it is away") : 0;
        await vault.RetrieveAsync("a", "r1");
        await vault.PassAsync(0);
        var wait = vault.Served.Node.Waits.Page(null, null, 9).Items.ShouldHaveSingleItem();
        (wait.Job, wait.Why, wait.Detail).ShouldBe(("retrieval", "failed", "it is away"));
        faulty.Before = _ => 0;
        await vault.PassAsync(0.05);
        (await vault.GetAsync("a", "r1")).ShouldBe("a");
    }

    /// <summary>An account with one thing that lies cold, in a store that takes a while.</summary>
    private static async Task<ServedVault> ColdAsync(
        string name,
        Action<ColdCloud>? tell = null,
        double takes = Takes
    )
    {
        ServedVault? vault = null;
        var cloud = new ColdCloud(() => vault!.Served.Clock.GetUtcNow(), TimeSpan.FromHours(takes));
        tell?.Invoke(cloud);
        vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = cloud.Over(each.Store!) }
        );
        await vault.PutAsync(name);
        await vault.SendAsync("object.moved", $$"""{"object":"{{name}}","tier":"cold"}""");
        await vault.PassAsync(0);
        vault.LyingIn("cold").ShouldBe([name]);
        return vault;
    }

    private static ObjectRetrieval? Of(ServedVault vault, string retrieval) =>
        vault.Vault.Retrieval(new AccountId(ServedVault.Account), retrieval);

    private static Task<RequestException> RefusedAsync(ServedVault vault, string name) =>
        Should.ThrowAsync<RequestException>(() =>
        {
            vault.Vault.Look(new AccountId(ServedVault.Account), name);
            return Task.CompletedTask;
        });
}
