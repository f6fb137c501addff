using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>
/// Stands before a real server and hands on what comes, but where a test would have it otherwise: it answers itself, keeps silent, or gives other bytes than
/// those that lie there.
/// </summary>
internal sealed class Between : IAsyncDisposable
{
    private static readonly string[] OfTheWay =
    [
        "Host",
        "Connection",
        "Transfer-Encoding",
        "Expect",
    ];

    private readonly WebApplication app;
    private readonly HttpClient way = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Uri server;

    private Between(WebApplication app, Uri server) => (this.app, this.server) = (app, server);

    /// <summary>Where it listens, with the server's path.</summary>
    public Uri Address => new(new Uri(app.Urls.First()), server.AbsolutePath);

    /// <summary>Answers a request itself; false to have it handed on.</summary>
    public Func<HttpContext, Task<bool>>? Answers { get; set; }

    /// <summary>Makes other bytes of what is answered to a request.</summary>
    public Func<HttpRequest, byte[], byte[]>? Changes { get; set; }

    /// <summary>Fields of requests that the server takes no notice of.</summary>
    public string? Ignores { get; set; }

    /// <summary>What was asked, as the method and the path.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<Between> StartAsync(Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var its = new Between(app, server);
        app.Run(its.AnswerAsync);
        await app.StartAsync();
        return its;
    }

    /// <summary>Answers all with a status, and a body of a type.</summary>
    public void Says(int status, string body, string? after = null) =>
        Answers = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/xml";
            if (after is not null)
                context.Response.Headers.RetryAfter = after;
            await context.Response.WriteAsync(body);
            return true;
        };

    /// <summary>What is read comes otherwise than it lies there.</summary>
    public static byte[] Altered(HttpRequest request, byte[] bytes) =>
        request.Method == "GET" ? [.. bytes[..^1], (byte)(bytes[^1] + 1)] : bytes;

    /// <summary>Answers nothing.</summary>
    public void KeepsSilent() =>
        Answers = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        way.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        lock (Asked)
            Asked.Add($"{context.Request.Method} {context.Request.Path}");
        if (Answers is { } answers && await answers(context))
            return;
        using var request = await RequestAsync(context.Request);
        using var answer = await way.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (!OfTheWay.Contains(name))
                context.Response.Headers[name] = values.ToArray();
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (Changes is { } changes && answer.IsSuccessStatusCode)
        {
            bytes = changes(context.Request, bytes);
            context.Response.ContentLength = null;
        }
        if (bytes.Length > 0)
            await context.Response.Body.WriteAsync(bytes);
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpRequest from)
    {
        var body = new MemoryStream();
        await from.Body.CopyToAsync(body);
        var request = new HttpRequestMessage(
            new HttpMethod(from.Method),
            new Uri(server, $"{from.Path.ToUriComponent()}{from.QueryString}")
        );
        if (body.Length > 0 || from.Method is "PUT" or "POST")
            request.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in from.Headers)
            if (!OfTheWay.Contains(name) && name != Ignores)
                if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                    request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        return request;
    }
}
