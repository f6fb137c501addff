using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Evenhand.Tests.Stores.Google;

/// <summary>
/// A double of Google Cloud Storage's JSON API, by its published reference: things are put at once (multipart) or by a resumable upload, found, read from a
/// place, rewritten in another class, deleted and listed in pages. Whoever has no token that the account's key signed is refused. No emulator of Google's is to be had from
/// a registry.
/// </summary>
internal sealed class GoogleDouble : IAsyncDisposable
{
    public const string Bucket = "evenhand";

    private const int PageSize = 25;

    private readonly ConcurrentDictionary<string, Thing> things = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Session> sessions = new();
    private readonly WebApplication app;
    private readonly RSA key = RSA.Create(2_048);
    private readonly string file = Path.GetTempFileName();
    private int next;

    private GoogleDouble(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>Resumable uploads that were begun and not ended.</summary>
    public int Unfinished => sessions.Count;

    /// <summary>Answers the next requests with this status; null for none of it.</summary>
    public int? Fails { get; set; }

    /// <summary>Why, in the provider's own word.</summary>
    public string Reason { get; set; } = "x";

    /// <summary>Whether what is put is kept otherwise than it came.</summary>
    public bool Alters { get; set; }

    /// <summary>Whether nothing is answered.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The names of all that is there.</summary>
    public string[] Names => [.. things.Keys];

    /// <summary>What lies under a name.</summary>
    public byte[] this[string name] => things[name].Bytes;

    public static async Task<GoogleDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRequestDecompression();
        var app = builder.Build();
        app.UseRequestDecompression();
        app.Urls.Add("http://127.0.0.1:0");
        var its = new GoogleDouble(app);
        app.Use(its.GuardAsync);
        app.MapPost("/upload/storage/v1/b/{bucket}/o", its.UploadAsync);
        app.MapPut("/upload/sessions/{session}", its.ContinueAsync);
        app.MapGet("/storage/v1/b/{bucket}/o", its.List);
        app.MapGet("/storage/v1/b/{bucket}/o/{name}", its.Get);
        app.MapDelete("/storage/v1/b/{bucket}/o/{name}", its.Delete);
        app.MapPost(
            "/storage/v1/b/{bucket}/o/{name}/rewriteTo/b/{to}/o/{target}",
            its.RewriteAsync
        );
        await app.StartAsync();
        return its;
    }

    /// <summary>A service account's file, whose tokens are signed with its key.</summary>
    public string Credentials()
    {
        File.WriteAllText(
            file,
            JsonSerializer.Serialize(
                new Dictionary<string, string>
                {
                    ["type"] = "service_account",
                    ["project_id"] = "test",
                    ["private_key_id"] = "1",
                    ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
                    ["client_email"] = "test@test.iam.example.com",
                    ["client_id"] = "1",
                    ["token_uri"] = "https://oauth2.example.com/token",
                }
            )
        );
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(file);
        await app.DisposeAsync();
        key.Dispose();
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate rest)
    {
        var path = context.Request.Path.Value!;
        if (IsSilent)
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        else if (Fails is { } status)
            await Refused(status, "it fails", Reason).ExecuteAsync(context);
        else if (!IsSigned(context.Request.Headers.Authorization.ToString()))
            await Refused(401, "Invalid Credentials").ExecuteAsync(context);
        else if (
            path.Contains("/b/", StringComparison.Ordinal)
            && path.Split("/b/")[1].Split('/')[0] != Bucket
        )
            await Refused(404, "The specified bucket does not exist.").ExecuteAsync(context);
        else
            try
            {
                await rest(context);
            }
            catch (Exception bug)
            {
                await Refused(500, $"{bug}").ExecuteAsync(context);
            }
    }

    /// <summary>Whether a token is signed by the account's key: service accounts make their own (RFC 7519).</summary>
    private bool IsSigned(string authorization) =>
        authorization.Split(' ') is ["Bearer", var token]
        && token.Split('.') is [var head, var claims, var signature]
        && key.VerifyData(
            Encoding.ASCII.GetBytes($"{head}.{claims}"),
            Base64Url.DecodeFromChars(signature),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );

    private async Task<IResult> UploadAsync(HttpRequest request)
    {
        var isNew = request.Query["ifGenerationMatch"] == "0";
        if (request.Query["uploadType"] == "resumable")
        {
            var its = await JsonNode.ParseAsync(request.Body);
            if (isNew && things.ContainsKey((string)its!["name"]!))
                return IsThere();
            var session = $"{Interlocked.Increment(ref next)}";
            sessions[session] = new Session(its!, isNew);
            request.HttpContext.Response.Headers.Location = new Uri(
                Address,
                $"upload/sessions/{session}"
            ).AbsoluteUri;
            return Results.Ok();
        }
        var boundary = HeaderUtilities.RemoveQuotes(
            MediaTypeHeaderValue.Parse(request.ContentType).Boundary
        );
        var reader = new MultipartReader(boundary.Value!, request.Body);
        var about = await JsonNode.ParseAsync((await reader.ReadNextSectionAsync())!.Body);
        var bytes = await AllOfAsync((await reader.ReadNextSectionAsync())!.Body);
        return isNew && things.ContainsKey((string)about!["name"]!)
            ? IsThere()
            : Results.Json(Keep(about!, bytes).About());
    }

