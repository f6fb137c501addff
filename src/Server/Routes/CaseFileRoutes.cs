using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>A case as one file, for an auditor.</summary>
internal sealed class CaseFileRoutes(EvenhandNode node)
{
    private const string Zip = "application/zip";

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/accounts/{account}/cases/{case}/file", Send)
            .Describe("Standing", "Export a case as one file for an auditor")
            .WithDescription(
                "A zip archive: the case with its steps, the events behind it, the statements of reasons, what the account was told and what "
                    + "came of each message, notes and questions, all as the ledger holds them, with a manifest of hashes. The same ledger makes "
                    + "the same bytes; evenhand verify checks it, also against a ledger."
            )
            .Answers(typeof(byte[]), Zip)
            .WithMetadata(Compression.None)
            .Fails(404);

    private FileContentHttpResult Send(string account, string @case)
    {
        var gathered =
            node.Standing.Parts(new AccountId(account), @case) ?? throw Refusal.Missing("case");
        return TypedResults.File(CaseFiles.Pack(gathered, node.Standing.Ledger), Zip, "case.zip");
    }
}
