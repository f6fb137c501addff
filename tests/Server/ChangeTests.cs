using System.Net;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>What changes, followed over HTTP.</summary>
public sealed class ChangeTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("own", "other");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_event_is_told_as_a_change_of_its_account()
    {
        await using var follower = await FollowAsync("/v1/changes");
        (await follower.NextAsync()).Type.ShouldBe("quiet");
        await server.OpenAsync("third");
        var change = await follower.NextAsync("third");
        change.Words().ShouldContain("events");
    }

    [Fact]
    public async Task Who_broke_off_goes_on_after_the_last_id()
    {
        string id;
        await using (var follower = await FollowAsync("/v1/changes"))
            id = (await follower.NextAsync()).Id!;
        await server.OpenAsync("missed");
        await using var again = await FollowAsync("/v1/changes", last: id);
        (await again.NextAsync()).Type.ShouldBe("quiet");
        (await again.NextAsync("missed")).Type.ShouldBe("change");
        await using var byAddress = await FollowAsync($"/v1/changes?after={id}");
        (await byAddress.NextAsync()).Type.ShouldBe("quiet");
        (await byAddress.NextAsync("missed")).Type.ShouldBe("change");
    }

    [Fact]
    public async Task Who_followed_before_a_start_goes_on_after_it_and_misses_nothing()
    {
        string id;
        await using (var follower = await FollowAsync("/v1/changes"))
        {
            (await follower.NextAsync()).Type.ShouldBe("quiet");
            await server.OpenAsync("seen");
            while ((await follower.NextAsync()) is not { Id: { } latest, Account: "seen" })
                continue;
            id = await SettledIdAsync();
        }
        await server.OpenAsync("missed");
        await server.RestartAsync();
        await server.OpenAsync("after");
        await using var again = await FollowAsync("/v1/changes", last: id);
        var missed = new List<string?>();
        for (
            var told = await again.NextAsync();
            told.Type == "change";
            told = await again.NextAsync()
        )
            missed.Add(told.Account);
        missed.ShouldContain("missed");
        missed.ShouldContain("after");
        missed.ShouldNotContain("own", "it has not changed since");
        await server.OpenAsync("more");
        (await again.NextAsync("more")).Words().ShouldContain("events");
    }

    [Fact]
    public async Task Whom_a_restore_has_undone_is_told_to_read_everything_anew()
    {
        var folder = Directory.CreateTempSubdirectory("evenhand-changes-");
        try
        {
            var backup = Path.Combine(folder.FullName, "copy.db");
            LedgerBackup.Back(server.Data, backup);
            await server.OpenAsync("undone");
            var id = await SettledIdAsync();
            await server.RestartAsync(() =>
                LedgerBackup.Restore(backup, server.Data, new Restoring { Replace = true })
            );
            foreach (var account in (string[])["one", "two", "three"])
                await server.OpenAsync(account);
            await using var follower = await FollowAsync("/v1/changes", last: id);
            (await follower.NextAsync()).Type.ShouldBe("reset");
            await server.OpenAsync("four");
            (await follower.NextAsync("four")).Type.ShouldBe("change");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("999999-0")]
    [InlineData("1f-0-1-00000000000000ff")]
    [InlineData("1f-0-1,1-00000000000000ff")]
    [InlineData("1f-0-999999999-00000000000000ff")]
    public async Task What_was_missed_of_another_ledger_is_not_known_and_said_so(string id)
    {
        await using var follower = await FollowAsync("/v1/changes", last: id);
        (await follower.NextAsync()).Type.ShouldBe("reset");
        await server.OpenAsync("fourth");
        (await follower.NextAsync("fourth")).Type.ShouldBe("change");
    }

    [Fact]
    public async Task An_account_follows_itself_and_nobody_else()
    {
        var key = await server.KeyAsync(Role.Account, "own");
        await using var follower = await FollowAsync("/v1/changes", key);
        (await follower.NextAsync()).Type.ShouldBe("quiet");
        await server.OpenAsync("fifth");
        await SendUsageAsync("own");
        (await follower.NextAsync("own")).Type.ShouldBe("change");
        follower.Seen.ShouldAllBe(account => account == "own");
        (await server.GetAsync("/v1/changes?account=other", key)).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await server.GetAsync("/v1/changes?account=nobody")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task What_all_accounts_share_is_told_to_who_follows_all()
    {
        await using var follower = await FollowAsync("/v1/changes");
        (await follower.NextAsync()).Type.ShouldBe("quiet");
        await server.KeyAsync(Role.Read);
        (await follower.NextAsync(account: null)).Words().ShouldBe(["keys"]);
    }

    [Fact]
    public async Task A_key_that_ends_ends_what_it_follows()
    {
        var (key, text) = await server.Server.Node.Keys.CreateAsync(
            Role.Read,
            AccountId.None,
            "test"
        );
        await using var follower = await FollowAsync("/v1/changes", text);
        (await follower.NextAsync()).Type.ShouldBe("quiet");
        await server.Server.Node.Keys.RevokeAsync(key.Id);
        (await follower.EndAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task No_id_of_this_list_is_an_error_and_a_head_has_no_body()
    {
        var answer = await server.GetAsync("/v1/changes?after=yesterday");
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldContain("?after");
        (
            await server.SendAsync(HttpMethod.Head, "/v1/changes", ServerUnderTest.AdminKey)
        ).Body.ShouldBe("");
    }

    /// <summary>The id of all that has happened so far, once the server has looked around.</summary>
    private async Task<string> SettledIdAsync()
    {
        await server.Server.Node.LookAfterDueAsync();
        var changes = server.Server.Node.Changes;
        return await changes.NameAsync(changes.Feed.End);
    }

    private async Task SendUsageAsync(string account)
    {
        var line = TestEvents.Line(
            account,
            "more",
            "terms.changed",
            """{"plan":"starter"}""",
            DateTimeOffset.UtcNow.AddDays(-1)
        );
        await server.PostAsync("/v1/events", line, "application/x-ndjson");
    }

    private Task<Follower> FollowAsync(string path, string? key = null, string? last = null) =>
        Follower.BeginAsync(server.Address, path, key ?? ServerUnderTest.AdminKey, last);
}
