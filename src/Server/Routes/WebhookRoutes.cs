using Evenhand.Node.Roles;
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

/// <summary>Endpoints of webhooks: the operators', which are told of all accounts, and each account's own.</summary>
internal sealed class WebhookRoutes(Endpoints endpoints, BodyReader bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        const string all = "/v1/webhooks";
        const string own = "/v1/accounts/{account}/webhooks";
        Tell(routes.MapGet(all, () => List(null)), "List the operators' endpoints");
        Tell(routes.MapGet(own, (string account) => List(account)), "List an account's endpoints")
            .Fails(404);
        Takes(routes.MapPost(all, (Delegate)((HttpContext http) => MakeAsync(null, http))))
            .Describe("Webhooks", "Add an endpoint that is told of all accounts");
        Takes(routes.MapPost(own, (string account, HttpContext http) => MakeAsync(account, http)))
            .Describe("Webhooks", "Add an endpoint that is told of one account");
        Takes(
                routes.MapPut(
                    all + "/{id}",
                    (string id, HttpContext http) => SetAsync(null, id, http)
                )
            )
            .Describe(
                "Webhooks",
                "Set an operators' endpoint anew; one that was disabled is tried again"
            );
        Takes(
                routes.MapPut(
                    own + "/{id}",
                    (string account, string id, HttpContext http) => SetAsync(account, id, http)
                )
            )
            .Describe(
                "Webhooks",
                "Set an account's endpoint anew; one that was disabled is tried again"
            );
        MapDeeds(routes, all, own);
    }

    private void MapDeeds(IEndpointRouteBuilder routes, string all, string own)
    {
        Tell(
            routes.MapDelete(
                all + "/{id}",
                (string id, HttpContext http) => EndAsync(null, id, http)
            ),
            "Take an operators' endpoint away"
        );
        Tell(
            routes.MapDelete(
                own + "/{id}",
                (string account, string id, HttpContext http) => EndAsync(account, id, http)
            ),
            "Take an account's endpoint away"
        );
        Tell(
            routes.MapPost(
                all + "/{id}/rotate",
                (string id, HttpContext http) => RotateAsync(null, id, http)
            ),
            "Replace the secret of an operators' endpoint; the old one signs too for a day"
        );
        Tell(
            routes.MapPost(
                own + "/{id}/rotate",
                (string account, string id, HttpContext http) => RotateAsync(account, id, http)
            ),
            "Replace the secret of an account's endpoint; the old one signs too for a day"
        );
        Tell(
            routes.MapPost(all + "/{id}/test", (string id) => TestAsync(null, id)),
            "Post a test to an operators' endpoint, and say what came of it"
        );
        Tell(
            routes.MapPost(
                own + "/{id}/test",
                (string account, string id) => TestAsync(account, id)
            ),
            "Post a test to an account's endpoint, and say what came of it"
        );
    }

    private static RouteHandlerBuilder Tell(RouteHandlerBuilder route, string summary) =>
        route.Describe("Webhooks", summary).Fails(400, 404, 503);

    private static RouteHandlerBuilder Takes(RouteHandlerBuilder route) =>
        route.Takes(typeof(WebhookQuestion), Media.Json).Fails(400, 404, 413, 415, 503);

    private Ok<Page<WebhookView>> List(string? account) =>
        TypedResults.Ok(Pages.Whole(endpoints.Of(account), DeliveryViews.Of));

    private async Task<Created<WebhookSecret>> MakeAsync(string? account, HttpContext http)
    {
        var (target, text) = await endpoints.AddAsync(account, await ReadAsync(http), DoerOf(http));
        var list = account is null
            ? "/v1/webhooks"
            : $"/v1/accounts/{Uri.EscapeDataString(account)}/webhooks";
        return TypedResults.Created(list, new WebhookSecret { Id = target.Id, Secret = text });
    }

    private async Task<Ok<WebhookView>> SetAsync(string? account, string id, HttpContext http)
    {
        _ = endpoints.Find(account, id);
        var question = await ReadAsync(http);
        return TypedResults.Ok(
            DeliveryViews.Of(await endpoints.SetAsync(account, id, question, DoerOf(http)))
        );
    }

    private async Task<NoContent> EndAsync(string? account, string id, HttpContext http)
    {
        await endpoints.EndAsync(account, id, DoerOf(http));
        return TypedResults.NoContent();
    }

    private async Task<Ok<WebhookSecret>> RotateAsync(string? account, string id, HttpContext http)
    {
        var text = await endpoints.RotateAsync(account, id, DoerOf(http));
        return TypedResults.Ok(new WebhookSecret { Id = id, Secret = text });
    }

    private async Task<Ok<WebhookTest>> TestAsync(string? account, string id) =>
        TypedResults.Ok(DeliveryViews.Of(await endpoints.TestAsync(account, id)));

    private Task<WebhookQuestion> ReadAsync(HttpContext http) =>
        SmallBody.ReadAsync(http, bodies, WireJson.Wire.WebhookQuestion);

    private static Doer DoerOf(HttpContext http) => Doer.Of(Caller.Of(http).Key);
}
