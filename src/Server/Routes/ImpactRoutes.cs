using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>What versions to come mean for accounts.</summary>
internal sealed class ImpactRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/policies/{name}/{version}/impact", OfPolicy)
            .Describe(
                "Policies",
                "Show what a version to come means for the accounts that it will hold for"
            )
            .WithDescription(
                "Each account is told of a version to come once, with what its last three cycles would have been under it. This lists what was "
                    + "found so far, those first for which most money changes; `done` says whether all accounts have been looked at."
            )
            .Fails(400, 404);
        routes
            .MapGet("/v1/accounts/{account}/impact/{version}", OfAccount)
            .Describe(
                "Accounts",
                "Show what a version to come means for an account, as it was told"
            )
            .Fails(404);
    }

    private Ok<PolicyImpactView> OfPolicy(
        string name,
        string version,
        string? after,
        string? limit
    ) =>
        TypedResults.Ok(
            ImpactViews.Of(
                node.Impacts.Of(name, version, after, Query.Limit(limit))
                    ?? throw Refusal.Missing("policy version")
            )
        );

    private Ok<AccountImpactView> OfAccount(string account, string version) =>
        TypedResults.Ok(
            ImpactViews.Of(
                node.Impacts.OfAccount(new AccountId(account), version)
                    ?? throw Refusal.Missing("notice of that version")
            )
        );
}
