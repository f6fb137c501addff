using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Accounts as they stand now.</summary>
internal sealed class AccountRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/accounts", List)
            .Describe("Accounts", "List accounts, in the order of their ids")
            .WithDescription(
                "With state=parked, only those that are set aside because something failed in them, and why. "
                    + "With state=unopened, the names that events speak of and that nobody has opened, which are not listed else."
            )
            .Fails(400);
        routes
            .MapGet("/v1/accounts/{account}", Show)
            .Describe("Accounts", "Show an account as it stands now")
            .Fails(404);
    }

    private Ok<Page<AccountView>> List(
        string? after,
        string? limit,
        string? state,
        HttpContext context
    )
    {
        var most = Query.Limit(limit);
        var parked = state == "parked";
        var opened = IsOfOpened(state);
        if (Caller.Of(context).OnlyAccount is { } own)
            return TypedResults.Ok(
                Only(
                    node.Account(new AccountId(own)) is { } it
                    && (!parked || it.Parked is not null)
                    && it.IsOpened == opened
                        ? it
                        : null,
                    after
                )
            );
        var page = parked ? node.ParkedAccounts(after, most) : node.Accounts(after, most, opened);
        return TypedResults.Ok(Pages.Of(page, AccountViews.Of));
    }

    private static bool IsOfOpened(string? state) =>
        state switch
        {
            null or "parked" => true,
            "unopened" => false,
            _ => throw Refusal.Malformed(
                "state is parked or unopened, or is left out for all accounts"
            ),
        };

    private Ok<AccountView> Show(string account) =>
        TypedResults.Ok(
            AccountViews.Of(node.Account(new AccountId(account)) ?? throw Refusal.NoAccount())
        );

    private static Page<AccountView> Only(Node.Views.AccountSummary? own, string? after) =>
        new()
        {
            Items =
                own is null || string.CompareOrdinal(own.Id.Text, after) <= 0
                    ? []
                    : [AccountViews.Of(own)],
        };
}
