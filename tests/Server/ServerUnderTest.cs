using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Stream;
using Evenhand.Node.Roles;
using Evenhand.Server;
using Evenhand.Server.Settings;
using Evenhand.Tests.Tidy;
using Microsoft.Extensions.Logging;

namespace Evenhand.Tests.Server;

/// <summary>A whole server on a temporary folder and a free port, with a key of each role.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    public const string AdminKey = "the-admin-key-of-a-test-0123456789";

    private readonly DirectoryInfo folder;
    private readonly Func<Task<RunningServer>> start;
    private RunningServer server;
    private HttpClient http;

    private ServerUnderTest(
        DirectoryInfo folder,
        Func<Task<RunningServer>> start,
        RunningServer server,
        LogLines log
    )
    {
        (this.folder, this.start, this.server, Log) = (folder, start, server, log);
        http = ClientOf(server);
    }

    // A test says itself which cookie it sends, and where it goes.
    private static HttpClient ClientOf(RunningServer server) =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(server.Addresses[0]),
        };

    public RunningServer Server => server;

    public Uri Address => http.BaseAddress!;

    public string Data => folder.FullName;

    /// <summary>What it has logged.</summary>
    public LogLines Log { get; }

    public static async Task<ServerUnderTest> StartAsync(
        Func<ServerSettings, ServerSettings>? change = null,
        TimeProvider? clock = null,
        string? policies = null
    )
    {
        var folder = Directory.CreateTempSubdirectory("server-");
        var settings = new ServerSettings
        {
            Data = folder.FullName,
            Urls = ["http://127.0.0.1:0"],
            AdminKey = AdminKey,
            LogLevel = LogLevel.Trace,
        };
        var log = new LogLines();
        return new ServerUnderTest(folder, StartAsync, await StartAsync(), log);

        Task<RunningServer> StartAsync() =>
            RunningServer.StartAsync(
                change?.Invoke(settings) ?? settings,
                policies ?? Path.Combine(Tree.Root(), "policies"),
                clock ?? TimeProvider.System,
                log.Factory
            );
    }

    /// <summary>Stops it, and starts it again over the same folder, at another address.</summary>
    /// <param name="meanwhile">What happens while it is down.</param>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        http.Dispose();
        await server.DisposeAsync();
        meanwhile?.Invoke();
        server = await start();
        http = ClientOf(server);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        Log.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>A new key; the text of it.</summary>
    public async Task<string> KeyAsync(RoleSet roles, string account = "") =>
        (await server.Node.Keys.CreateAsync(roles, new AccountId(account), "test")).Text;

    public Task<Answer> GetAsync(string path, string? key = AdminKey) =>
        SendAsync(HttpMethod.Get, path, key);

    public Task<Answer> PostAsync(
        string path,
        string body,
        string type = "application/json",
        string? key = AdminKey
    ) => SendAsync(HttpMethod.Post, path, key, body, type);

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string? key,
        string? body = null,
        string type = "application/json"
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead
        );
        var fields = response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(
                field => field.Key,
                field => string.Join(", ", field.Value),
                StringComparer.OrdinalIgnoreCase
            );
        return new Answer(response.StatusCode, await BodyOf(response), fields);
    }

    /// <summary>The body; of one that goes on for ever its first event.</summary>
    private static async Task<string> BodyOf(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            return await response.Content.ReadAsStringAsync();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = new StringBuilder();
        while (await lines.ReadLineAsync() is { Length: > 0 } line)
            first.AppendLine(line);
        return first.ToString();
    }

    /// <summary>Opens accounts under a policy that needs nothing else.</summary>
    public async Task OpenAsync(params string[] accounts)
    {
        var lines = accounts.Select(account =>
            TestEvents.Line(
                account,
                "open",
                "account.opened",
                """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter"}""",
                DateTimeOffset.UtcNow.AddDays(-40)
            )
        );
        var answer = await PostAsync(
            "/v1/events",
            string.Join('\n', lines),
            "application/x-ndjson"
        );
        if (
            answer.Status != HttpStatusCode.OK
            || answer.Json.GetProperty("rejected").GetArrayLength() > 0
        )
            throw new InvalidOperationException($"{answer.Status}: {answer.Body}");
    }
}

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(
    HttpStatusCode Status,
    string Body,
    IReadOnlyDictionary<string, string> Fields
)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Detail => Json.GetProperty("detail").GetString();
}

/// <summary>Events as they are sent.</summary>
internal static class TestEvents
{
    public static string Line(
        string account,
        string id,
        string type,
        string data,
        DateTimeOffset? time = null
    ) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"test/{{account}}","type":"{{type}}","time":"{{time ?? DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","subject":"{{account}}","data":{{data}}}""";

    public static string Call(string account, string id, int count = 1) =>
        Line(account, id, "api.called", $$"""{"count":{{count}}}""");
}
