using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
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

/// <summary>The store as a whole.</summary>
internal sealed class VaultRoutes(EvenhandNode node, BodyReader bodies)
{
    private static readonly RoleSet Releasers = RoleSet.Of(Role.Operator, Role.Admin);

    private VaultDesk Vault =>
        node.Vault ?? throw new RequestException(Code.NotFound, "this server has no store");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/vault/waits", WaitsAsync)
            .Describe("Objects", "List what is to be done with bytes in the store, and waits")
            .WithDescription(
                "By account and reason: delay (a thing's bytes stay for a while after it is gone), kept (something keeps what is, or was, under "
                    + "the name), brake (so large a part of the account would go within a day that a person is asked), failed, next. Filter: "
                    + "account. after is an account; a page ends with the account that it is at."
            )
            .Fails(400, 404);
        routes
            .MapPost("/v1/accounts/{account}/vault/release", ReleaseAsync)
            .Describe("Objects", "Let bytes be removed that the brake stopped")
            .WithDescription(
                "In a person's name: what rules and time have taken away by now is removed from the store, however much of the account that is. "
                    + "Refused with 409 where nobody is asked."
            )
            .Takes(typeof(RemovalRelease), Media.Json)
            .Fails(400, 404, 409, 413, 415, 503);
        routes
            .MapPost("/v1/vault/check", CheckAsync)
            .Describe("Objects", "Hold the store against what is written down of it")
            .WithDescription(
                "Answers with lines: bytes of which nobody speaks (orphan), bytes that are not there (ghost), bytes that are not as they came "
                    + "(size, and with deep=true hash, for which all are read but what lies cold and was not brought back: the summary counts those as unread), and last a summary. With mend=true orphans are deleted and the rest "
                    + "is written down as lost; very many orphans are left unless sure=true, for then the ledger may be the wrong one. Bytes younger "
                    + "than older_than seconds (3600) may be on their way, and are no orphans."
            )
            .Answers(typeof(VaultFindingView), Media.Lines)
            .Fails(400, 404, 503);
    }

    private async Task<Ok<Page<VaultWaitView>>> WaitsAsync(
        string? account,
        string? after,
        string? limit,
        CancellationToken cancel
    )
    {
        _ = Vault;
        await node.Looks.WholeAsync(cancel);
        return TypedResults.Ok(
            Pages.Of(
                node.Waits.Page(AccountId.Or(account), AccountId.Or(after), Query.Limit(limit)),
                ObjectViews.Of
            )
        );
    }

    private async Task<NoContent> ReleaseAsync(string account, HttpContext context)
    {
        var key = Caller.Of(context).Key;
        node.Acts.WhoActs("releasing the brake", Releasers, key);
        var order = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.RemovalRelease);
        if (order.Reason.Length is 0 or > Noting.LongestText)
            throw Refusal.Malformed("it has a reason, in words", "/reason");
        await Vault.ReleaseBrakeAsync(new AccountId(account), order.Reason, Doer.Of(key));
        return TypedResults.NoContent();
    }

    private async Task CheckAsync(
        string? deep,
        string? mend,
        string? sure,
        string? older_than,
        HttpContext context
    )
    {
        var terms = new CheckTerms(
            Query.Flag("deep", deep),
            Query.Flag("mend", mend),
            AgeOf(older_than),
            Doer.Of(Caller.Of(context).Key)
        )
        {
            IsSure = Query.Flag("sure", sure),
        };
        var found = Vault.CheckAsync(terms).WithCancellation(context.RequestAborted);
        context.Response.ContentType = Media.Lines;
        await foreach (var finding in found)
        {
            await JsonSerializer.SerializeAsync(
                context.Response.Body,
                ObjectViews.Of(finding),
                WireJson.Wire.VaultFindingView,
                context.RequestAborted
            );
            await context.Response.WriteAsync("\n", context.RequestAborted);
        }
    }

    private static TimeSpan AgeOf(string? text) =>
        text is null ? CheckTerms.UsualAge
        : int.TryParse(text, out var seconds) && seconds >= 0 ? TimeSpan.FromSeconds(seconds)
        : throw Refusal.Malformed("older_than is a whole number of seconds");
}
