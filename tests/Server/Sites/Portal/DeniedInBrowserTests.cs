using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Evenhand.Client.AspNetCore;
using Evenhand.Tests.Tidy;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>A customer's developer is refused, and the answer leads to what there is, and to when there is more.</summary>
public sealed class DeniedInBrowserTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;
    private WebApplication shop = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(
            policies: Path.Combine(Tree.Root(), "samples", "shop-api")
        );
        await server.PostAsync(
            "/v1/events",
            TestEvents.Line(
                "acme",
                "open",
                "account.opened",
                """{"policy":"shop","currency":"EUR","time_zone":"Europe/Dublin"}""",
                DateTimeOffset.UtcNow.AddDays(-3)
            ),
            "application/x-ndjson"
        );
        shop = await ShopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await shop.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_429_leads_to_the_page_of_that_allowance_in_the_portal()
    {
        await server.PostAsync(
            "/v1/events",
            TestEvents.Line("acme", "ten", "api.called", """{"count":10}""", DateTimeOffset.UtcNow),
            "application/x-ndjson"
        );
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(shop.Urls.Single()),
        };
        using var denied = await http.GetAsync("/orders", TestContext.Current.CancellationToken);
        denied.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var problem = (
            await denied.Content.ReadFromJsonAsync(
                WireJson.Wire.Problem,
                TestContext.Current.CancellationToken
            )
        )!;
        problem.Clause.ShouldBe("too-many-calls");
        problem.PortalUrl.ShouldBe("/fair-use/too-many-calls");
        using var led = await http.GetAsync(
            problem.PortalUrl,
            TestContext.Current.CancellationToken
        );
        led.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        BrowserWalk
            .By(server, led.Headers.Location!.OriginalString)
            .Then("see", "10 of 10 calls")
            .Then("see", "Used up")
            .Then("see", "times in Dublin")
            .Then("see", "What makes room again")
            .Go();
    }

    /// <summary>A shop whose customers' developers come in for <c>acme</c>, with a page that leads on to the portal.</summary>
    private async Task<WebApplication> ShopAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddEvenhand(options =>
        {
            options.Address = server.Address;
            options.Key = ServerUnderTest.AdminKey;
            options.GateTimeout = Wait.Longest;
            options.Reporting.Source = "shop";
            options.FairUse.Account = _ => "acme";
            options.FairUse.Portal = (_, clause) => $"/fair-use/{clause}";
        });
        var app = builder.Build();
        app.MapGet("/orders", () => "an order").RequireFairUse("api.called");
        app.MapGet("/fair-use/{clause}", LeadOnAsync);
        await app.StartAsync();
        return app;
    }

    private async Task<IResult> LeadOnAsync(string clause)
    {
        var made = await server.PostAsync(
            "/v1/accounts/acme/portal-links",
            JsonSerializer.Serialize(new { clause })
        );
        return Results.Redirect(made.Json.GetProperty("url").GetString()!);
    }
}
