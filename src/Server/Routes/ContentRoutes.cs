using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Evenhand.Server.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Evenhand.Server.Routes;

/// <summary>The bytes of stored things, whole or in ranges (RFC 9110, 14).</summary>
internal sealed class ContentRoutes(EvenhandNode node)
{
    private const string Retrieval = "Evenhand-Retrieval";

    private VaultDesk Vault =>
        node.Vault ?? throw new RequestException(Code.NotFound, "this server has no store");

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/accounts/{account}/objects/{object}/content", SendAsync)
            .Describe("Objects", "Fetch the bytes of a stored thing")
            .WithDescription(
                "Ranges are answered with 206, and If-Range goes by the ETag, which is the SHA-256. It counts as one retrieval; requests that "
                    + "name the same retrieval=…, the id of a playback or a download, count once together. Without it each counts, and "
                    + "Evenhand-Retrieval tells the id. HEAD counts nothing. What is in quarantine is refused with 409, and so is what lies cold "
                    + "and was not brought back, with possible_from, by when it is promised."
            )
            .Answers(typeof(string), Media.Bytes)
            .WithMetadata(Compression.None)
            .Fails(404, 409, 416, 503);

    /// <summary>Sends the bytes of a thing, in the name of the caller.</summary>
    public async Task SendAsync(
        string account,
        string @object,
        string? retrieval,
        HttpContext context
    )
    {
        var its = Vault.Look(new AccountId(account), @object);
        if (HeadAnswers.Wanted(context) || !IsFetched(context.Request, its))
        {
            Tell(context.Response, its);
            await TypedResults
                .Stream(
                    new Sized(its.Bytes),
                    TypeOf(its),
                    lastModified: Instants.Of(its.Stored),
                    entityTag: TagOf(its),
                    enableRangeProcessing: true
                )
                .ExecuteAsync(context);
            return;
        }
        var opened = await Vault.OpenAsync(
            new AccountId(account),
            @object,
            retrieval,
            Caller.Of(context).Key,
            context.RequestAborted
        );
        Tell(context.Response, opened.Object);
        context.Response.Headers[Retrieval] = opened.Retrieval;
        await TypedResults
            .Stream(
                opened.Bytes,
                TypeOf(opened.Object),
                lastModified: Instants.Of(opened.Object.Stored),
                entityTag: TagOf(opened.Object),
                enableRangeProcessing: true
            )
            .ExecuteAsync(context);
    }

    /// <summary>Whether bytes will be sent: not where the caller has them, or asks for a range that is not there.</summary>
    private static bool IsFetched(HttpRequest request, StoredObject its)
    {
        var fields = request.GetTypedHeaders();
        if (fields.IfNoneMatch.Any(tag => tag.Compare(TagOf(its), useStrongComparison: false)))
            return false;
        if (fields.Range is not { Unit.Value: "bytes" } asked || asked.Ranges.Count != 1)
            return true;
        var range = asked.Ranges.Single();
        return range.From is { } from ? from < its.Bytes : range.To > 0 && its.Bytes > 0;
    }

    private static void Tell(HttpResponse response, StoredObject its)
    {
        var headers = response.Headers;
        headers.CacheControl = "private, no-cache";
        // What a customer stored is shown to no browser as a page of ours.
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox";
        headers["Repr-Digest"] =
            $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(its.Sha256!))}:";
    }

    private static string TypeOf(StoredObject its) =>
        its.Media.StartsWith("audio/", StringComparison.Ordinal)
        || its.Media.StartsWith("video/", StringComparison.Ordinal)
            ? its.Media
            : Media.Bytes;

    private static EntityTagHeaderValue TagOf(StoredObject its) => new($"\"{its.Sha256}\"");

    /// <summary>As long as the bytes would be, where only that is told.</summary>
    private sealed class Sized(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override long Seek(long offset, SeekOrigin origin) => Position = offset;

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }
}
