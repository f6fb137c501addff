using System.Diagnostics;
using Evenhand.Node.Roles;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Telemetry;

/// <summary>A line for each request: warnings where we could not serve it, else only when debugging.</summary>
/// <param name="log">Where it is told.</param>
internal sealed partial class RequestLog(ILogger log)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        return log.IsEnabled(LogLevel.Warning) ? LoggedAsync(context, next) : next(context);
    }

    private async Task LoggedAsync(HttpContext context, RequestDelegate next)
    {
        var begun = Stopwatch.GetTimestamp();
        await next(context);
        var failed = context.Response.StatusCode >= StatusCodes.Status500InternalServerError;
        var level = failed ? LogLevel.Warning : LogLevel.Debug;
        if (!log.IsEnabled(level))
            return;
        var method = Method(context.Request.Method);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        var milliseconds = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        var status = context.Response.StatusCode;
        var key = context.Features.Get<Key>()?.Id ?? "none";
        Tell(level, method, route, status, milliseconds, context.TraceIdentifier, key);
    }

    // A method is free text of the sender's.
    private static string Method(string method) =>
        method.Length <= 16 && method.All(char.IsAsciiLetter) ? method : "(odd)";

    [LoggerMessage(
        EventId = 2,
        Message = "{Method} {Route} {Status} in {Milliseconds:0.0} ms, request {RequestId}, key {KeyId}"
    )]
    private partial void Tell(
        LogLevel level,
        string method,
        string route,
        int status,
        double milliseconds,
        string requestId,
        string keyId
    );
}
