using System.Security.Cryptography;
using Evenhand.Channels.Webhooks;
using Evenhand.Core.Stream;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Endpoints of webhooks: the operators', which are told of all accounts, and each account's own.</summary>
internal sealed class WebhookRoutes(
    Deliveries deliveries,
    WebhookChannel channel,
    WebhookSecrets secrets,
    BodyReader bodies
)
{
    private const int LongestText = 1_000;
    private const int MostKinds = 50;

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
        TypedResults.Ok(Pages.Whole(Hooks(account), DeliveryViews.Of));

    private async Task<Created<WebhookSecret>> MakeAsync(string? account, HttpContext http)
    {
        var question = await SmallBody.ReadAsync(http, bodies, WireJson.Wire.WebhookQuestion);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var (target, text) = secrets.Renew(
            Read(account, new Target(id, WebhookChannel.Name, ""), question),
            deliveries.Now
        );
        await deliveries.SetAsync(AccountId.Or(account), target, DoerOf(http));
        var list = account is null
            ? "/v1/webhooks"
            : $"/v1/accounts/{Uri.EscapeDataString(account)}/webhooks";
        return TypedResults.Created(list, new WebhookSecret { Id = id, Secret = text });
    }

    private async Task<Ok<WebhookView>> SetAsync(string? account, string id, HttpContext http)
    {
        var before = Find(account, id);
        var question = await SmallBody.ReadAsync(http, bodies, WireJson.Wire.WebhookQuestion);
        var target = Read(account, before with { Disabled = null }, question);
        return TypedResults.Ok(
            DeliveryViews.Of(await deliveries.SetAsync(AccountId.Or(account), target, DoerOf(http)))
        );
    }

    private async Task<NoContent> EndAsync(string? account, string id, HttpContext http)
    {
        await deliveries.EndAsync(AccountId.Or(account), Find(account, id).Id, DoerOf(http));
        return TypedResults.NoContent();
    }

    private async Task<Ok<WebhookSecret>> RotateAsync(string? account, string id, HttpContext http)
    {
        var (target, text) = secrets.Renew(Find(account, id), deliveries.Now);
        await deliveries.SetAsync(AccountId.Or(account), target, DoerOf(http));
        return TypedResults.Ok(new WebhookSecret { Id = id, Secret = text });
    }

    private async Task<Ok<WebhookTest>> TestAsync(string? account, string id)
    {
        var receipt = await EndpointTest.SendAsync(deliveries, Find(account, id));
        return TypedResults.Ok(DeliveryViews.Of(receipt));
    }

    private Target Read(string? account, Target before, WebhookQuestion question)
    {
        if (account is null && question.Digest is not null)
            throw Refusal.Malformed("only an account's own endpoint has a digest", "/digest");
        var url = question.Url ?? before.Address;
        if (url.Length > LongestText || channel.Objection(url) is { } why && why.Length > 0)
            throw Refusal.Malformed(channel.Objection(url) ?? "the address is too long", "/url");
        if (question.Name?.Length > LongestText)
            throw Refusal.Malformed($"a name has at most {LongestText} characters", "/name");
        if (question.Kinds is { } kinds && (kinds.Count > MostKinds || kinds.Any(IsOdd)))
            throw Refusal.Malformed($"kinds are up to {MostKinds} words such as step", "/kinds");
        return before with
        {
            Address = url,
            Name = question.Name ?? before.Name,
            Kinds = question.Kinds is { } wanted ? [.. wanted] : before.Kinds,
            DigestHour = DigestHours.Read(question.Digest, before.DigestHour),
        };
    }

    private static bool IsOdd(string kind) => kind is not { Length: > 0 and <= 100 };

    private Target[] Hooks(string? account) =>
        [
            .. deliveries
                .Targets(AccountId.Or(account))
                .Where(each => each.Channel == WebhookChannel.Name),
        ];

    private Target Find(string? account, string id) =>
        Hooks(account).FirstOrDefault(each => each.Id == id) ?? throw Refusal.Missing("endpoint");

    private static Doer DoerOf(HttpContext http) => Doer.Of(Caller.Of(http).Key);
}
