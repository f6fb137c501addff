using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Replay.Output;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ToldViews = Evenhand.Node.Reads.ToldViews;

namespace Evenhand.Server.Routes;

/// <summary>What an account was told: notices, cases, decisions.</summary>
internal sealed class ToldRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/accounts/{account}/notices", Notices)
            .Describe("Accounts", "List what an account was told")
            .Fails(400, 404);
        routes
            .MapGet("/v1/accounts/{account}/cases", Cases)
            .Describe(
                "Accounts",
                "List an account's cases: possible excesses for a person to judge"
            )
            .Fails(400, 404);
        routes
            .MapGet("/v1/accounts/{account}/decisions", Decisions)
            .Describe("Accounts", "List the gate's latest answers to an account, newest first")
            .WithDescription("Asks change nothing and are not stored: a restart forgets them.")
            .Fails(400, 404);
    }

    private Ok<Page<NoticeView>> Notices(string account, string? after, string? limit) =>
        TypedResults.Ok(
            Pages.Of(
                node.Notices(new AccountId(account), after, Query.Limit(limit))
                    ?? throw Refusal.NoAccount(),
                ToldViews.Of
            )
        );

    private Ok<Page<CaseView>> Cases(string account, string? after, string? limit) =>
        TypedResults.Ok(
            Pages.Of(
                node.Cases(new AccountId(account), after, Query.Limit(limit))
                    ?? throw Refusal.NoAccount(),
                ToldViews.Of
            )
        );

    private Ok<Page<DecisionView>> Decisions(string account, string? after, string? limit) =>
        TypedResults.Ok(
            Pages.Of(
                node.Decisions(new AccountId(account), after, Query.Limit(limit))
                    ?? throw Refusal.NoAccount(),
                EffectViews.Of
            )
        );
}