    /// <summary>A piece of a resumable upload: what it is of stands in Content-Range, with the length of the whole in the last.</summary>
    private async Task<IResult> ContinueAsync(string session, HttpRequest request)
    {
        var (its, piece) = (sessions[session], await AllOfAsync(request.Body));
        var range = ContentRangeHeaderValue.Parse(request.Headers.ContentRange.ToString());
        if (range.HasRange && range.From == its.Bytes.Length)
            its.Bytes.Write(piece);
        if (range.HasLength && range.Length == its.Bytes.Length)
        {
            sessions.TryRemove(session, out _);
            return its.IsNew && things.ContainsKey((string)its.About["name"]!)
                ? IsThere()
                : Results.Json(Keep(its.About, its.Bytes.ToArray()).About());
        }
        if (its.Bytes.Length > 0)
            request.HttpContext.Response.Headers.Range = $"bytes=0-{its.Bytes.Length - 1}";
        return Results.StatusCode(308);
    }

    private static IResult IsThere() =>
        Refused(412, "At least one of the pre-conditions you specified did not hold.");

    private IResult List(string? prefix, string? pageToken)
    {
        var found = things
            .Values.Where(its =>
                its.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)
                && string.CompareOrdinal(its.Name, pageToken) > 0
            )
            .OrderBy(its => its.Name, StringComparer.Ordinal)
            .Take(PageSize)
            .ToList();
        return Results.Json(
            new
            {
                kind = "storage#objects",
                items = found.Select(its => its.About()),
                nextPageToken = found.Count == PageSize ? found[^1].Name : null,
            }
        );
    }

    private IResult Get(string name, string? alt, HttpRequest request)
    {
        if (!things.TryGetValue(Uri.UnescapeDataString(name), out var its))
            return Refused(404, "No such object");
        return alt == "media"
            ? Results.Bytes(its.Bytes, enableRangeProcessing: true)
            : Results.Json(its.About());
    }

    private IResult Delete(string name) =>
        things.TryRemove(Uri.UnescapeDataString(name), out _)
            ? Results.NoContent()
            : Refused(404, "No such object");

    private async Task<IResult> RewriteAsync(string name, string target, HttpRequest request)
    {
        if (!things.TryGetValue(Uri.UnescapeDataString(name), out var its))
            return Refused(404, "No such object");
        var about = (await JsonNode.ParseAsync(request.Body))!;
        about["name"] = Uri.UnescapeDataString(target);
        var kept = Keep(about, its.Bytes);
        return Results.Json(
            new
            {
                kind = "storage#rewriteResponse",
                done = true,
                totalBytesRewritten = $"{kept.Bytes.Length}",
                objectSize = $"{kept.Bytes.Length}",
                resource = kept.About(),
            }
        );
    }

    private Thing Keep(JsonNode about, byte[] bytes)
    {
        var its = new Thing(
            (string)about["name"]!,
            Alters ? [.. bytes[..^1], (byte)(bytes[^1] + 1)] : bytes,
            (string?)about["storageClass"] ?? "STANDARD",
            DateTimeOffset.UtcNow
        );
        return things[its.Name] = its;
    }

    private static async Task<byte[]> AllOfAsync(Stream body)
    {
        var bytes = new MemoryStream();
        await body.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static IResult Refused(int status, string message, string reason = "x") =>
        Results.Json(
            new
            {
                error = new
                {
                    code = status,
                    message,
                    errors = new[]
                    {
                        new
                        {
                            message,
                            reason,
                            domain = "global",
                        },
                    },
                },
            },
            statusCode: status
        );

    private sealed record Session(JsonNode About, bool IsNew)
    {
        public MemoryStream Bytes { get; } = new();
    }

    private sealed record Thing(string Name, byte[] Bytes, string Class, DateTimeOffset Updated)
    {
        public Dictionary<string, string> About() =>
            new()
            {
                ["kind"] = "storage#object",
                ["bucket"] = Bucket,
                ["name"] = Name,
                ["size"] = $"{Bytes.Length}",
                ["storageClass"] = Class,
                ["updated"] = Updated.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                    CultureInfo.InvariantCulture
                ),
                ["generation"] = "1",
                ["crc32c"] = Convert.ToBase64String(Crc32C.Of(Bytes)),
            };
    }
}
