using Evenhand.Server.Description;
using Evenhand.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Evenhand.Server.Telemetry;

/// <summary>Sets up logs, metrics and traces.</summary>
internal static class Observation
{
    private const string Product = "evenhand";

    public static void AddLogs(ILoggingBuilder logs, ServerSettings settings)
    {
        logs.SetMinimumLevel(settings.LogLevel);
        // Below warnings the framework tells addresses with their queries.
        logs.AddFilter("Microsoft", LogLevel.Warning);
        logs.AddFilter("System", LogLevel.Warning);
        // Why a start failed is told by whoever starts it, in words.
        logs.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logs.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        if (settings.LogsAsJson)
            logs.AddJsonConsole(format =>
                (format.UseUtcTimestamp, format.TimestampFormat) = (true, "O")
            );
        else
            logs.AddSimpleConsole(format =>
                (format.UseUtcTimestamp, format.TimestampFormat, format.SingleLine) = (
                    true,
                    "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ",
                    true
                )
            );
    }

    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Product))
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(
                        NodeMeter.Name,
                        "Microsoft.AspNetCore.Hosting",
                        "Microsoft.AspNetCore.Server.Kestrel",
                        "System.Runtime"
                    )
                    .AddPrometheusExporter()
            );
        if (settings.Otlp is not { } collector)
            return;
        telemetry
            .WithMetrics(metrics => metrics.AddOtlpExporter(otlp => otlp.Endpoint = collector))
            .WithTracing(traces =>
                traces
                    .AddAspNetCoreInstrumentation(incoming =>
                        incoming.Filter = context =>
                            !context.Request.Path.StartsWithSegments("/health")
                    )
                    .AddOtlpExporter(otlp => otlp.Endpoint = collector)
            );
    }

    /// <summary>Maps <c>GET /metrics</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPrometheusScrapingEndpoint("/metrics")
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
            .Describe("Operations", "Show the server's figures, as Prometheus takes them")
            .Answers(typeof(string), "text/plain");
}
