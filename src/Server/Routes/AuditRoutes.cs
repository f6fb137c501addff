using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.Audit;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Who did what to terms and money.</summary>
internal sealed class AuditRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/audit", ListAsync)
            .Describe("Audit", "List who did what to terms and money, oldest first")
            .WithDescription(
                "Every event that is no usage, keys made and ended, policy versions published, accounts mended, events refiled and what "
                    + "the clock did. Filters: account, type, key (its id), from and to."
            )
            .Fails(400);

    private async Task<Ok<Page<AuditView>>> ListAsync(
        string? account,
        string? type,
        string? key,
        string? from,
        string? to,
        string? after,
        string? limit
    )
    {
        var query = new AuditQuery
        {
            After = After(after),
            Account = AccountId.Or(account),
            Type = type,
            Key = key,
            From = Query.Instant("from", from) ?? Moment.Earliest,
            To = Query.Instant("to", to) ?? Moment.Never,
        };
        return TypedResults.Ok(
            Pages.Of(await node.AuditAsync(query, Query.Limit(limit)), AuditViews.Of)
        );
    }

    private static AuditPlace? After(string? text)
    {
        if (text is null)
            return null;
        return AuditPlace.TryParse(text, out var place)
            ? place
            : throw Refusal.Malformed("after is no cursor of this list", "?after");
    }
}
