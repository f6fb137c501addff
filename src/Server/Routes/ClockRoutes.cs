using Evenhand.Node;
using Evenhand.Node.Clock;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>The clock: how it stands, and that a person says it is right.</summary>
internal sealed class ClockRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/clock", Show)
            .Describe("Operations", "How the machine's clock stands, and whether it is followed");
        routes
            .MapPost("/v1/clock/confirm", (Delegate)ConfirmAsync)
            .Describe("Operations", "Say that the machine's clock is right as it is now")
            .Fails(503);
    }

    private Ok<ClockView> Show() => TypedResults.Ok(Of(node.ClockState));

    private async Task<Ok<ClockView>> ConfirmAsync(HttpContext context) =>
        TypedResults.Ok(Of(await node.ConfirmClockAsync(Caller.Of(context).Key.Id)));

    private static ClockView Of(ClockState state) =>
        new()
        {
            Now = Instants.Of(state.Now),
            Clock = Instants.Of(state.Wall),
            Followed = state.IsTrusted,
            Since = Instants.Of(state.Since),
            Why = state.IsTrusted ? null : state.Why,
        };
}
