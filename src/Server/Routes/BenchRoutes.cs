using System.Text.Json.Serialization;
using Evenhand.Node;
using Evenhand.Node.Bodies;
using Evenhand.Server.Access;
using Evenhand.Server.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>
/// The yardsticks of the benchmark (bench/Serve). They are there only when <see cref="Variable"/> is 1, and are no part
/// of the surface that is described.
/// </summary>
internal sealed class BenchRoutes(EvenhandNode node, BodyReader bodies, int mostBytes)
{
    public const string Variable = "EVENHAND_BENCH";

    public static bool Wanted => Environment.GetEnvironmentVariable(Variable) == "1";

    public void Map(IEndpointRouteBuilder routes)
    {
        // The same keys as for reporting, so that the ratio tells of what comes after the door.
        routes
            .MapPost("/bench/parse", ParseAsync)
            .WithMetadata(AccessTable.Of("POST", "/v1/events"));
        routes
            .MapPost("/bench/echo", EchoAsync)
            .WithMetadata(new RouteAccess("POST", "/bench/echo", []));
        routes.MapPost("/bench/look", LookAsync).WithMetadata(AccessTable.Of("GET", "/v1/keys"));
        routes
            .MapPost("/bench/collect", CollectAsync)
            .WithMetadata(AccessTable.Of("GET", "/v1/keys"));
    }

    /// <summary>Looks after everything that is due, as time does by itself.</summary>
    private async Task LookAsync(HttpContext context)
    {
        await node.LookAfterDueAsync();
        await context.Response.WriteAsJsonAsync(new Parsed(0), BenchJson.Default.Parsed);
    }

    /// <summary>Reads an array of events as ingest does, and forgets them.</summary>
    private async Task ParseAsync(HttpContext context)
    {
        using var body = await bodies.ReadAsync(context, mostBytes);
        var events = node.ParseOnly(body.Bytes, BodyFormat.Array);
        await context.Response.WriteAsJsonAsync(new Parsed(events), BenchJson.Default.Parsed);
    }

    /// <summary>What anybody would write: a small JSON in, a small JSON out, by the framework's own generator.</summary>
    private static async Task EchoAsync(HttpContext context)
    {
        var asked = await context.Request.ReadFromJsonAsync(BenchJson.Default.Asked);
        await context.Response.WriteAsJsonAsync(
            new Echoed(asked?.Account ?? "", asked?.Act ?? "", "allow"),
            BenchJson.Default.Echoed
        );
    }

    /// <summary>Collects garbage, and tells what is left.</summary>
    private static Task CollectAsync(HttpContext context)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return context.Response.WriteAsJsonAsync(
            new Collected(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet),
            BenchJson.Default.Collected
        );
    }

    internal sealed record Asked(string? Account, string? Act, AskedWith? With);

    internal sealed record AskedWith(long? Count, string? Operation, string? User);

    internal sealed record Echoed(string Account, string Act, string Outcome);

    internal sealed record Parsed(int Events);

    internal sealed record Collected(long Heap, long Resident);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BenchRoutes.Asked))]
[JsonSerializable(typeof(BenchRoutes.Echoed))]
[JsonSerializable(typeof(BenchRoutes.Parsed))]
[JsonSerializable(typeof(BenchRoutes.Collected))]
internal sealed partial class BenchJson : JsonSerializerContext;
