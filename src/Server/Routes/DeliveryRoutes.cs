using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Reads;
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
using DeliveryStage = Evenhand.Node.Views.DeliveryStage;
using ToldViews = Evenhand.Node.Reads.ToldViews;

namespace Evenhand.Server.Routes;

/// <summary>What goes out to people and programs, and what lies in an account's inbox.</summary>
internal sealed class DeliveryRoutes(EvenhandNode node, BodyReader bodies)
{
    private Deliveries Deliveries => node.Deliveries;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/deliveries", UndeliveredAsync)
            .Describe("Notices", "List what has not arrived, of all accounts")
            .WithDescription(
                "Filters: state (waiting, which is all that is not over; tried; failed; failed_everywhere; held), channel, account, kind, and "
                    + "told_before, an instant or a day. order is urgency (what starts a clock first, the oldest of each sort first) or age. A page "
                    + "may be short, or empty, and still have a next. What failed starts no clock and is not sent again by itself; "
                    + "`POST …/resend` does."
            )
            .Fails(400);
        routes
            .MapGet("/v1/accounts/{account}/deliveries/{id}", Show)
            .Describe("Notices", "Show something that goes out of an account, with every attempt")
            .Fails(404);
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

    private async Task<Ok<Page<DeliveryView>>> UndeliveredAsync(
        string? state,
        string? channel,
        string? account,
        string? kind,
        string? told_before,
        string? order,
        string? after,
        string? limit,
        CancellationToken cancel
    )
    {
        await node.Looks.WholeAsync(cancel);
        var query = new DeliveryQuery(
            StagesOf(state),
            channel,
            AccountId.Or(account),
            kind,
            Query.Instant(nameof(told_before), told_before),
            order switch
            {
                null or "urgency" => DeliveryOrder.Urgency,
                "age" => DeliveryOrder.Age,
                _ => throw Refusal.Malformed("order is urgency or age", "?order"),
            }
        );
        var page = node.Undelivered.Page(query, after, Query.Limit(limit));
        return TypedResults.Ok(
            Pages.Of(page, each => DeliveryViews.Of(each, Deliveries.IsStopped))
        );
    }

    /// <summary>The stages that a word stands for; none for any.</summary>
    /// <exception cref="Node.Refusals.RequestException">There is no such word.</exception>
    internal static IReadOnlyList<DeliveryStage> StagesOf(string? state) =>
        state switch
        {
            null => [],
            "waiting" => [DeliveryStage.Waiting, DeliveryStage.Tried],
            "tried" => [DeliveryStage.Tried],
            "failed" => [DeliveryStage.Failed, DeliveryStage.FailedEverywhere],
            "failed_everywhere" => [DeliveryStage.FailedEverywhere],
            "held" => [DeliveryStage.Held],
            _ => throw Refusal.Malformed(
                "state is waiting, tried, failed, failed_everywhere or held",
                "?state"
            ),
        };

    private Ok<DeliveryView> Show(string account, string id) =>
        TypedResults.Ok(DeliveryViews.Of(Deliveries.Find(new AccountId(account), id)));

    private Ok<Page<DeliveryView>> List(string account, string? after, string? limit) =>
        TypedResults.Ok(
            Pages.Of(
                Deliveries.Of(new AccountId(account), after, Query.Limit(limit)),
                DeliveryViews.Of
            )
        );

    private async Task<Accepted<DeliveryView>> ResendAsync(string id, HttpContext http)
    {
        var question = await SmallBody.ReadAsync(http, bodies, WireJson.Wire.ResendQuestion);
        var account = question.Account ?? throw Refusal.Malformed("whose is it?", "/account");
        await Deliveries.ResendAsync(new AccountId(account), id, Doer.Of(Caller.Of(http).Key));
        return TypedResults.Accepted(
            (string?)null,
            DeliveryViews.Of(Deliveries.Find(new AccountId(account), id))
        );
    }

    private Ok<Page<InboxView>> Inbox(string account, string? after, string? limit)
    {
        var page =
            node.Notices(new AccountId(account), after, Query.Limit(limit))
            ?? throw Refusal.NoAccount();
        var opened = Deliveries.Opened(new AccountId(account));
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
        await Deliveries.OpenAsync(new AccountId(account), notice, Caller.Of(http).Key.Id);
        return TypedResults.NoContent();
    }
}
