using System.Security.Claims;
using Evenhand.Server.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Evenhand.Server.Access;

/// <summary>
/// The provider at which persons may sign in, spoken with by OpenID Connect: the code flow with PKCE, state and nonce. It keeps no
/// session and no token: what comes back is who somebody is there. The framework's handler does it, outside the framework's own
/// authentication, which would look at every request.
/// </summary>
internal sealed partial class OpenIdProvider : IDisposable
{
    /// <summary>Where people begin.</summary>
    public const string Page = SignIn.Page + "/openid";

    /// <summary>Where the provider leads them back to.</summary>
    public const string Back = Page + "/back";

    private const string EmailVerified = "email_verified";

    private static readonly AuthenticationScheme Scheme = new(
        "openid",
        null,
        typeof(OpenIdConnectHandler)
    );

    /// <summary>How long people may take at the provider.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    private readonly ServiceProvider parts;
    private readonly ILogger log;

    /// <summary>A provider.</summary>
    /// <param name="settings">Which.</param>
    /// <param name="publicUrl">Where people reach this server; null for where they came to.</param>
    /// <param name="seals">Seals what is known until somebody comes back.</param>
    /// <param name="logs">Where it logs.</param>
    public OpenIdProvider(OpenIdSettings settings, Uri? publicUrl, Seals seals, ILoggerFactory logs)
    {
        (Name, log) = (settings.Name, logs.CreateLogger("Evenhand.SignIn"));
        var services = new ServiceCollection();
        services.AddSingleton(logs);
        services.AddWebEncoders();
        services.AddTransient<OpenIdConnectHandler>();
        services.AddSingleton<IDataProtectionProvider>(seals.For("openid"));
        services.AddSingleton<
            IPostConfigureOptions<OpenIdConnectOptions>,
            OpenIdConnectPostConfigureOptions
        >();
        services.Configure<OpenIdConnectOptions>(
            Scheme.Name,
            options => Set(options, settings, publicUrl)
        );
        parts = services.BuildServiceProvider();
    }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>Where somebody goes to sign in there.</summary>
    /// <param name="context">The request; cookies go with its answer, of which nothing has been sent.</param>
    /// <param name="trip">What is known of it when somebody comes back.</param>
    /// <returns>The address at the provider; null where the provider cannot be reached, which is logged.</returns>
    public async Task<string?> LeaveAsync(HttpContext context, IDictionary<string, string?> trip)
    {
        var handler = await HandlerAsync(context);
        try
        {
            await handler.ChallengeAsync(new AuthenticationProperties(trip));
        }
        // So the handler says that what the provider says of itself could not be fetched.
        catch (InvalidOperationException fault)
        {
            TellUnreachable(log, fault);
            return null;
        }
        var to = context.Response.Headers.Location.ToString();
        context.Response.Headers.Location = default;
        context.Response.StatusCode = StatusCodes.Status200OK;
        return to;
    }

    /// <summary>What the provider says of somebody who comes back.</summary>
    public async Task<ProviderAnswer> AnswerAsync(HttpContext context)
    {
        var handler = await HandlerAsync(context);
        await handler.HandleRequestAsync();
        return context.Features.Get<ProviderAnswer>()
            ?? new ProviderAnswer(null, null, "nothing came back");
    }

    /// <inheritdoc/>
    public void Dispose() => parts.Dispose();

    private async Task<OpenIdConnectHandler> HandlerAsync(HttpContext context)
    {
        var handler = parts.GetRequiredService<OpenIdConnectHandler>();
        await handler.InitializeAsync(Scheme, context);
        return handler;
    }

    private static void Set(OpenIdConnectOptions options, OpenIdSettings provider, Uri? publicUrl)
    {
        (options.Authority, options.ClientId) = (provider.Authority.AbsoluteUri, provider.Client);
        options.ClientSecret = provider.Secret();
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // Back by an address, so that cookies may be Lax: a form from another site would need cookies that every site sends.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapUniqueJsonKey(EmailVerified, EmailVerified);
        options.SaveTokens = false;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("email");
        options.CallbackPath = Back;
        options.RemoteAuthenticationTimeout = Lasting;
        Keep(options.CorrelationCookie, "evenhand-openid-state.");
        Keep(options.NonceCookie, "evenhand-openid-nonce.");
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context =>
            {
                if (publicUrl is not null)
                    context.ProtocolMessage.RedirectUri = publicUrl.AbsoluteUri.TrimEnd('/') + Back;
                return Task.CompletedTask;
            },
            OnTicketReceived = context =>
            {
                var answer = new ProviderAnswer(
                    SubjectOf(context.Principal!),
                    context.Properties,
                    null
                );
                context.HttpContext.Features.Set(answer);
                context.HandleResponse();
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                var why = context.Failure?.Message ?? "no reason was given";
                context.HttpContext.Features.Set(new ProviderAnswer(null, context.Properties, why));
                context.HandleResponse();
                return Task.CompletedTask;
            },
        };
    }

    private static void Keep(CookieBuilder cookie, string name)
    {
        (cookie.Name, cookie.Path, cookie.HttpOnly) = (name, Page, true);
        (cookie.SameSite, cookie.SecurePolicy) = (
            SameSiteMode.Lax,
            CookieSecurePolicy.SameAsRequest
        );
    }

    private static ProviderSubject SubjectOf(ClaimsPrincipal principal)
    {
        var subject = principal.FindFirst("sub")!;
        var isVerified =
            principal.FindFirst(EmailVerified)?.Value is { } said
            && said.Equals("true", StringComparison.OrdinalIgnoreCase);
        return new(
            principal.FindFirst("iss")?.Value ?? subject.Issuer,
            subject.Value,
            isVerified ? principal.FindFirst("email")?.Value : null
        );
    }

    [LoggerMessage(
        EventId = 7,
        Level = LogLevel.Warning,
        Message = "The provider at which persons sign in cannot be reached"
    )]
    private static partial void TellUnreachable(ILogger log, Exception fault);
}
