using System.Net;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Every account that is taken in has an address, its own and no other's.</summary>
[Trait("fault", "E20")]
public sealed class AddressTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync() => server = await ServerUnderTest.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Each_account_is_read_by_its_routes()
    {
        string[] ids =
        [
            "a/b",
            "a%2Fb",
            "a%252Fb",
            "/",
            "//",
            "a//b",
            "/usage",
            "%2F",
            "%",
            "%zz",
            "...",
            ".a",
            "a.",
            "a/../b",
            "./a",
            "a b",
            "a+b",
            "a?b#c",
            "a\\b",
            "a:b@c",
            "ä/ö",
            "😀",
            "\uE000",
        ];
        foreach (var id in ids)
            await OpenAsync(id);
        foreach (var id in ids)
        foreach (var route in new[] { "", "/usage", "/allowances", "/statements", "/notices" })
        {
            var path = $"/v1/accounts/{Uri.EscapeDataString(id)}{route}";
            var answer = await server.GetAsync(path);
            answer.Status.ShouldBe(HttpStatusCode.OK, path);
            if (route.Length == 0)
                answer.Json.GetProperty("id").GetString().ShouldBe(id);
        }
        (await server.GetAsync("/v1/accounts/a%2Fc")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_of_an_account_reaches_its_own_under_each_spelling_and_no_other()
    {
        await OpenAsync("a/b");
        await OpenAsync("a%2Fb");
        var key = await server.KeyAsync(Evenhand.Node.Roles.Role.Account, "a%2Fb");
        (await server.GetAsync("/v1/accounts/a%252Fb", key)).Status.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/v1/accounts/a%2Fb", key)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(" acme")]
    [InlineData("acme ")]
    [InlineData("acme\u00A0")]
    [InlineData("\u3000acme")]
    [InlineData("acme\n")]
    [InlineData("ac\tme")]
    [InlineData("ac\u0000me")]
    [InlineData("ac\u007Fme")]
    [InlineData("ac\u0085me")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_would_have_no_address_is_refused(string id)
    {
        var answer = await OpenAsync(id, expect: 0);
        var rejected = answer.Json.GetProperty("rejected")[0];
        rejected.GetProperty("code").GetString().ShouldBe("malformed");
        rejected.GetProperty("detail").GetString()!.ShouldStartWith("the account's id ");
    }

    [Theory]
    [InlineData("/v1/accounts/%2e%2e/keys")]
    [InlineData("/v1/accounts/..%2Fkeys")]
    [InlineData("/v1%2Faccounts")]
    [InlineData("/v1/accounts/acme%2Fusage")]
    public async Task An_escaped_slash_is_no_slash_of_the_path(string path)
    {
        await OpenAsync("acme");
        using var client = new System.Net.Sockets.TcpClient();
        var stop = TestContext.Current.CancellationToken;
        await client.ConnectAsync(server.Address.Host, server.Address.Port, stop);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {ServerUnderTest.AdminKey}\r\n\r\n"
            ),
            stop
        );
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(stop))!.ShouldContain("404");
    }

    private async Task<Answer> OpenAsync(string id, int expect = 1)
    {
        var line =
            $$$"""{"specversion":"1.0","id":"open","source":"test","type":"account.opened","time":"2026-01-01T00:00:00Z","subject":{{{JsonSerializer.Serialize(id)}}},"data":{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter"}}""";
        var answer = await server.PostAsync("/v1/events", $"[{line}]");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(expect, answer.Body);
        return answer;
    }
}
