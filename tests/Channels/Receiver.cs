using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenhand.Tests.Channels;

/// <summary>An endpoint of somebody's, which writes down what it is sent and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<Received> received = [];
    private WebApplication app = null!;

    /// <summary>How it answers; 204 unless the test says otherwise.</summary>
    public Func<HttpContext, Task> Answers { get; set; } =
        context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        };

    public string Url => $"{app.Urls.Single()}/hook";

    public IReadOnlyList<Received> All
    {
        get
        {
            lock (gate)
                return [.. received];
        }
    }

    public static async Task<Receiver> StartAsync(int port = 0)
    {
        var receiver = new Receiver();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        receiver.app = builder.Build();
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var fields = context.Request.Headers.ToDictionary(
            field => field.Key,
            field => field.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        lock (gate)
            received.Add(new Received(context.Request.Path, fields, body));
        await Answers(context);
    }
}

/// <summary>A message that came.</summary>
internal sealed record Received(
    string Path,
    IReadOnlyDictionary<string, string> Fields,
    string Body
)
{
    public string Id => Fields["webhook-id"];
}
