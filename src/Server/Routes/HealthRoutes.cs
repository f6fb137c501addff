using Evenhand.Core.Codes;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Evenhand.Server.Routes;

/// <summary>Whether the process lives, and whether it can serve: for whoever restarts it or sends it requests.</summary>
internal sealed class HealthRoutes(EvenhandNode node, IHostApplicationLifetime lifetime)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/health/live", Live)
            .Describe(Live, "Operations", "Whether the process lives")
            .WithMetadata(Compression.None)
            .Answers(typeof(string), "text/plain");
        routes
            .MapGet("/health/ready", Ready)
            .Describe(
                Ready,
                "Operations",
                "Whether it can serve: the ledger answers, and it is not stopping"
            )
            .WithMetadata(Compression.None)
            .Answers(typeof(string), "text/plain")
            .Fails(503);
    }

    /// <summary>What does not keep it from serving, but wants somebody.</summary>
    private string Notes() => Clock() + Parked(node.Figures.Parked);

    private string Clock() =>
        node.ClockState is { IsTrusted: false } clock
            ? $"{clock.Why}; what time drives waits: evenhand clock\n"
            : "";

    /// <summary>An account that is set aside is no reason to restart the server.</summary>
    private static string Parked(long count) =>
        count == 0
            ? ""
            : $"{Notation.Counted.Of(count, "account")} {Notation.Counted.Word(count, "is", "are")} set aside: GET /v1/accounts?state=parked\n";

    private static Task Live(HttpContext context) => context.Response.WriteAsync("live\n");

    private Task Ready(HttpContext context)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            throw new RequestException(Code.Stopping, "the server is stopping");
        return node.NotReady is { } reason
            ? throw new RequestException(Code.Unavailable, reason)
            : context.Response.WriteAsync($"ready\n{Notes()}");
    }
}
