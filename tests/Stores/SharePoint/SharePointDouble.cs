using System.Net.Http.Headers;
using System.Text.Json;
using Evenhand.Tests.Stores.Targets;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Tests.Stores.SharePoint;

/// <summary>
/// A double of Microsoft Graph's files, by its public documents ("driveItem: createUploadSession", "Get a driveItem", "Delete a driveItem", "Upload or replace the contents of a
/// driveItem"): one site with two libraries.
/// </summary>
internal sealed class SharePointDouble : TargetDouble
{
    public const string Site = "contoso.sharepoint.com/sites/records";
    public const string Folder = "calls of 2026";

    private const string Top = "root";
    private const int Unit = 320 << 10;

    private readonly Dictionary<string, Session> sessions = [];
    private int next;

    /// <summary>Sessions that were begun and are not ended.</summary>
    public int Unfinished => sessions.Count;

    /// <summary>Bytes that may still come.</summary>
    public long Room { get; set; } = long.MaxValue;

    protected override bool IsSignIn(string path) => path == "/contoso/oauth2/v2.0/token";

    protected override bool IsSigned(string path) =>
        path.StartsWith("/v1.0/", StringComparison.Ordinal);

    protected override object? Refusal(IFormCollection form) =>
        form["grant_type"] == "client_credentials"
        && form["client_id"] == "app"
        && form["client_secret"] == Word
        && form["scope"] == new Uri(Address, ".default").AbsoluteUri
            ? null
            : new
            {
                error = "invalid_client",
                error_description = form["client_secret"] == "old"
                    ? "AADSTS7000222: The provided client secret keys for app 'app' are expired."
                    : "AADSTS7000215: Invalid client secret provided.",
            };

    protected override Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        const string File = $"/v1.0/drives/drive-1/{Top}:/{Folder}/";
        return path switch
        {
            "/v1.0/sites/contoso.sharepoint.com:/sites/records" => SayAsync(
                context,
                200,
                new { id = "contoso,1,2" }
            ),
            "/v1.0/sites/contoso,1,2/drive" => SayAsync(context, 200, new { id = "drive-0" }),
            "/v1.0/sites/contoso,1,2/drives" => SayAsync(
                context,
                200,
                new
                {
                    value = new[]
                    {
                        new { id = "drive-0", name = "Documents" },
                        new { id = "drive-1", name = "Recordings" },
                    },
                }
            ),
            _ when path.StartsWith(File, StringComparison.Ordinal) => FileAsync(
                context,
                path[File.Length..]
            ),
            _ when path.StartsWith("/v1.0/drives/drive-1/items/", StringComparison.Ordinal) =>
                DeleteAsync(context, path.Split('/')[^1]),
            _ when path.StartsWith("/up/", StringComparison.Ordinal) => UploadAsync(
                context,
                path.Split('/')[^1]
            ),
            _ when path.StartsWith("/content/", StringComparison.Ordinal) => context
                .Response.Body.WriteAsync(Files[path.Split('/')[^1]])
                .AsTask(),
            _ => NoneAsync(context),
        };
    }

    private async Task FileAsync(HttpContext context, string rest)
    {
        var (name, about) = rest.Split(":/") is [var file, var what] ? (file, what) : (rest, "");
        if (about == "createUploadSession")
            await BeginAsync(context, name);
        else if (about == "content" && context.Request.Method == "PUT")
            await MakeAsync(context, name, await BodyAsync(context));
        else if (about.Length > 0 || !Files.ContainsKey(name))
            await NoneAsync(context);
        else
            await SayAsync(context, 200, About(name));
    }

    private async Task BeginAsync(HttpContext context, string name)
    {
        var item = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement.GetProperty(
            "item"
        );
        if (item.GetProperty("name").GetString() != name)
            await SayAsync(context, 400, Error("invalidRequest", "the name is another"));
        else if (item.GetProperty("fileSize").GetInt64() > Room)
            await SayAsync(
                context,
                507,
                Error("insufficientStorage", "Insufficient Space Available")
            );
        else if (Files.ContainsKey(name))
            await SayAsync(context, 409, Error("nameAlreadyExists", "it is there"));
        else
        {
            var session = $"{++next}";
            sessions[session] = new Session(name, new MemoryStream());
            await SayAsync(
                context,
                200,
                new
                {
                    uploadUrl = new Uri(Address, $"up/{session}"),
                    expirationDateTime = "2030-01-01T00:00:00Z",
                }
            );
        }
    }

    private async Task UploadAsync(HttpContext context, string id)
    {
        if (!sessions.TryGetValue(id, out var session))
            await NoneAsync(context);
        else if (context.Request.Method == "DELETE")
        {
            sessions.Remove(id);
            context.Response.StatusCode = 204;
        }
        else if (context.Request.Method == "GET")
            await SayAsync(context, 200, Next(session));
        else
            await AddAsync(context, id, session);
    }

    private async Task AddAsync(HttpContext context, string id, Session session)
    {
        var bytes = await BodyAsync(context);
        var range = ContentRangeHeaderValue.Parse(context.Request.Headers.ContentRange.ToString());
        var isLast = range.To + 1 == range.Length;
        if (range.From != session.Bytes.Length)
            await SayAsync(context, 416, Error("invalidRange", "it was received already"));
        else if (range.To - range.From + 1 != bytes.Length || !isLast && bytes.Length % Unit != 0)
            await SayAsync(
                context,
                400,
                Error("invalidRequest", "a range is a multiple of 320 KiB")
            );
        else
        {
            session.Bytes.Write(bytes);
            if (!isLast)
            {
                await SayAsync(context, 202, Next(session));
                return;
            }
            sessions.Remove(id);
            await MakeAsync(context, session.Name, session.Bytes.ToArray());
        }
    }

    private async Task MakeAsync(HttpContext context, string name, byte[] bytes)
    {
        if (Files.ContainsKey(name))
        {
            await SayAsync(context, 409, Error("nameAlreadyExists", "it is there"));
            return;
        }
        Keep(name, bytes);
        await SayAsync(context, 201, About(name));
    }

    private async Task DeleteAsync(HttpContext context, string name)
    {
        if (!Files.Remove(name))
            await NoneAsync(context);
        else
            context.Response.StatusCode = 204;
    }

    private static Task NoneAsync(HttpContext context) =>
        SayAsync(context, 404, Error("itemNotFound", "The resource could not be found."));

    private static object Next(Session session) =>
        new
        {
            expirationDateTime = "2030-01-01T00:00:00Z",
            nextExpectedRanges = new[] { $"{session.Bytes.Length}-" },
        };

    private static object Error(string code, string message) =>
        new { error = new { code, message } };

    private Dictionary<string, object> About(string name) =>
        new()
        {
            ["id"] = name,
            ["name"] = name,
            ["size"] = Files[name].Length,
            ["file"] = IsMute
                ? new { hashes = new Dictionary<string, string>() }
                : new
                {
                    hashes = new Dictionary<string, string>
                    {
                        ["quickXorHash"] = PlainQuickXor.Of(Files[name]),
                    },
                },
            ["@microsoft.graph.downloadUrl"] = new Uri(Address, $"content/{name}"),
        };

    private sealed record Session(string Name, MemoryStream Bytes);
}
