using System.Net;
using System.Net.Sockets;
using System.Text;
using Evenhand.Node.Roles;
using Evenhand.Server.Settings;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>What one key, or nobody's, does to the others.</summary>
public sealed class AttackTests : IAsyncLifetime
{
    private readonly List<TcpClient> clients = [];
    private ServerUnderTest server = null!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        if (server is not null)
            await server.DisposeAsync();
    }

    [Fact]
    [Trait("fault", "H3")]
    public async Task Slow_bodies_of_one_key_leave_everybody_else_alone()
    {
        await StartAsync(settings =>
            settings with
            {
                MostBody = 1 << 20,
                MostBodies = 4 << 20,
                Patience = Duration.FromMinutes(5),
            }
        );
        var key = await server.KeyAsync(Role.Account, "own");
        for (var i = 0; i < 60; i++)
            await BeginAsync(key, 1 << 18);
        var ask = await server.PostAsync("/v1/gate", Ask);
        ask.Status.ShouldBe(HttpStatusCode.OK, ask.Body);
        var big = await server.PostAsync("/v1/gate", Ask + new string(' ', 100_000));
        big.Status.ShouldBe(HttpStatusCode.OK, big.Body);
        var events = await server.PostAsync(
            "/v1/events",
            $"[{TestEvents.Call("own", "one")}{new string(' ', 500_000)}]"
        );
        events.Status.ShouldBe(HttpStatusCode.OK, events.Body);
    }

    [Fact]
    [Trait("fault", "H3")]
    public async Task A_key_has_a_share_of_the_requests_under_way_at_each_door()
    {
        await StartAsync(settings =>
            settings with
            {
                MostConnections = 100,
                Patience = Duration.FromMinutes(5),
            }
        );
        var key = await server.KeyAsync(Role.Account, "own");
        for (var i = 0; i < 25; i++)
            await BeginAsync(key, 1 << 18);
        var beyond = await server.PostAsync("/v1/gate", Ask, key: key);
        beyond.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        beyond.Json.GetProperty("code").GetString().ShouldBe("share_used");
        beyond.Fields.Keys.ShouldContain("Retry-After");
        (await server.PostAsync("/v1/gate", Ask)).Status.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/v1/accounts/own", key)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("fault", "M11")]
    public async Task A_key_of_an_account_that_sends_too_often_is_told_when_to_go_on()
    {
        await StartAsync(settings => settings with { AccountRate = 1 });
        var key = await server.KeyAsync(Role.Account, "own");
        Answer? refused = null;
        await Wait.UntilAsync(
            async () =>
                (refused = await server.PostAsync("/v1/gate", Ask, key: key)).Status
                != HttpStatusCode.OK,
            "it is turned away"
        );
        refused!.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Json.GetProperty("code").GetString().ShouldBe("rate_limited");
        refused.Fields["Retry-After"].ShouldBe("1");
        (await server.GetAsync("/v1/accounts/own", key)).Status.ShouldBe(HttpStatusCode.OK);
        (await server.PostAsync("/v1/gate", Ask)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("fault", "low-silent")]
    public async Task Connections_that_send_nothing_are_closed()
    {
        await StartAsync(settings => settings with { Silence = Duration.FromSeconds(1) });
        (await server.GetAsync("/health/live", key: null)).Status.ShouldBe(HttpStatusCode.OK);
        for (var i = 0; i < 20; i++)
            await ConnectAsync();
        foreach (var client in clients)
            (await EndAsync(client)).ShouldBe(0);
        (await server.GetAsync("/health/live", key: null)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("fault", "low-silent")]
    public async Task Connections_that_showed_no_key_are_closed_when_they_fall_silent_and_others_stay()
    {
        await StartAsync(settings => settings with { Silence = Duration.FromSeconds(1) });
        var key = await server.KeyAsync(Role.Read);
        var known = await ConnectAsync();
        await AskAsync(known, $"Authorization: Bearer {key}\r\n");
        var stranger = await ConnectAsync();
        await AskAsync(stranger, "");
        (await EndAsync(stranger)).ShouldBe(0);
        await AskAsync(known, $"Authorization: Bearer {key}\r\n");
    }

    private static async Task AskAsync(TcpClient client, string fields)
    {
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET /v1/accounts/own HTTP/1.1\r\nHost: x\r\n{fields}\r\n")
        );
        var (heard, answer) = (new byte[4096], "");
        while (!answer.EndsWith('}') && !answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(heard);
            count.ShouldBeGreaterThan(0);
            answer += Encoding.ASCII.GetString(heard, 0, count);
        }
        answer.ShouldStartWith("HTTP/1.1");
    }

    private const string Ask = """{"account":"own","act":"api.called","with":{"count":1}}""";

    private async Task StartAsync(Func<ServerSettings, ServerSettings> change)
    {
        server = await ServerUnderTest.StartAsync(change);
        await server.OpenAsync("own");
    }

    /// <summary>Begins a body, of which a byte comes. That the server asks for it says that the request is under way.</summary>
    private async Task BeginAsync(string key, int length)
    {
        var stream = (await ConnectAsync()).GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /v1/gate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nExpect: 100-continue\r\n"
                    + $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
            )
        );
        var heard = new byte[64];
        var count = await stream.ReadAsync(heard);
        Encoding.ASCII.GetString(heard, 0, count).ShouldStartWith("HTTP/1.1 100");
        await stream.WriteAsync("{"u8.ToArray());
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        clients.Add(client);
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        return client;
    }

    private static async Task<int> EndAsync(TcpClient client)
    {
        using var patience = new CancellationTokenSource(Wait.Longest);
        try
        {
            return await client.GetStream().ReadAsync(new byte[16], patience.Token);
        }
        catch (IOException)
        {
            // It was cut off, which is an end too.
            return 0;
        }
    }
}
