using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.Reads;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Fate = Evenhand.Core.Replaying;

namespace Evenhand.Server.Routes;

/// <summary>What became of the events that were taken in.</summary>
internal sealed class EventListRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/events", List)
            .Describe(
                "Events",
                "List stored events with the clauses that each touched, or why it touched none"
            )
            .WithDescription(
                "In the order of arrival, of one account or, without account, account by account: a page holds events of one account, "
                    + "so it may be short, or empty, and still have a next. Filters: type, id, clause (of those that touched it), from and to (when they "
                    + "happened, to left out), outcome (counted, unmatched, rejected). With outcome=rejected the list begins with what was turned away in the last week, in the order of time and "
                    + "without its content. An account's key sees its own."
            )
            .Fails(400, 404);

    private Ok<Page<EventView>> List(
        string? account,
        string? type,
        string? id,
        string? outcome,
        string? clause,
        string? from,
        string? to,
        string? after,
        string? limit,
        HttpContext context
    )
    {
        if (account is not null && !Caller.Of(context).MaySee(account))
            throw Refusal.NoAccount();
        var query = new EventQuery(
            AccountId.Or(account ?? Caller.Of(context).OnlyAccount),
            type,
            id,
            Outcome(outcome)
        )
        {
            Clause = clause,
            From = Query.Instant("from", from) ?? Moment.Earliest,
            To = Query.Instant("to", to) ?? Moment.Never,
        };
        var page = node.Events(query, after, Query.Limit(limit)) ?? throw Refusal.NoAccount();
        return TypedResults.Ok(Pages.Of(page, EventViews.Of));
    }

    /// <summary>The outcome that a word stands for; null for any.</summary>
    /// <exception cref="Node.Refusals.RequestException">There is no such word.</exception>
    internal static Fate.EventOutcome? Outcome(string? word) =>
        word switch
        {
            null => null,
            "counted" => Fate.EventOutcome.Counted,
            "unmatched" => Fate.EventOutcome.Unmatched,
            "rejected" => Fate.EventOutcome.Rejected,
            _ => throw Refusal.Malformed("outcome is counted, unmatched or rejected", "?outcome"),
        };
}
