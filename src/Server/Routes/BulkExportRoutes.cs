using System.Globalization;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Evenhand.Server.Routes;

/// <summary>Bulk exports of what an account stores, in parts that are fetched from any byte.</summary>
internal sealed class BulkExportRoutes(EvenhandNode node)
{
    private const string Export = "/v1/accounts/{account}/export";
    private const string Zip = "application/zip";

    private ExportDesk Desk =>
        node.Vault?.Exports
        ?? throw new RequestException(Code.NotFound, "this server has no store");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(Export, AskAsync)
            .Describe("Objects", "Ask for an export of what an account stores")
            .WithDescription(
                "In the account's name, as the policy allows it. The same export=…, an id of the caller's, again is as once. Its parts are "
                    + "made one by one; what lies cold is brought back for them."
            )
            .Fails(400, 404, 409, 503);
        routes
            .MapGet(Export, List)
            .Describe("Objects", "List the exports of an account, with their parts")
            .Fails(404);
        routes
            .MapGet(Export + "/parts/{part}", SendAsync)
            .Describe("Objects", "Fetch a part of an export")
            .WithDescription(
                "A zip archive (ZIP64, files as they are) with a list of what is in it and what could not be. Of the last export, unless export=… "
                    + "names one. Ranges are answered with 206, and If-Range goes by the ETag, which is the SHA-256: so a fetch that broke off "
                    + "goes on from any byte. It can be fetched for 14 days, and nothing in it leaves the store before."
            )
            .Answers(typeof(string), Zip)
            .WithMetadata(Compression.None)
            .Fails(404, 409, 416, 503);
    }

    private async Task<Ok<ExportItem>> AskAsync(
        string account,
        string? export,
        HttpContext context
    ) =>
        TypedResults.Ok(
            ObjectViews.Of(
                await Desk.AskAsync(
                    new AccountId(account),
                    export ?? Guid.NewGuid().ToString("N"),
                    Caller.Of(context).Key
                )
            )
        );

    private Ok<Page<ExportItem>> List(string account) =>
        TypedResults.Ok(Pages.Whole(Desk.All(new AccountId(account)), ObjectViews.Of));

    /// <summary>Sends a part, in the name of the caller.</summary>
    public async Task SendAsync(string account, string part, string? export, HttpContext context)
    {
        var number = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n
            : 0;
        var (figures, bytes) = await Desk.OpenAsync(new AccountId(account), export, number);
        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-cache";
        headers.ContentDisposition = $"attachment; filename=export-{number:D4}.zip";
        await TypedResults
            .Stream(
                bytes,
                Zip,
                entityTag: new EntityTagHeaderValue($"\"{figures.Sha256}\""),
                enableRangeProcessing: true
            )
            .ExecuteAsync(context);
    }
}
