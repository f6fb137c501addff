using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Evenhand.Stores;
using Evenhand.Tests.Stores.SharePoint;

namespace Evenhand.Bench.Copies;

/// <summary>
/// A customer's library in SharePoint, a double of it in this process, beside a bare client that sends the same ranges. The double tells no checksum, which its way of
/// reckoning would make the measure of both: our copy is read back.
/// </summary>
internal sealed class SharePointYardstick : IYardstick
{
    private const int Range = 10 << 20;

    private readonly SharePointDouble graph = new() { IsMute = true };
    private readonly HttpClient http;

    /// <summary>The address of a session is leave enough; whoever shows a token there is refused.</summary>
    private readonly HttpClient bare = new();
    private readonly TargetCopies copies;
    private int next;

    public SharePointYardstick()
    {
        http = new HttpClient { BaseAddress = graph.Address };
        copies = new TargetCopies(
            "sharepoint",
            ImmutableSortedDictionary<string, string>
                .Empty.Add("tenant", "contoso")
                .Add("client-id", "app")
                .Add("site", SharePointDouble.Site)
                .Add("library", "Recordings")
                .Add("folder", SharePointDouble.Folder)
                .Add("endpoint", graph.Address.AbsoluteUri)
                .Add("sign-in", graph.Address.AbsoluteUri),
            ImmutableSortedDictionary<string, string>.Empty.Add(
                "client-secret",
                SharePointDouble.Word
            )
        );
    }

    public string Name => "HttpClient";

    public int Large => 128 << 20;

    public double LeastOf(int size) => 0.4;

    public Task OursAsync(string file, Measured measured) => copies.MakeAsync(file, measured);

    public async Task TheirsAsync(string file)
    {
        if (http.DefaultRequestHeaders.Authorization is null)
            await SignInAsync();
        var name = $"theirs-{next++}";
        await using var bytes = File.OpenRead(file);
        using var begun = await http.PostAsJsonAsync(
            $"v1.0/drives/drive-1/root:/{Uri.EscapeDataString(SharePointDouble.Folder)}/{name}:/createUploadSession",
            new { item = new { name, fileSize = bytes.Length } }
        );
        var session = (await JsonOf(begun)).GetProperty("uploadUrl").GetString();
        var range = new byte[Range];
        for (var at = 0L; at < bytes.Length; at += Range)
        {
            var count = await bytes.ReadAtLeastAsync(range, Range, throwOnEndOfStream: false);
            using var put = new HttpRequestMessage(HttpMethod.Put, session)
            {
                Content = new ByteArrayContent(range, 0, count),
            };
            put.Content.Headers.ContentRange = new ContentRangeHeaderValue(
                at,
                at + count - 1,
                bytes.Length
            );
            (await bare.SendAsync(put)).EnsureSuccessStatusCode().Dispose();
        }
    }

    public Task ClearAsync()
    {
        graph.Files.Clear();
        copies.Names.Clear();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        copies.Dispose();
        http.Dispose();
        bare.Dispose();
        graph.DisposeAsync().AsTask().Wait();
    }

    private async Task SignInAsync()
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "app",
                ["client_secret"] = SharePointDouble.Word,
                ["scope"] = new Uri(graph.Address, ".default").AbsoluteUri,
            }
        );
        using var given = await http.PostAsync("contoso/oauth2/v2.0/token", form);
        http.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await JsonOf(given)).GetProperty("access_token").GetString()
        );
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage answer) =>
        await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
}
