using Evenhand.Client.Wire;
using Evenhand.Runtime.Serving;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Accounts as they stand now.</summary>
internal sealed class AccountRoutes(Node node)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/accounts", List)
            .Describe("Accounts", "List accounts, in the order of their ids")
            .Fails(400);
        routes
            .MapGet("/v1/accounts/{account}", Show)
            .Describe("Accounts", "Show an account as it stands now")
            .Fails(404);
    }

    private Ok<Page<AccountView>> List(string? after, string? limit, HttpContext context)
    {
        var most = Query.Limit(limit);
        if (Caller.Of(context).OnlyAccount is { } own)
            return TypedResults.Ok(Only(node.Account(own), after));
        return TypedResults.Ok(Pages.Of(node.Accounts(after, most), AccountViews.Of));
    }

    private Ok<AccountView> Show(string account) =>
        TypedResults.Ok(AccountViews.Of(node.Account(account) ?? throw Refusal.NoAccount()));

    private static Page<AccountView> Only(
        Runtime.Serving.Views.AccountSummary? own,
        string? after
    ) =>
        new()
        {
            Items =
                own is null || string.CompareOrdinal(own.Id, after) <= 0
                    ? []
                    : [AccountViews.Of(own)],
        };
}
