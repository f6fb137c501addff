using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Ending what a decision has held. Both ways are idempotent.</summary>
internal sealed class ReservationRoutes(EvenhandNode node, BodyReader bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/v1/reservations/{id}/settle", SettleAsync)
            .Describe("Gate", "Settle a reservation: the act happened")
            .WithDescription("Ends the hold and records nothing: the act's own event counts.")
            .Takes(typeof(SettleQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415, 503);
        routes
            .MapPost("/v1/reservations/{id}/release", ReleaseAsync)
            .Describe("Gate", "Release a reservation: the act did not happen")
            .Fails(404, 409, 503);
    }

    private async Task<Ok<ReservationAnswer>> SettleAsync(string id, HttpContext context)
    {
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.SettleQuestion);
        var quantity = SmallBody.Quantity(question.Quantity, "/quantity");
        var hold = await node.SettleAsync(
            id,
            quantity,
            AccountId.Or(Caller.Of(context).OnlyAccount)
        );
        return TypedResults.Ok(ReservationViews.Of(hold));
    }

    private async Task<Ok<ReservationAnswer>> ReleaseAsync(string id, HttpContext context)
    {
        var hold = await node.ReleaseAsync(id, AccountId.Or(Caller.Of(context).OnlyAccount));
        return TypedResults.Ok(ReservationViews.Of(hold));
    }
}
