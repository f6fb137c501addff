using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
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

/// <summary>Where an account has copies of what it stores made to, and how it stands with them.</summary>
internal sealed class TargetRoutes(EvenhandNode node, BodyReader bodies)
{
    private const string All = "/v1/accounts/{account}/targets";
    private const string One = All + "/{target}";

    /// <summary>Keys in PEM and files of JSON may be long.</summary>
    private const int MostBytes = 1 << 17;

    private TargetDesk Desk =>
        node.Vault?.Targets
        ?? throw new RequestException(Code.NotFound, "this server has no store");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/accounts/{account}/target-kinds", Kinds)
            .Describe(
                "Targets",
                "List the kinds of targets that an account may have copies made to"
            )
            .WithDescription(
                "Those that its policy lists and this server can write to, with what is asked for each."
            )
            .Fails(404);
        routes
            .MapGet(All, List)
            .Describe("Targets", "List an account's targets, and what is wrong with them")
            .Fails(404);
        routes.MapGet(One, Find).Describe("Targets", "Show one of an account's targets").Fails(404);
        routes
            .MapPut(One, SetAsync)
            .Describe("Targets", "Set a target, in the place of what is under its name")
            .WithDescription(
                "What is stored from then on is copied there, unless active is false; with before_delete a rule deletes nothing of that before it "
                    + "is there. Secrets are sealed, answered by no route, and have to be given with each call."
            )
            .Takes(typeof(TargetQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415, 503);
        routes
            .MapDelete(One, EndAsync)
            .Describe("Targets", "Take a target away, with its credentials")
            .WithDescription(
                "What was made there stays; what was still to be made waits until a target of that name is set."
            )
            .Fails(404, 503);
        routes
            .MapPost(One + "/test", TestAsync)
            .Describe("Targets", "Try whether copies can be made at a target")
            .WithDescription(
                "By one that is deleted again. It answers with 200 whether that went well or not, and says what is wrong; where it went well, what "
                    + "waits for the target is tried at once."
            )
            .Fails(404, 503);
        routes
            .MapGet("/v1/accounts/{account}/offloads", Offloads)
            .Describe("Targets", "List the copies of what an account stores, made and to be made")
            .WithDescription(
                "By thing and target. Filters: target, state (due, failed, done, quarantined, dropped). after is a thing; a page ends with the "
                    + "thing that it is at."
            )
            .Fails(400, 404);
    }

    private Ok<Page<TargetKindItem>> Kinds(string account) =>
        TypedResults.Ok(Pages.Whole(Desk.Kinds(new AccountId(account)), TargetViews.Of));

    private Ok<Page<TargetItem>> List(string account) =>
        TypedResults.Ok(Pages.Whole(Desk.All(new AccountId(account)), TargetViews.Of));

    private Ok<TargetItem> Find(string account, string target) =>
        TypedResults.Ok(TargetViews.Of(Desk.Find(new AccountId(account), target)));

    private async Task<Ok<TargetItem>> SetAsync(string account, string target, HttpContext context)
    {
        var question = await SmallBody.ReadAsync(
            context,
            bodies,
            WireJson.Wire.TargetQuestion,
            MostBytes
        );
        var order = new TargetOrder(
            target,
            question.Kind,
            question.Settings.ToImmutableSortedDictionary(StringComparer.Ordinal),
            question.Secrets.ToImmutableSortedDictionary(StringComparer.Ordinal)
        )
        {
            IsActive = question.Active ?? true,
            IsBeforeDelete = question.BeforeDelete ?? false,
        };
        var set = await Desk.SetAsync(
            new AccountId(account),
            order,
            Caller.Of(context).SenderTo(node)
        );
        return TypedResults.Ok(TargetViews.Of(set));
    }

    private async Task<NoContent> EndAsync(string account, string target, HttpContext context)
    {
        await Desk.EndAsync(new AccountId(account), target, Caller.Of(context).SenderTo(node));
        return TypedResults.NoContent();
    }

    private async Task<Ok<TargetTrialItem>> TestAsync(
        string account,
        string target,
        HttpContext context
    ) =>
        TypedResults.Ok(
            TargetViews.Of(
                await Desk.TryAsync(new AccountId(account), target, context.RequestAborted)
            )
        );

    private Ok<Page<OffloadItem>> Offloads(
        string account,
        string? target,
        string? state,
        string? after,
        string? limit
    )
    {
        if (state is not null && !OffloadFigures.States.Contains(state))
            throw Refusal.Malformed($"state is one of {string.Join(", ", OffloadFigures.States)}");
        return TypedResults.Ok(
            Pages.Of(
                Desk.Copies(new AccountId(account), target, state, after, Query.Limit(limit)),
                each => TargetViews.Of(account, each)
            )
        );
    }
}
