using System.Net.Sockets;
using System.Text;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Whatever arrives, the server stays up, answers no 5xx but 503, and tells nothing of its insides.</summary>
public sealed class HostileTests : IAsyncLifetime
{
    private const int Rounds = 400;

    private static readonly string[] Insides =
    [
        "Exception",
        "   at ",
        ".cs:line",
        "Evenhand.",
        "System.",
        "Microsoft.",
        "SQLite",
    ];

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                Patience = NodaTime.Duration.FromSeconds(2),
                MostBody = 1 << 20,
            }
        );
        await server.OpenAsync("own");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Bodies_and_paths_of_all_kinds_get_an_answer_that_tells_nothing()
    {
        var seed = Seed();
        var dice = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var row = AccessTable.Rows[dice.Next(AccessTable.Rows.Length)];
            var path = HostilePaths.Of(row.Pattern, dice);
            var body = row.Method == "POST" ? HostileBodies.One(dice) : null;
            var type = HostileBodies.Type(dice);
            var answer = await server.SendAsync(
                row.Method == "GET" && dice.Next(5) == 0
                    ? HttpMethod.Head
                    : new HttpMethod(row.Method),
                path,
                ServerUnderTest.AdminKey,
                body,
                type
            );
            var what = $"seed {seed}, round {round}: {row.Method} {path}";
            ((int)answer.Status == 503 || (int)answer.Status < 500).ShouldBeTrue(
                $"{what}: {answer.Body}"
            );
            if ((int)answer.Status >= 400)
                Insides.ShouldAllBe(word => !answer.Body.Contains(word), what);
        }
        await StillServes();
    }

    [Fact]
    public async Task So_does_what_is_hardly_HTTP()
    {
        var seed = Seed();
        var dice = new Random(seed);
        for (var round = 0; round < Rounds / 4; round++)
        {
            var text = await ExchangeAsync(HostileBodies.Raw(dice));
            var what = $"seed {seed}, round {round}: {text}";
            if (text.StartsWith("HTTP/1.1 5", StringComparison.Ordinal))
                text.ShouldStartWith("HTTP/1.1 503", customMessage: what);
            Insides.ShouldAllBe(word => !text.Contains(word), what);
        }
        await StillServes();
    }

    [Fact]
    public async Task A_client_that_is_too_slow_is_sent_away()
    {
        using var client = await ConnectAsync();
        await SendAsync(client, Head(length: 1_000));
        await SendAsync(client, "[ "u8.ToArray());
        var text = await ReadAsync(client);
        text.ShouldStartWith("HTTP/1.1 408");
        await StillServes();
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_behind()
    {
        var call = Encoding.UTF8.GetBytes($"[{TestEvents.Call("own", "broken")},");
        for (var round = 0; round < 20; round++)
        {
            using var client = await ConnectAsync();
            await SendAsync(client, Head(length: 100_000));
            await SendAsync(client, call);
            client.Client.LingerState = new LingerOption(true, 0);
        }
        await StillServes();
        var again = await server.PostAsync("/v1/events", $"[{TestEvents.Call("own", "broken")}]");
        again.Json.GetProperty("accepted").GetInt32().ShouldBe(1);
        server.Log.All.ShouldNotContain(line => line.StartsWith("Error"));
    }

    private async Task StillServes() =>
        (await server.GetAsync("/health/ready", key: null)).Body.ShouldBe("ready\n");

    private static int Seed()
    {
        var seed = int.TryParse(
            Environment.GetEnvironmentVariable("EVENHAND_TEST_SEED"),
            out var given
        )
            ? given
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        return seed;
    }

    private static byte[] Head(int length) =>
        Encoding.ASCII.GetBytes(
            $"POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ServerUnderTest.AdminKey}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );

    private static ValueTask SendAsync(TcpClient client, byte[] bytes) =>
        client.GetStream().WriteAsync(bytes);

    private async Task<string> ExchangeAsync(byte[] bytes)
    {
        using var client = await ConnectAsync();
        try
        {
            await client.GetStream().WriteAsync(bytes);
            client.Client.Shutdown(SocketShutdown.Send);
            return await ReadAsync(client);
        }
        catch (Exception error)
            when (error is IOException or SocketException or InvalidOperationException)
        {
            // It has hung up on us, which is an answer too.
            return "";
        }
    }

    private static async Task<string> ReadAsync(TcpClient client)
    {
        using var patience = new CancellationTokenSource(Wait.Longest);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        var stream = client.GetStream();
        int count;
        while ((count = await stream.ReadAsync(buffer, patience.Token)) > 0)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            // A connection that is kept says no more after its answer.
            if (text.ToString().Contains("\r\n\r\n") && !stream.DataAvailable)
                break;
        }
        return text.ToString();
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        return client;
    }
}
