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
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>What lies cold, brought back to be fetched.</summary>
internal sealed class RetrievalRoutes(EvenhandNode node)
{
    private VaultDesk Vault =>
        node.Vault ?? throw new RequestException(Code.NotFound, "this server has no store");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/v1/accounts/{account}/objects/{object}/retrieve", AskAsync)
            .Describe("Objects", "Have a stored thing brought back from cold storage")
            .WithDescription(
                "It counts as one retrieval, at once, and is answered with 202 and, where the policy promises it, promised_by; its bytes are fetched "
                    + "under the same retrieval=…, an id of the caller's or the one that is answered, once they are there, for seven days. "
                    + "What is not cold is answered with 200: it is ready, and counts when it is fetched. The same retrieval again is as once."
            )
            .Fails(400, 404, 409, 503);
        routes
            .MapGet("/v1/accounts/{account}/retrievals/{retrieval}", Show)
            .Describe("Objects", "Show how far a retrieval is")
            .WithDescription("Once its bytes lie cold alone again there is none any more.")
            .Fails(404);
    }

    private async Task<Results<Ok<RetrievalItem>, Accepted<RetrievalItem>>> AskAsync(
        string account,
        string @object,
        string? retrieval,
        HttpContext context
    )
    {
        var asked = ObjectViews.Of(
            await Vault.RetrieveAsync(
                new AccountId(account),
                @object,
                retrieval,
                Caller.Of(context).Key
            )
        );
        return asked.State == "ready"
            ? TypedResults.Ok(asked)
            : TypedResults.Accepted(
                $"/v1/accounts/{Uri.EscapeDataString(account)}/retrievals/{Uri.EscapeDataString(asked.Retrieval)}",
                asked
            );
    }

    private Ok<RetrievalItem> Show(string account, string retrieval) =>
        TypedResults.Ok(
            ObjectViews.Of(
                Vault.Retrieval(new AccountId(account), retrieval)
                    ?? throw Refusal.Missing("retrieval")
            )
        );
}
