using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Description;

/// <summary>
/// An answer that is the same for everybody for as long as the process runs: made once, then sent as it is, or not at all to
/// whoever has it.
/// </summary>
internal sealed class KeptAnswer
{
    private readonly RequestDelegate make;
    private volatile Kept? kept;

    private KeptAnswer(RequestDelegate make) => this.make = make;

    /// <summary>Keeps what an endpoint answers.</summary>
    public static void Keep(EndpointBuilder endpoint) =>
        endpoint.RequestDelegate = new KeptAnswer(endpoint.RequestDelegate!).InvokeAsync;

    private async Task InvokeAsync(HttpContext context)
    {
        // Two who are the first at once make it twice, and it is the same.
        var answer = kept ??= await MadeAsync(context);
        var response = context.Response;
        response.Headers.ETag = answer.Tag;
        response.Headers.CacheControl = "public, max-age=300";
        if (context.Request.Headers.IfNoneMatch.Contains(answer.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = answer.Type;
        response.ContentLength = answer.Bytes.Length;
        await response.Body.WriteAsync(answer.Bytes, context.RequestAborted);
    }

    private async Task<Kept> MadeAsync(HttpContext context)
    {
        var (response, body) = (context.Response, context.Response.Body);
        using var made = new MemoryStream();
        response.Body = made;
        try
        {
            await make(context);
        }
        finally
        {
            response.Body = body;
        }
        var bytes = made.ToArray();
        // Weak: the bytes differ by how they are compressed.
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..12])}\"";
        return new Kept(bytes, response.ContentType, tag);
    }

    private sealed record Kept(byte[] Bytes, string? Type, string Tag);
}
