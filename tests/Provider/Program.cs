using System.Security.Claims;
using Evenhand.Tests.Provider;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

const string client = "evenhand";
var shared = args[0];
var who = new Who("sub-1", "ann@example.com", IsVerified: true);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder
    .Services.AddOpenIddict()
    .AddServer(server =>
    {
        server
            .SetAuthorizationEndpointUris("authorize")
            .SetTokenEndpointUris("token")
            .SetUserInfoEndpointUris("userinfo")
            .AllowAuthorizationCodeFlow()
            .RequireProofKeyForCodeExchange()
            .RegisterScopes(Scopes.OpenId, Scopes.Email)
            .AddEphemeralEncryptionKey()
            .AddEphemeralSigningKey()
            // No stores: what they would answer is answered below.
            .EnableDegradedMode()
            .UseAspNetCore()
            .DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(each =>
            each.UseInlineHandler(context =>
            {
                if (
                    context.ClientId != client
                    || !Uri.TryCreate(context.RedirectUri, UriKind.Absolute, out var back)
                    || !back.IsLoopback
                    || back.AbsolutePath != "/console/sign-in/openid/back"
                )
                    context.Reject(Errors.InvalidClient, "no such client, or another address");
                return default;
            })
        );
        server.AddEventHandler<ValidateTokenRequestContext>(each =>
            each.UseInlineHandler(context =>
            {
                if (context.ClientId != client || context.ClientSecret != shared)
                    context.Reject(Errors.InvalidClient, "no such client, or another secret");
                return default;
            })
        );
        server.AddEventHandler<HandleAuthorizationRequestContext>(each =>
            each.UseInlineHandler(context =>
            {
                if (who.Subject.Length == 0)
                    context.Reject(Errors.AccessDenied, "whoever it was said no");
                else
                    context.SignIn(who.Principal(context.Request.GetScopes()));
                return default;
            })
        );
        server.AddEventHandler<HandleUserInfoRequestContext>(each =>
            each.UseInlineHandler(context =>
            {
                (context.Email, context.EmailVerified) = (who.Email, who.IsVerified);
                return default;
            })
        );
    });
var app = builder.Build();
app.MapPost(
    "/who",
    (string subject, string email, bool verified) => who = new(subject, email, verified)
);
await app.StartAsync();
Console.WriteLine(app.Urls.First());

// Whoever started it holds the other end.
await Console.In.ReadToEndAsync();
await app.StopAsync();
