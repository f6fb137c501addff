using Evenhand.Core.Effects;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
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
using CaseState = Evenhand.Core.Effects.CaseState;

namespace Evenhand.Server.Routes;

/// <summary>Where accounts stand: cases of all of them, and everything that stands about one.</summary>
internal sealed class StandingRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/cases", CasesAsync)
            .Describe("Standing", "List the cases of all accounts, the most urgent first")
            .WithDescription(
                "What runs out first comes first: a brake that nobody has kept, a step that nobody has approved, an appeal that nobody has "
                    + "decided, a case that closes by itself. Filters: state (open, found, dismissed, closed), clause, account, policy, and "
                    + "assigned (a person's id, or nobody)."
            )
            .Fails(400);
        routes
            .MapGet("/v1/accounts/{account}/cases/{case}", Case)
            .Describe("Standing", "Show a case, its steps, and what can be proposed on it now")
            .Fails(404);
        routes
            .MapGet("/v1/accounts/{account}/steps", Steps)
            .Describe("Standing", "List the steps on an account as they stand now")
            .Fails(404);
        routes
            .MapGet("/v1/accounts/{account}/appeals", Appeals)
            .Describe("Standing", "List the appeals of an account as they stand now")
            .Fails(404);
        routes
            .MapGet("/v1/accounts/{account}/holds", Holds)
            .Describe(
                "Standing",
                "List what is had kept of what an account stores, as it stands now"
            )
            .Fails(404);
        routes
            .MapGet("/v1/accounts/{account}/exceptions", Exceptions)
            .Describe(
                "Standing",
                "List the exceptions that an account asked for, as they stand now"
            )
            .Fails(404);
        routes
            .MapGet("/v1/accounts/{account}/charges", Charges)
            .Describe("Standing", "List the lines of an account's statements that people decide on")
            .WithDescription("status is proposed (the default), due or waived.")
            .Fails(400, 404);
    }

    private async Task<Ok<Page<CaseItem>>> CasesAsync(
        string? state,
        string? clause,
        string? account,
        string? policy,
        string? assigned,
        string? after,
        string? limit,
        CancellationToken cancel
    )
    {
        await node.Looks.WholeAsync(cancel);
        var query = new CaseQuery(
            StateOf(state),
            clause,
            AccountId.Or(account),
            policy,
            assigned == "nobody" ? "" : assigned
        );
        return TypedResults.Ok(
            Pages.Of(node.Standing.Cases(query, after, Query.Limit(limit)), StandingItems.Of)
        );
    }

    private Ok<CaseDetail> Case(string account, string @case, HttpContext context)
    {
        var file =
            node.Standing.Case(new AccountId(account), @case) ?? throw Refusal.Missing("case");
        var detail = StandingItems.Of(file);
        // What those who see to a case say to each other is not the account's.
        return TypedResults.Ok(
            Caller.Of(context).OnlyAccount is null
                ? detail
                : detail with
                {
                    Notes = [],
                    Case = detail.Case with { Assigned = null },
                }
        );
    }

    private Ok<Page<StepItem>> Steps(string account)
    {
        var (standing, reasons) = (
            Of(account),
            node.Standing.HashesOfReasons(new AccountId(account))
        );
        return TypedResults.Ok(
            Pages.Whole(standing.Steps, each => StandingItems.Of(account, each, reasons))
        );
    }

    private Ok<Page<AppealItem>> Appeals(string account) =>
        TypedResults.Ok(Pages.Whole(Of(account).Appeals, each => StandingItems.Of(account, each)));

    private Ok<Page<HoldItem>> Holds(string account) =>
        TypedResults.Ok(
            Pages.Whole(
                node.Standing.Holds(new AccountId(account)) ?? throw Refusal.NoAccount(),
                StandingItems.Of
            )
        );

    private Ok<Page<ExceptionItem>> Exceptions(string account) =>
        TypedResults.Ok(Pages.Whole(Of(account).Requests, each => StandingItems.Of(account, each)));

    private Ok<Page<ChargeItem>> Charges(string account, string? status)
    {
        var wanted = StatusOf(status);
        var statements =
            node.Statements(new AccountId(account), today: true) ?? throw Refusal.NoAccount();
        return TypedResults.Ok(
            Pages.Whole(
                from cycle in statements
                from line in StatementViews.Of(cycle).Lines
                where line.Kind != "adjustment" && line.Status == wanted
                select new ChargeItem
                {
                    Account = account,
                    Cycle = cycle.FirstDay,
                    Running = cycle.Running,
                    Line = line,
                },
                each => each
            )
        );
    }

    private StandingFigures Of(string account) =>
        node.Standing.Of(new AccountId(account)) ?? throw Refusal.NoAccount();

    private static CaseState? StateOf(string? text) =>
        text switch
        {
            null => null,
            "open" => CaseState.Open,
            "found" => CaseState.Found,
            "dismissed" => CaseState.Dismissed,
            "closed" => CaseState.Closed,
            _ => throw Refusal.Malformed("state is open, found, dismissed or closed", "?state"),
        };

    private static Wire.LineStatus StatusOf(string? text) =>
        text switch
        {
            null or "proposed" => Wire.LineStatus.Proposed,
            "due" => Wire.LineStatus.Due,
            "waived" => Wire.LineStatus.Waived,
            _ => throw Refusal.Malformed("status is proposed, due or waived", "?status"),
        };
}
