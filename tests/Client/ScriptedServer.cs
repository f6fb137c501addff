using System.Collections.Concurrent;
using System.Threading.Channels;
using Evenhand.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Evenhand.Tests.Client;

/// <summary>
/// A real HTTP server on a free port whose answers stand in a script, one after the other; the last one is repeated.
/// It keeps what it was asked.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public delegate Task Answer(HttpContext context, Received request);

    private readonly WebApplication app;
    private readonly Channel<Received> arrivals = Channel.CreateUnbounded<Received>();
    private readonly ConcurrentQueue<Received> requests = new();
    private readonly Lock turn = new();
    private readonly Queue<Answer> script;

    private ScriptedServer(WebApplication app, IEnumerable<Answer> script)
    {
        this.app = app;
        this.script = new Queue<Answer>(script);
        app.Run(ServeAsync);
    }

    public Uri Address => new(app.Urls.Single());

    public IReadOnlyList<Received> Requests => [.. requests];

    public static async Task<ScriptedServer> StartAsync(params Answer[] script)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new ScriptedServer(builder.Build(), script);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>The next request that nobody has waited for yet.</summary>
    public async Task<Received> NextAsync() =>
        await arrivals.Reader.ReadAsync().AsTask().WaitAsync(Wait.Longest);

    public EvenhandOptions Options(Action<EvenhandOptions>? configure = null)
    {
        var options = new EvenhandOptions
        {
            Address = Address,
            Key = "k-1",
            GateTimeout = Wait.Longest,
            Timeout = Wait.Longest,
        };
        configure?.Invoke(options);
        return options;
    }

    public static Answer Json(string body, int status = 200) =>
        Respond(status, "application/json", body);

    public static Answer Problem(int status, string body) =>
        Respond(status, "application/problem+json", body);

    public static Answer Respond(
        int status,
        string type,
        string body,
        params (string Name, string Value)[] headers
    ) =>
        (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            return context.Response.WriteAsync(body);
        };

    /// <summary>Away, with or without a word on when it is back.</summary>
    public static Answer Away(string? retryAfter = null) =>
        Respond(503, "text/plain", "", retryAfter is null ? [] : [("Retry-After", retryAfter)]);

    /// <summary>Answers only when the caller has gone.</summary>
    public static Answer Silence { get; } =
        (context, _) =>
        {
            var gone = new TaskCompletionSource();
            context.RequestAborted.Register(gone.SetResult);
            return gone.Task;
        };

    /// <summary>Breaks the connection without an answer.</summary>
    public static Answer Broken { get; } =
        (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(0);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new Received(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            await reader.ReadToEndAsync(),
            context.Request.Headers.Authorization,
            context.Request.ContentType
        );
        Answer answer;
        lock (turn)
        {
            answer = script.Count > 1 ? script.Dequeue() : script.Peek();
            requests.Enqueue(request);
        }
        arrivals.Writer.TryWrite(request);
        await answer(context, request);
    }
}
