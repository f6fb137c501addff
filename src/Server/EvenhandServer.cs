using System.Text.Encodings.Web;
using System.Text.Json;
using Evenhand.Channels;
using Evenhand.Node;
using Evenhand.Pages.Branding;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Settings;
using Evenhand.Server.Sites;
using Evenhand.Server.Telemetry;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server;

/// <summary>A node behind HTTP: what is set up, and in which order a request passes.</summary>
public static class EvenhandServer
{
    /// <summary>Builds the application around a node; it neither starts the node nor ends it.</summary>
    /// <param name="settings">What is set.</param>
    /// <param name="node">The node that answers.</param>
    /// <param name="find">Finds keys.</param>
    /// <param name="outgoing">What goes out of it.</param>
    /// <param name="logs">Where it logs.</param>
    /// <param name="brand">The vendor's brand; null where it has none.</param>
    public static WebApplication Build(
        ServerSettings settings,
        EvenhandNode node,
        KeyFinder find,
        Outgoing outgoing,
        ILoggerFactory logs,
        Brand? brand
    )
    {
        var clock = node.Clock;
        var pair = TlsPair.Load(settings);
        // Nothing is taken from files or variables that we do not document.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        Observation.Add(builder.Services, settings);
        builder.Services.AddRoutingCore().AddCors();
        Compression.Add(builder.Services);
        builder.Services.AddOpenApi("v1", ApiDocument.Configure);
        builder.Services.Configure<JsonOptions>(json => Wire(json.SerializerOptions));
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = settings.Drain.ToTimeSpan()
        );
        builder.Services.AddSingleton(_ => new NodeMeter(
            () => node.Figures,
            () => node.StoredFigures
        ));
        builder.Services.AddSingleton(_ => SignInOf(settings, node, logs));
        var silent = new SilentConnections(settings.Silence.ToTimeSpan(), clock);
        builder.WebHost.UseKestrel(kestrel => Limit(kestrel, settings, pair, silent));
        builder.WebHost.UseUrls([.. settings.Urls]);
        var app = builder.Build();
        app.Services.GetRequiredService<NodeMeter>();
        var limits = new KeyLimits(settings, clock);
        var wrong = new WrongKeys(logs.CreateLogger("Evenhand.Keys"), clock);
        Use(app, silent.NoteAsync);
        var signIn = app.Services.GetRequiredService<SignIn>();
        Pass(app, settings, new Guard(find, limits, wrong, signIn.Find, signIn.LacksSecond), logs);
        Map(app, settings, node, outgoing, limits, brand, logs);
        return app;
    }

    private static SignIn SignInOf(ServerSettings settings, EvenhandNode node, ILoggerFactory logs)
    {
        var seals = Seals.Of(settings.Data);
        var notices = new NoticeLinks(seals, settings.PublicUrl, node.Clock);
        return new SignIn(node, seals, notices, settings.SecondFactor)
        {
            Passkeys = new Passkeys(
                node,
                seals,
                settings.PublicUrl,
                logs.CreateLogger("Evenhand.SignIn")
            ),
            Provider = OpenIdSettings.Of(settings) is { } provider
                ? new OpenIdProvider(provider, settings.PublicUrl, seals, logs)
                : null,
        };
    }

    /// <summary>The way of a request, outside in.</summary>
    private static void Pass(
        WebApplication app,
        ServerSettings settings,
        Guard guard,
        ILoggerFactory logs
    )
    {
        if (settings.PublicUrl is { Scheme: "https" })
            Use(app, AsOverTls);
        Use(app, RequestIds.InvokeAsync);
        Use(app, new RequestLog(logs.CreateLogger("Evenhand.Requests")).InvokeAsync);
        Use(app, new ProblemMiddleware(logs.CreateLogger("Evenhand.Problems")).InvokeAsync);
        if (!settings.Cors.IsEmpty)
            app.UseCors(cors =>
                cors.WithOrigins([.. settings.Cors])
                    .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
                    .WithHeaders("Authorization", "Content-Type", RequestIds.Field)
                    .WithExposedHeaders(
                        RequestIds.Field,
                        "RateLimit",
                        "RateLimit-Policy",
                        "Retry-After"
                    )
            );
        Use(app, HeadAnswers.InvokeAsync);
        Compression.Use(app);
        Use(app, RawPaths.CutAsync);
        app.UseRouting();
        Use(app, RawPaths.RestoreAsync);
        Use(app, guard.InvokeAsync);
        Use(app, new Parameters().InvokeAsync);
    }

    /// <summary>Behind a proxy that ends TLS requests arrive in plain, and cookies would be handed out for any connection.</summary>
    private static Task AsOverTls(HttpContext context, RequestDelegate next)
    {
        context.Request.Scheme = "https";
        return next(context);
    }

    private static void Use(
        WebApplication app,
        Func<HttpContext, RequestDelegate, Task> middleware
    ) => app.Use(next => context => middleware(context, next));

    private static void Map(
        WebApplication app,
        ServerSettings settings,
        EvenhandNode node,
        Outgoing outgoing,
        KeyLimits limits,
        Brand? brand,
        ILoggerFactory logs
    )
    {
        var clock = node.Clock;
        var signIn = app.Services.GetRequiredService<SignIn>();
        var bodies = new BodyReader(limits, settings.Patience.ToTimeSpan());
        var routes = app.MapGroup("");
        ((IEndpointConventionBuilder)routes).Finally(RequireRow);
        new EventRoutes(node, bodies, settings.MostBody).Map(routes);
        new EventListRoutes(node).Map(routes);
        new ExportRoutes(node).Map(routes);
        new OpenMeterRoutes(node, bodies, settings.MostBody).Map(routes);
        new GateRoutes(node, bodies).Map(routes);
        new ReservationRoutes(node, bodies).Map(routes);
        new AccountRoutes(node).Map(routes);
        new UsageRoutes(node).Map(routes);
        new WalletRoutes(node).Map(routes);
        new LimitRoutes(node, bodies).Map(routes);
        new StatementRoutes(node).Map(routes);
        new ToldRoutes(node).Map(routes);
        new DeliveryRoutes(node, bodies).Map(routes);
        new ThresholdRoutes(node, bodies).Map(routes);
        var shown = signIn.Notices.Shown;
        new RecipientRoutes(node, outgoing.Templates, shown, bodies).Map(routes);
        var endpoints = new Endpoints(node.Deliveries, outgoing.Webhooks, outgoing.Secrets);
        new WebhookRoutes(endpoints, bodies).Map(routes);
        new PolicyRoutes(node, bodies, clock, logs.CreateLogger("Evenhand.Policies")).Map(routes);
        new KeyRoutes(node, bodies, logs.CreateLogger("Evenhand.Keys")).Map(routes);
        new AuditRoutes(node).Map(routes);
        var changes = new ChangeStream(node, app.Lifetime);
        new ChangeRoutes(changes).Map(routes);
        new ActRoutes(node, bodies).Map(routes);
        new PeopleRoutes(node, bodies).Map(routes);
        new StandingRoutes(node).Map(routes);
        new ImpactRoutes(node).Map(routes);
        new TrialRoutes(node, bodies).Map(routes);
        new ReasonsRoutes(node).Map(routes);
        new CaseFileRoutes(node).Map(routes);
        new SaidRoutes(node, bodies).Map(routes);
        new ChargeRoutes(node, bodies).Map(routes);
        new ClockRoutes(node).Map(routes);
        new ObjectRoutes(node).Map(routes);
        new ContentRoutes(node).Map(routes);
        new RetrievalRoutes(node).Map(routes);
        new RuleRoutes(node, bodies).Map(routes);
        new TargetRoutes(node, bodies).Map(routes);
        new PurgeRoutes(node).Map(routes);
        new BulkExportRoutes(node).Map(routes);
        new VaultRoutes(node, bodies).Map(routes);
        var policies = new PolicyPages();
        new PolicyPageRoutes(node, clock, policies).Map(routes);
        new LinkRoutes(node, signIn, bodies).Map(routes);
        new LiveRoutes(changes, signIn).Map(routes);
        new SiteRoutes(settings, node, bodies, signIn, outgoing, policies, brand, logs).Map(routes);
        new HealthRoutes(node, app.Lifetime).Map(routes);
        Observation.Map(routes);
        ((IEndpointConventionBuilder)routes.MapOpenApi("/openapi.json")).Add(KeptAnswer.Keep);
        if (BenchRoutes.Wanted)
            new BenchRoutes(node, bodies, settings.MostBody).Map(app);
    }

    /// <summary>A route about which nobody has said who may call it does not start.</summary>
    private static void RequireRow(EndpointBuilder endpoint)
    {
        var pattern = ((RouteEndpointBuilder)endpoint).RoutePattern.RawText!;
        foreach (
            var method in endpoint
                .Metadata.OfType<IHttpMethodMetadata>()
                .Last()
                .HttpMethods.Where(method => method != HttpMethods.Head)
        )
            endpoint.Metadata.Add(AccessTable.Of(method, pattern));
    }

    private static void Limit(
        KestrelServerOptions kestrel,
        ServerSettings settings,
        TlsPair? pair,
        SilentConnections silent
    )
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = settings.MostBody;
        limits.MaxRequestBufferSize = 256 << 10;
        limits.MaxConcurrentConnections = settings.MostConnections;
        limits.MaxRequestLineSize = 8 << 10;
        limits.MaxRequestHeadersTotalSize = 32 << 10;
        limits.MaxRequestHeaderCount = 64;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
        kestrel.ConfigureEndpointDefaults(silent.Watch);
        if (pair is not null)
            kestrel.ConfigureHttpsDefaults(tls =>
                (tls.ServerCertificate, tls.ServerCertificateChain) = (pair.Own, pair.Chain)
            );
    }

    /// <summary>Answers that routes return are written as the wire's records are.</summary>
    private static void Wire(JsonSerializerOptions options)
    {
        var wire = WireJson.Wire.Options;
        options.TypeInfoResolverChain.Insert(0, WireJson.Wire);
        options.PropertyNamingPolicy = wire.PropertyNamingPolicy;
        options.RespectNullableAnnotations = true;
        options.DefaultIgnoreCondition = wire.DefaultIgnoreCondition;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        foreach (var converter in wire.Converters)
            options.Converters.Add(converter);
    }

    /// <summary>Whoever runs the server hears signals; the framework should not.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
