using System.Net;
using System.Text.Json;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>The audit over HTTP: who may read it, its filters and its pages.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("own", "other");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_opening_names_the_key_that_sent_it_and_filters_leave_out_the_others()
    {
        var all = await ListAsync("");
        all.Count(IsOf("own")).ShouldBe(1);
        all.Count(IsOf("other")).ShouldBe(1);
        var opening = (await ListAsync("?account=own")).ShouldHaveSingleItem();
        opening.GetProperty("type").GetString().ShouldBe("account.opened");
        var key = opening.GetProperty("by").GetProperty("key").GetString();
        (await ListAsync($"?key={key}&account=own")).Length.ShouldBe(1);
        (await ListAsync("?key=nobody")).ShouldBeEmpty();
        (await ListAsync("?to=2001-01-01T00:00:00Z")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_sets_or_ends_of_what_goes_out_names_the_key_that_did()
    {
        var made = await server.PostAsync(
            "/v1/accounts/own/recipients",
            """{"email":"ada@example.com"}"""
        );
        var id = made.Json.GetProperty("id").GetString();
        await server.SendAsync(
            HttpMethod.Delete,
            $"/v1/accounts/own/recipients/{id}",
            ServerUnderTest.AdminKey
        );
        await server.PostAsync("/v1/webhooks", """{"url":"https://example.com/hook"}""");
        await server.SendAsync(
            HttpMethod.Put,
            "/v1/accounts/own/thresholds",
            ServerUnderTest.AdminKey,
            """{"items":[{"amount":"100"}]}"""
        );

        var all = await ListAsync("");
        foreach (
            var (type, of) in new[]
            {
                ("recipient.set", id),
                ("recipient.ended", id),
                ("webhook.set", null),
                ("thresholds.set", null),
            }
        )
        {
            var entry = all.Where(each => each.GetProperty("type").GetString() == type)
                .ShouldHaveSingleItem(type);
            entry.GetProperty("by").GetProperty("key").GetString().ShouldNotBeNullOrEmpty();
            if (of is not null)
                entry.GetProperty("id").GetString().ShouldBe(of);
        }
        (await ListAsync("?account=own&type=recipient.set")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Its_pages_are_the_whole()
    {
        var all = (await ListAsync("")).Select(entry => entry.ToString()).ToArray();
        var (paged, after) = (new List<string>(), "");
        do
        {
            var page = await server.GetAsync($"/v1/audit?limit=1{after}");
            page.Status.ShouldBe(HttpStatusCode.OK);
            paged.AddRange(
                page.Json.GetProperty("items").EnumerateArray().Select(entry => entry.ToString())
            );
            after =
                page.Json.TryGetProperty("next", out var next) && next.GetString() is { } cursor
                    ? $"&after={Uri.EscapeDataString(cursor)}"
                    : "";
        } while (after.Length > 0);
        paged.ShouldBe(all);
    }

    [Fact]
    public async Task Only_who_may_read_all_reads_it_and_a_wrong_cursor_is_told()
    {
        foreach (var role in new[] { Role.Ingest, Role.Gate })
            (await server.GetAsync("/v1/audit", await server.KeyAsync(role))).Status.ShouldBe(
                HttpStatusCode.Forbidden
            );
        var own = await server.KeyAsync(Role.Account, "own");
        (await server.GetAsync("/v1/audit", own)).Status.ShouldBe(HttpStatusCode.Forbidden);
        var wrong = await server.GetAsync("/v1/audit?after=nonsense");
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Detail.ShouldBe("after is no cursor of this list");
    }

    private static Func<JsonElement, bool> IsOf(string account) =>
        entry => entry.TryGetProperty("account", out var name) && name.GetString() == account;

    private async Task<JsonElement[]> ListAsync(string query)
    {
        var answer = await server.GetAsync("/v1/audit" + query);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return [.. answer.Json.GetProperty("items").EnumerateArray()];
    }
}
