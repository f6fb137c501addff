using System.Globalization;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>The certificates of what was purged after the end of a contract.</summary>
internal sealed class PurgeRoutes(EvenhandNode node)
{
    private const string Purges = "/v1/accounts/{account}/purges";

    private VaultDesk Vault =>
        node.Vault ?? throw new RequestException(Code.NotFound, "this server has no store");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(Purges, List)
            .Describe("Objects", "List the certificates of what was purged of an account")
            .WithDescription(
                "The first is made when all bytes of what was left at the purge are gone from the store, but what something keeps; where that is "
                    + "let go later, another follows."
            )
            .Fails(404);
        routes
            .MapGet(Purges + "/{purge}", SendAsync)
            .Describe("Objects", "Show the list of a certificate")
            .WithDescription(
                "A line for each thing whose bytes went, with size, hash and instant; the certificate's sha256 is that of this body."
            )
            .Answers(typeof(PurgedThingView), Media.Lines)
            .Fails(404);
    }

    private Ok<Page<PurgeItem>> List(string account)
    {
        var id = Known(account);
        return TypedResults.Ok(Pages.Whole(Vault.Purges(id), each => ObjectViews.Of(id, each)));
    }

    private async Task SendAsync(string account, string purge, HttpContext context)
    {
        var lines = Vault.PurgedAsync(
            Known(account),
            int.TryParse(purge, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0
        );
        context.Response.ContentType = Media.Lines;
        await foreach (var line in lines.WithCancellation(context.RequestAborted))
            await context.Response.Body.WriteAsync(line, context.RequestAborted);
    }

    private AccountId Known(string account)
    {
        var id = new AccountId(account);
        return node.Account(id) is { IsOpened: true } ? id : throw Refusal.NoAccount();
    }
}
