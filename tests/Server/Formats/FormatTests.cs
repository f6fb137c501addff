using System.Formats.Tar;
using System.Net.Http.Headers;
using Evenhand.Node.Roles;
using Evenhand.Server.Formats;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Formats;

/// <summary>Statements and exports in the form that is asked for.</summary>
public sealed class FormatTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme", "zeta");
        await server.PostAsync("/v1/events", $"[{TestEvents.Call("acme", "1", 40)}]");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Statements_are_had_as_JSON_CSV_and_HTML_by_format_and_by_Accept()
    {
        const string path = "/v1/accounts/acme/statements";
        (await TypeAsync(path, null)).ShouldBe("application/json");
        (await TypeAsync(path, "*/*")).ShouldBe("application/json");
        (await TypeAsync(path, "text/csv")).ShouldBe("text/csv");
        (await TypeAsync(path, "text/html,application/xhtml+xml,*/*;q=0.8")).ShouldBe("text/html");
        (await TypeAsync(path + "?format=csv", "text/html")).ShouldBe("text/csv");
        var csv = (await server.GetAsync(path + "?format=csv")).Body.Split("\r\n");
        csv[0].ShouldStartWith("account,policy,from,to,currency,clause,version,quantity");
        csv.ShouldContain(row => row.StartsWith("acme,stackcx,") && row.Contains(",api-calls,"));
        var html = (await server.GetAsync(path + "?format=html")).Body;
        html.ShouldStartWith("<!doctype html>");
    }

    [Fact]
    public async Task One_statement_is_a_page_with_its_lines()
    {
        var list = await server.GetAsync("/v1/accounts/acme/statements");
        var day = list
            .Json.GetProperty("items")
            .EnumerateArray()
            .Last()
            .GetProperty("from")
            .GetString()![..10];
        var html = await server.GetAsync($"/v1/accounts/acme/statements/{day}?format=html");
        html.Body.ShouldContain("api-calls");
        html.Body.ShouldContain("<h1>Statement of acme");
        html.Body.ShouldContain("@media print");
        var csv = await server.GetAsync($"/v1/accounts/acme/statements/{day}?format=csv");
        csv.Body.ShouldContain(",40,call,");
    }

    [Fact]
    public async Task A_form_that_there_is_not_is_refused_with_those_that_there_are()
    {
        foreach (
            var path in new[]
            {
                "/v1/accounts/acme/statements?format=pdf",
                "/v1/events/export?format=zip",
            }
        )
        {
            var answer = await server.GetAsync(path);
            ((int)answer.Status).ShouldBe(400);
            answer.Detail!.ShouldContain("format is one of");
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("=cmd,\n", "\"'=cmd,\n\"")]
    public void A_cell_is_never_a_formula(string text, string cell) =>
        Csv.Of([
                [text],
            ])
            .ShouldBe($"{cell}\r\n");

    [Fact]
    public async Task An_archive_holds_the_policies_and_the_events()
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            ServerUnderTest.AdminKey
        );
        var bytes = await client.GetByteArrayAsync(
            "/v1/events/export?format=tar",
            TestContext.Current.CancellationToken
        );
        await using var tar = new TarReader(new MemoryStream(bytes));
        var names = new List<string>();
        while (
            await tar.GetNextEntryAsync(true, TestContext.Current.CancellationToken) is { } entry
        )
            names.Add(entry.Name);
        names.ShouldContain("policies/catalogue.yaml");
        names.ShouldContain(name => name.StartsWith("policies/stackcx-"));
        names.ShouldContain("events/000001.ndjson");
    }

    [Fact]
    public async Task An_account_exports_its_own_events_alone()
    {
        var key = await server.KeyAsync(RoleSet.Of(Role.Account), "acme");
        var own = await server.GetAsync("/v1/events/export", key);
        own.Body.ShouldContain("\"subject\":\"acme\"");
        own.Body.ShouldNotContain("zeta");
        ((int)(await server.GetAsync("/v1/events/export?account=zeta", key)).Status).ShouldBe(404);
        ((int)(await server.GetAsync("/v1/events/export?account=nobody")).Status).ShouldBe(404);
    }

    private async Task<string?> TypeAsync(string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            ServerUnderTest.AdminKey
        );
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var client = new HttpClient { BaseAddress = server.Address };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.Content.Headers.ContentType?.MediaType;
    }
}
