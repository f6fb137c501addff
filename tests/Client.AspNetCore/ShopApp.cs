using System.Security.Claims;
using Evenhand.Client.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Evenhand.Tests.Client.AspNetCore;

/// <summary>
/// A small application on a free port, under a policy whose gate is a scripted server. Who calls with the header
/// <c>Caller</c> is signed in for that account.
/// </summary>
internal sealed class ShopApp : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private ShopApp(WebApplication app)
    {
        this.app = app;
        http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>How often the endpoint ran.</summary>
    public int Runs { get; private set; }

    public static async Task<ShopApp> StartAsync(
        ScriptedServer server,
        Action<FairUseOptions>? configure = null,
        TimeProvider? time = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services.AddEvenhand(options =>
        {
            options.Address = server.Address;
            options.GateTimeout = Wait.Longest;
            options.Reporting.Source = "shop";
        });
        var app = builder.Build();
        app.Use(SignInAsync);
        ShopApp? shop = null;
        app.MapGet("/orders/{status:int}", (int status) => shop!.Run(status))
            .RequireFairUse("api.called", configure);
        app.MapGet("/free", () => "free");
        await app.StartAsync();
        return shop = new ShopApp(app);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? caller = "acme")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (caller is not null)
            request.Headers.Add("Caller", caller);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Stops as an application does when it is told to: requests end first, so what they report is sent. A caller may have its
    /// answer before that.
    /// </summary>
    public Task StopAsync() => app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private IResult Run(int status)
    {
        Runs++;
        return Results.Text("an order", statusCode: status);
    }

    private static Task SignInAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.TryGetValue("Caller", out var caller))
            context.User = new ClaimsPrincipal(
                new ClaimsIdentity([new Claim("account", caller.ToString())], "test")
            );
        return next(context);
    }
}
