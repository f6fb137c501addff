using System.Net;
using Evenhand.Core.Stream;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Keys;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Every route against every role, and against no key and a wrong one.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    /// <summary>What may be called without a key; a route is added here by a decision, not by accident.</summary>
    private static readonly string[] Public =
    [
        "GET /policies",
        "GET /policies/{name}",
        "GET /",
        "GET /console/open",
        "POST /console/open",
        "GET /console/sign-in",
        "POST /console/sign-in",
        "POST /console/sign-in/code",
        "GET /console/sign-in/passkey",
        "POST /console/sign-in/passkey",
        "GET /console/sign-in/openid",
        "GET /console/sign-in/openid/back",
        "GET /language/{tag}",
        "GET /portal/open",
        "GET /portal/sign-in",
        "POST /portal/sign-in",
        "GET /portal/sign-in/open",
        "POST /portal/sign-in/open",
        "GET /assets/{name}",
        "GET /openapi.json",
        "GET /health/live",
        "GET /health/ready",
    ];

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("own", "other");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void Every_route_that_is_mapped_has_one_row_and_every_row_a_route()
    {
        var mapped = Routes().Order(StringComparer.Ordinal).ToList();
        var rows = AccessTable.Rows.Select(row => $"{row.Method} {row.Pattern}");
        mapped.ShouldBe(rows.Order(StringComparer.Ordinal));
        mapped.ShouldBeUnique();
    }

    [Fact]
    public void Nothing_is_public_but_what_is_named() =>
        AccessTable
            .Rows.Where(row => row.IsPublic)
            .Select(row => $"{row.Method} {row.Pattern}")
            .ShouldBe(Public, ignoreOrder: true);

    [Fact]
    public async Task Each_role_reaches_what_its_row_says_and_nothing_else()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var key = await KeyAsync(role);
            foreach (var row in AccessTable.Rows)
            {
                var answer = await CallAsync(row, key);
                var reached =
                    answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
                // A page is opened by a session; no key opens it.
                reached.ShouldBe(
                    row.Admits(role) && !row.BySession,
                    $"{role} calls {row.Method} {row.Pattern}"
                );
                ((int)answer.Status).ShouldBeLessThan(500, $"{row.Method} {row.Pattern}");
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ek_unknown_0123456789012345678901234567890123456789")]
    public async Task Without_a_key_or_with_an_unknown_one_only_public_routes_answer(string? key)
    {
        foreach (var row in AccessTable.Rows)
        {
            var answer = await CallAsync(row, key);
            if (row.IsPublic)
            {
                answer.Status.ShouldNotBe(HttpStatusCode.Unauthorized, row.Pattern);
                continue;
            }
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized, row.Pattern);
            answer.Fields["WWW-Authenticate"].ShouldStartWith("Bearer");
            answer.Fields["Content-Type"].ShouldBe("application/problem+json");
        }
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing()
    {
        var (key, text) = await server.Server.Node.Keys.CreateAsync(
            Role.Read,
            AccountId.None,
            "gone"
        );
        (await server.GetAsync("/v1/accounts", text)).Status.ShouldBe(HttpStatusCode.OK);
        await server.Server.Node.Keys.RevokeAsync(key.Id);
        (await server.GetAsync("/v1/accounts", text)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("?key=")]
    [InlineData("?access_token=")]
    [InlineData("?api_key=")]
    public async Task A_key_in_the_address_is_no_key(string query) =>
        (
            await server.GetAsync($"/v1/accounts{query}{ServerUnderTest.AdminKey}", key: null)
        ).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Another_accounts_things_are_not_there_as_if_they_never_were()
    {
        var key = await server.KeyAsync(Role.Account, "own");
        foreach (var row in AccessTable.Rows.Where(IsOfAccounts))
        {
            var other = await CallAsync(row, key, "other");
            var nobody = await CallAsync(row, key, "nobody");
            other.Status.ShouldBe(HttpStatusCode.NotFound, row.Pattern);
            other.Detail.ShouldBe(nobody.Detail, row.Pattern);
        }
        var asked = await server.PostAsync(
            "/v1/gate",
            """{"account":"other","act":"api.called","with":{}}""",
            key: key
        );
        asked.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_account_sees_itself_alone_in_the_list()
    {
        var key = await server.KeyAsync(Role.Account, "own");
        var items = (await server.GetAsync("/v1/accounts", key)).Json.GetProperty("items");
        items.EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("own");
    }

    [Fact]
    public async Task No_key_is_ever_logged()
    {
        var key = await server.KeyAsync(Role.Read);
        await server.GetAsync("/v1/accounts", key);
        await server.GetAsync($"/v1/accounts?key={key}", key: null);
        await server.GetAsync("/v1/accounts", key + "x");
        server.Log.All.ShouldNotBeEmpty();
        var secret = key[^20..];
        server.Log.All.ShouldNotContain(line => line.Contains(secret));
        server.Log.All.ShouldNotContain(line => line.Contains(ServerUnderTest.AdminKey));
    }

    [Fact]
    public async Task Keys_that_the_command_line_changes_beside_the_server_leave_a_line_each()
    {
        string id;
        using (var ledger = SqliteLedger.Open(server.Data))
        {
            var keys = LedgerKeys.Open(ledger, TimeProvider.System);
            id = (
                await keys.CreateAsync(
                    RoleSet.Of(Role.Read),
                    AccountId.None,
                    "desk",
                    Doer.CommandLine
                )
            )
                .Key
                .Id;
            await server.GetAsync("/v1/accounts");
            await keys.RevokeAsync(id, Doer.CommandLine);
        }
        await server.GetAsync("/v1/accounts");
        server.Log.All.ShouldContain(line => line.Contains($"Key {id} was made by command line."));
        server.Log.All.ShouldContain(line => line.Contains($"Key {id} was ended by command line."));
    }

    /// <summary>A key of a role; acts of people are done in somebody's name.</summary>
    private async Task<string> KeyAsync(Role role)
    {
        if (role == Role.Content || !PersonRegister.MayHave.Contains(role))
            return await server.KeyAsync(role, role == Role.Account ? "own" : "");
        var (node, id) = (server.Server.Node, RoleSet.Word(role));
        await node.People.AddAsync(id, id, "", role);
        return (await node.Keys.CreateAsync(role, AccountId.None, "test", person: id)).Text;
    }

    private static bool IsOfAccounts(RouteAccess row) =>
        row.Pattern.Contains("{account}") && row.Admits(Role.Account);

    private IEnumerable<string> Routes() =>
        from endpoint in server
            .Server.App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.OfType<IHttpMethodMetadata>().Last().HttpMethods
        select $"{method} {endpoint.RoutePattern.RawText}";

    private Task<Answer> CallAsync(RouteAccess row, string? key, string account = "own") =>
        server.SendAsync(
            new HttpMethod(row.Method),
            Path(row, account),
            key,
            row.Method is "POST" or "PUT" ? "{}" : null
        );

    private static string Path(RouteAccess row, string account) =>
        row
            .Pattern.Replace("{account}", account)
            .Replace("{cycle}", "2026-01-01")
            .Replace("{meter}", "nudges")
            .Replace("{clause}", "api-calls")
            .Replace("{id}", "unknown")
            .Replace("{case}", "unknown")
            .Replace("{step}", "unknown")
            .Replace("{appeal}", "unknown")
            .Replace("{exception}", "unknown")
            .Replace("{act}", "unknown")
            .Replace("{person}", "unknown")
            .Replace("{name}", "stackcx")
            .Replace("{version}", "1");
}
