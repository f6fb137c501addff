using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Vault;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>The store as a whole.</summary>
internal sealed class VaultRoutes(EvenhandNode node)
{
    private VaultDesk Vault =>
        node.Vault ?? throw new RequestException(Code.NotFound, "this server has no store");

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/vault/check", CheckAsync)
            .Describe("Objects", "Hold the store against what is written down of it")
            .WithDescription(
                "Answers with lines: bytes of which nobody speaks (orphan), bytes that are not there (ghost), bytes that are not as they came "
                    + "(size, and with deep=true hash, for which all are read), and last a summary. With mend=true orphans are deleted and the rest "
                    + "is written down as lost; very many orphans are left unless sure=true, for then the ledger may be the wrong one. Bytes younger "
                    + "than older_than seconds (3600) may be on their way, and are no orphans."
            )
            .Answers(typeof(VaultFindingView), Media.Lines)
            .Fails(400, 404, 503);

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
