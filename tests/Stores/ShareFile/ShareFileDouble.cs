using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Evenhand.Tests.Stores.Targets;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Tests.Stores.ShareFile;

/// <summary>
/// A double of ShareFile's REST API v3, by its public documents ("OAuth2 Password Grant", "Items", "UploadSpecification") and the published source of ShareFile's own client: one folder,
/// uploads in chunks.
/// </summary>
internal sealed class ShareFileDouble : TargetDouble
{
    public const string Folder = "fo-1";

    private readonly Dictionary<string, Upload> uploads = [];
    private int next;

    /// <summary>Whether whatever comes has no room.</summary>
    public bool IsFull { get; set; }

    protected override bool IsSignIn(string path) => path == "/oauth/token";

    protected override bool IsSigned(string path) =>
        path.StartsWith("/sf/v3/", StringComparison.Ordinal);

    protected override object? Refusal(IFormCollection form) =>
        form["grant_type"] == "password"
        && form["client_id"] == "key"
        && form["client_secret"] == Word
        && form["username"] == "files@acme.example"
        && form["password"] == "its password"
            ? null
            : new { error = "invalid_grant", error_description = "invalid username or password" };

    protected override Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var folder = $"/sf/v3/Items({Folder})/";
        return path switch
        {
            _ when path == folder + "ByPath" => FindAsync(
                context,
                context.Request.Query["path"].ToString()[1..]
            ),
            _ when path == folder + "Upload2" => SpecifyAsync(context),
            "/chunk" => ChunkAsync(context),
            "/finish" => FinishAsync(context),
            "/download" => context
                .Response.Body.WriteAsync(Files[context.Request.Query["name"].ToString()])
                .AsTask(),
            _ when path.StartsWith("/sf/v3/Items(fi-", StringComparison.Ordinal) => ItemAsync(
                context,
                path["/sf/v3/Items(fi-".Length..]
            ),
            _ => NoneAsync(context),
        };
    }

    private async Task FindAsync(HttpContext context, string name)
    {
        if (!Files.TryGetValue(name, out var bytes))
            await NoneAsync(context);
        else
            await SayAsync(
                context,
                200,
                new Dictionary<string, object>
                {
                    ["odata.type"] = "ShareFile.Api.Models.File",
                    ["Id"] = $"fi-{name}",
                    ["FileName"] = name,
                    ["FileSizeBytes"] = bytes.Length,
                    ["Hash"] = IsMute ? "" : Md5Of(bytes),
                }
            );
    }

    private async Task SpecifyAsync(HttpContext context)
    {
        var wish = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement;
        var id = $"{++next}";
        uploads[id] = new Upload(
            wish.GetProperty("FileName").GetString()!,
            wish.GetProperty("FileSize").GetInt64()
        );
        await SayAsync(
            context,
            200,
            new
            {
                Method = wish.GetProperty("Method").GetString(),
                ChunkUri = new Uri(Address, $"chunk?uploadid={id}"),
                FinishUri = new Uri(Address, $"finish?uploadid={id}"),
                IsResume = false,
                MaxNumberOfThreads = 4,
            }
        );
    }

    private async Task ChunkAsync(HttpContext context)
    {
        var its = context.Request.Query;
        var bytes = await BodyAsync(context);
        if (!uploads.TryGetValue(its["uploadid"].ToString(), out var upload))
            await RefuseAsync(context, 605, "Invalid upload id");
        else if (IsFull)
            await RefuseAsync(context, 1, "The storage quota of the user is exceeded");
        else if (Md5Of(bytes) != its["hash"])
            await RefuseAsync(context, 2, "The hash does not match");
        else
        {
            upload.Chunks[long.Parse(its["byteOffset"].ToString(), CultureInfo.InvariantCulture)] =
                bytes;
            await SayAsync(context, 200, new { error = false, value = "" });
        }
    }

    private async Task FinishAsync(HttpContext context)
    {
        var its = context.Request.Query;
        if (!uploads.Remove(its["uploadid"].ToString(), out var upload))
        {
            await RefuseAsync(context, 605, "Invalid upload id");
            return;
        }
        var whole = new MemoryStream();
        foreach (var chunk in upload.Chunks.OrderBy(chunk => chunk.Key))
            whole.Write(chunk.Value);
        var bytes = whole.ToArray();
        if (bytes.Length != upload.Size || bytes.Length > 0 && Md5Of(bytes) != its["filehash"])
        {
            await RefuseAsync(context, 2, "The hash does not match");
            return;
        }
        var name = Files.ContainsKey(upload.Name) ? $"(1){upload.Name}" : upload.Name;
        Keep(name, bytes);
        await SayAsync(
            context,
            200,
            new
            {
                error = false,
                value = new[]
                {
                    new
                    {
                        id = $"fi-{name}",
                        filename = name,
                        displayname = name,
                        size = $"{Files[name].Length}",
                        md5 = IsMute ? "" : Md5Of(Files[name]),
                    },
                },
            }
        );
    }

    private async Task ItemAsync(HttpContext context, string rest)
    {
        var name = rest[..rest.LastIndexOf(')')];
        if (!Files.ContainsKey(name))
            await NoneAsync(context);
        else if (context.Request.Method == "DELETE")
        {
            Files.Remove(name);
            context.Response.StatusCode = 204;
        }
        else
            await SayAsync(
                context,
                200,
                new
                {
                    DownloadUrl = new Uri(Address, $"download?name={Uri.EscapeDataString(name)}"),
                }
            );
    }

    private static Task RefuseAsync(HttpContext context, int code, string message) =>
        SayAsync(
            context,
            200,
            new
            {
                error = true,
                errorCode = code,
                errorMessage = message,
            }
        );

    private static Task NoneAsync(HttpContext context) =>
        SayAsync(
            context,
            404,
            new { code = "NotFound", message = new { lang = "en-US", value = "it is not there" } }
        );

#pragma warning disable CA5351 // It is the API's checksum.
    private static string Md5Of(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351

    private sealed record Upload(string Name, long Size)
    {
        public Dictionary<long, byte[]> Chunks { get; } = [];
    }
}
