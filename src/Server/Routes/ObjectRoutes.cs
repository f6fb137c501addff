using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Stored things: what is there, and their bytes in, whole or in parts.</summary>
internal sealed class ObjectRoutes(EvenhandNode node)
{
    private const string Address = "/v1/accounts/{account}/objects/{object}";
    private const string Upload = Address + "/upload";

    /// <summary>Says of a part whether it is the last (draft-ietf-httpbis-resumable-upload).</summary>
    private const string Complete = "Upload-Complete";

    /// <summary>Says where a part begins (the same).</summary>
    private const string Offset = "Upload-Offset";

    private VaultDesk Vault =>
        node.Vault ?? throw new RequestException(Code.NotFound, "this server has no store");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/accounts/{account}/objects", List)
            .Describe("Objects", "List what an account stores, by name")
            .WithDescription(
                "Filters: class, tier, and state: here (its bytes lie here), counted (they do not), kept, quarantined, lost. after is a name."
            )
            .Fails(400, 404);
        routes.MapGet(Address, Show).Describe("Objects", "Show a stored thing").Fails(404);
        routes
            .MapPut(Address, PutAsync)
            .Describe("Objects", "Store the bytes of a thing")
            .WithDescription(
                "The body is the bytes, of any size; the server measures them and reports the event that says that they are stored. Answers "
                    + "once both are on disk. The same bytes again are as good as once; others under a name that is there are refused with 409. "
                    + "Repr-Digest (RFC 9530, sha-256), where it is sent, must be theirs. with holds other fields of the event, a JSON object."
            )
            .Takes(typeof(string), Media.Bytes)
            .Fails(400, 404, 409, 415, 503);
        routes
            .MapDelete(Address, DeleteAsync)
            .Describe("Objects", "Delete a stored thing, in the account's name")
            .WithDescription(
                "It counts no more from now on and is not given out any more; its bytes leave the store a while later. What something keeps is refused with 409."
            )
            .Fails(404, 409, 503);
        routes
            .MapGet(Upload, ShowUploadAsync)
            .Describe("Objects", "Show how far an upload in parts has come")
            .Fails(404, 503);
        routes
            .MapPatch(Upload, AddAsync)
            .Describe("Objects", "Add a part to the bytes of a thing")
            .WithDescription(
                "Upload-Offset says where the part begins: as many bytes as are there. What came of a part that broke off is kept; GET says how "
                    + "much that is. With Upload-Complete: ?1 the part is the last, and all of it is stored as by PUT and answered so; before that "
                    + "the answer has Upload-Offset and no body (204)."
            )
            .Takes(typeof(string), Media.Bytes)
            .Answers(typeof(ObjectView))
            .Answers(StatusCodes.Status204NoContent)
            .Fails(400, 404, 409, 415, 503);
        routes
            .MapDelete(Upload, DropAsync)
            .Describe("Objects", "Drop an upload in parts")
            .Fails(404, 503);
    }

    private Ok<Page<ObjectView>> List(
        string account,
        string? @class,
        string? tier,
        string? state,
        string? after,
        string? limit
    )
    {
        if (state is not null && !ObjectQuery.States.Contains(state))
            throw Refusal.Malformed($"state is one of {string.Join(", ", ObjectQuery.States)}");
        return TypedResults.Ok(
            Pages.Of(
                Vault.List(
                    new AccountId(account),
                    new ObjectQuery(@class, tier, state),
                    after,
                    Query.Limit(limit)
                ),
                ObjectViews.Of
            )
        );
    }

    private Ok<ObjectView> Show(string account, string @object) =>
        TypedResults.Ok(
            ObjectViews.Of(
                Vault.Find(new AccountId(account), @object) ?? throw Refusal.Missing("stored thing")
            )
        );

    private async Task<Ok<ObjectView>> PutAsync(
        string account,
        string @object,
        string? @class,
        string? tier,
        string? with,
        HttpContext context
    )
    {
        var terms = PutReading.Of(context, account, @object, @class, tier, with);
        LetIn(context);
        return TypedResults.Ok(
            ObjectViews.Of(
                await Vault.PutAsync(
                    terms,
                    context.Request.Body,
                    Caller.Of(context).Key,
                    context.RequestAborted
                )
            )
        );
    }

    private async Task<NoContent> DeleteAsync(string account, string @object, HttpContext context)
    {
        await Vault.DeleteAsync(new AccountId(account), @object, Caller.Of(context).Key);
        return TypedResults.NoContent();
    }

    private async Task<Ok<UploadView>> ShowUploadAsync(
        string account,
        string @object,
        HttpContext context
    )
    {
        NeedAccount(account);
        var there = await Vault.UploadedAsync(
            new AccountId(account),
            @object,
            context.RequestAborted
        );
        context.Response.Headers[Offset] = ObjectViews.Number(there);
        return TypedResults.Ok(
            new UploadView
            {
                Account = account,
                Object = @object,
                Offset = ObjectViews.Number(there),
            }
        );
    }

    private async Task<Results<Ok<ObjectView>, NoContent>> AddAsync(
        string account,
        string @object,
        string? @class,
        string? tier,
        string? with,
        HttpContext context
    )
    {
        var terms = PutReading.Of(context, account, @object, @class, tier, with);
        var (request, key) = (context.Request, Caller.Of(context).Key);
        if (!long.TryParse(request.Headers[Offset], out var offset) || offset < 0)
            throw Refusal.Malformed($"{Offset} says where the part begins, a whole number");
        var isLast = request.Headers[Complete].ToString() switch
        {
            "?1" => true,
            "?0" or "" => false,
            _ => throw Refusal.Malformed($"{Complete} is ?1 or ?0"),
        };
        LetIn(context);
        var there = await Vault.AddAsync(terms, offset, request.Body, key, context.RequestAborted);
        if (isLast)
            return TypedResults.Ok(
                ObjectViews.Of(await Vault.FinishAsync(terms, key, context.RequestAborted))
            );
        context.Response.Headers[Offset] = ObjectViews.Number(there);
        return TypedResults.NoContent();
    }

    private async Task<NoContent> DropAsync(string account, string @object, HttpContext context)
    {
        NeedAccount(account);
        await Vault.DropAsync(new AccountId(account), @object, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private void NeedAccount(string account)
    {
        if (node.Account(new AccountId(account)) is not { IsOpened: true })
            throw Refusal.NoAccount();
    }

    /// <summary>Bytes of things are of any size: they are not held in memory.</summary>
    private static void LetIn(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
            bound.MaxRequestBodySize = null;
    }
}
