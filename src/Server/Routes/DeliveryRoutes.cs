using Evenhand.Node;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
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
using ToldViews = Evenhand.Node.Reads.ToldViews;

namespace Evenhand.Server.Routes;

/// <summary>What goes out to people and programs, and what lies in an account's inbox.</summary>
internal sealed class DeliveryRoutes(EvenhandNode node, BodyReader bodies)
{
    private Deliveries Deliveries => node.Deliveries;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/deliveries", Failed)
            .Describe("Notices", "List what failed for good, of all accounts, newest first")
            .WithDescription(
                "What failed for good starts no clock. It is not sent again by itself; `POST …/resend` does."
            )
            .Fails(400);
        routes
            .MapGet("/v1/accounts/{account}/deliveries", List)
            .Describe(
                "Notices",
                "List what goes out of an account, with every attempt, newest first"
            )
            .Fails(400, 404);
        routes
            .MapPost("/v1/deliveries/{id}/resend", ResendAsync)
            .Describe("Notices", "Send once more what is over, with the id that it had")
            .Takes(typeof(ResendQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415, 503);
        routes
            .MapGet("/v1/accounts/{account}/inbox", Inbox)
            .Describe("Notices", "List what lies in an account's inbox")
            .Fails(400, 404);
        routes
            .MapPost("/v1/accounts/{account}/inbox/{notice}/opened", OpenAsync)
            .Describe(
                "Notices",
                "Say that the account's people have opened a notice: it has arrived"
            )
            .WithDescription(
                "Only by the account's own key: whoever sends a notice cannot receive it."
            )
            .Fails(404, 503);
    }

    private Ok<Page<DeliveryView>> Failed(string? state, string? after, string? limit) =>
        state is null or "failed"
            ? TypedResults.Ok(
                Pages.Of(Deliveries.Failed(after, Query.Limit(limit)), DeliveryViews.Of)
            )
            : throw Refusal.Malformed(
                "of all accounts only state=failed is listed; of one see its deliveries",
                "?state"
            );

    private Ok<Page<DeliveryView>> List(string account, string? after, string? limit) =>
        TypedResults.Ok(
            Pages.Of(Deliveries.Of(account, after, Query.Limit(limit)), DeliveryViews.Of)
        );

    private async Task<Accepted> ResendAsync(string id, HttpContext http)
    {
        var question = await SmallBody.ReadAsync(http, bodies, WireJson.Wire.ResendQuestion);
        var account = question.Account ?? throw Refusal.Malformed("whose is it?", "/account");
        await Deliveries.ResendAsync(account, id, Doer.Of(Caller.Of(http).Key));
        return TypedResults.Accepted((string?)null);
    }

    private Ok<Page<InboxView>> Inbox(string account, string? after, string? limit)
    {
        var page = node.Notices(account, after, Query.Limit(limit)) ?? throw Refusal.NoAccount();
        var opened = Deliveries.Opened(account);
        return TypedResults.Ok(
            Pages.Of(
                page,
                notice => new InboxView
                {
                    Notice = ToldViews.Of(notice),
                    Opened =
                        notice.Id is { } id && opened.TryGetValue(id, out var at)
                            ? Instants.Of(at)
                            : null,
                }
            )
        );
    }

    private async Task<NoContent> OpenAsync(string account, string notice, HttpContext http)
    {
        await Deliveries.OpenAsync(account, notice, Caller.Of(http).Key.Id);
        return TypedResults.NoContent();
    }
}
