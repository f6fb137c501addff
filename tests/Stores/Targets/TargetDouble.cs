using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>
/// A double of a provider's API over HTTP that signs in by OAuth, made from its public documents. What is signed has to carry a token that it gave and that still holds; what is not has to
/// carry none.
/// </summary>
internal abstract class TargetDouble : IAsyncDisposable
{
    public const string Word = "open-sesame-of-the-application";

    private readonly WebApplication app;
    private readonly HashSet<string> tokens = [];

    protected TargetDouble()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(GuardAsync);
        app.Start();
    }

    public Uri Address => new(app.Urls.First());

    /// <summary>Answers a request itself; false for what is usual.</summary>
    public Func<HttpContext, Task<bool>>? Answers { get; set; }

    /// <summary>What is kept differs from what came.</summary>
    public bool Alters { get; set; }

    /// <summary>It tells no checksums.</summary>
    public bool IsMute { get; set; }

    /// <summary>How many tokens it gave.</summary>
    public int TokensGiven { get; private set; }

    /// <summary>What was asked, as the method and the path.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What is there, by names.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Tokens that were given hold no longer.</summary>
    public void EndTokens() => tokens.Clear();

    /// <summary>Answers what begins with a path, so many times, with a status and JSON.</summary>
    public void Says(
        string path,
        int status,
        object body,
        string? after = null,
        int times = int.MaxValue
    ) =>
        Answers = async context =>
        {
            if (!IsAt(context, path) || times-- <= 0)
                return false;
            if (after is not null)
                context.Response.Headers.RetryAfter = after;
            await SayAsync(context, status, body);
            return true;
        };

    /// <summary>Breaks off what begins with a path, so many times: before or after it did what was asked.</summary>
    public void Breaks(string path, int times, bool isAfter) =>
        Answers = async context =>
        {
            if (!IsAt(context, path) || times-- <= 0)
                return false;
            if (isAfter)
                await AnswerAsync(context);
            context.Abort();
            return true;
        };

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
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether a request asks for a token.</summary>
    protected abstract bool IsSignIn(string path);

    /// <summary>Why no token is given for what was said; null where one is.</summary>
    protected abstract object? Refusal(IFormCollection form);

    /// <summary>Whether a request is to carry a token.</summary>
    protected abstract bool IsSigned(string path);

    /// <summary>Does what is asked.</summary>
    protected abstract Task AnswerAsync(HttpContext context);

    protected static async Task SayAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(body));
    }

    protected static async Task<byte[]> BodyAsync(HttpContext context)
    {
        var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Keeps a file.</summary>
    protected void Keep(string name, byte[] bytes) =>
        Files[name] = Alters ? [.. bytes[..^1], (byte)(bytes[^1] + 1)] : bytes;

    private static bool IsAt(HttpContext context, string path) =>
        $"{context.Request.Method} {context.Request.Path}".StartsWith(
            path,
            StringComparison.Ordinal
        );

    private async Task GuardAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        lock (Asked)
            Asked.Add($"{context.Request.Method} {path}");
        if (Answers is { } answers && await answers(context))
            return;
        var given = context.Request.Headers.Authorization.ToString();
        if (IsSignIn(path))
            await GiveAsync(context);
        else if (
            IsSigned(path)
                ? !tokens.Contains(given.Replace("Bearer ", "", StringComparison.Ordinal))
                : given.Length > 0
        )
            await SayAsync(
                context,
                401,
                new
                {
                    error = new
                    {
                        code = "InvalidAuthenticationToken",
                        message = "it does not hold",
                    },
                }
            );
        else
            await AnswerAsync(context);
    }

    private async Task GiveAsync(HttpContext context)
    {
        if (Refusal(await context.Request.ReadFormAsync()) is { } refusal)
        {
            await SayAsync(context, 401, refusal);
            return;
        }
        var token = $"token-{++TokensGiven}";
        tokens.Add(token);
        await SayAsync(
            context,
            200,
            new
            {
                token_type = "Bearer",
                expires_in = 3_599,
                access_token = token,
            }
        );
    }
}
