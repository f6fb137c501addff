using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Evenhand.Stores;
using Evenhand.Tests.Stores.ShareFile;

namespace Evenhand.Bench.Copies;

/// <summary>A customer's folder in ShareFile, a double of it in this process, beside a bare client that sends the same chunks with the same checksums.</summary>
internal sealed class ShareFileYardstick : IYardstick
{
    private const int Chunk = 8 << 20;

    private readonly ShareFileDouble share = new();
    private readonly HttpClient http;

    /// <summary>Chunks go to addresses that are leave enough; whoever shows a token there is refused.</summary>
    private readonly HttpClient bare = new();
    private readonly TargetCopies copies;
    private int next;

    public ShareFileYardstick()
    {
        http = new HttpClient { BaseAddress = share.Address };
        copies = new TargetCopies(
            "sharefile",
            ImmutableSortedDictionary<string, string>
                .Empty.Add("subdomain", "acme")
                .Add("client-id", "key")
                .Add("username", "files@acme.example")
                .Add("folder", ShareFileDouble.Folder)
                .Add("endpoint", share.Address.AbsoluteUri),
            ImmutableSortedDictionary<string, string>
                .Empty.Add("client-secret", ShareFileDouble.Word)
                .Add("password", "its password")
        );
    }

    public string Name => "HttpClient";

    public int Large => 128 << 20;

    public double LeastOf(int size) => 0.8;

    public Task OursAsync(string file, Measured measured) => copies.MakeAsync(file, measured);

    public async Task TheirsAsync(string file)
    {
        if (http.DefaultRequestHeaders.Authorization is null)
            await SignInAsync();
        await using var bytes = File.OpenRead(file);
        using var specified = await http.PostAsJsonAsync(
            $"sf/v3/Items({ShareFileDouble.Folder})/Upload2",
            new Dictionary<string, object>
            {
                ["Method"] = "threaded",
                ["Raw"] = true,
                ["FileName"] = $"theirs-{next++}",
                ["FileSize"] = bytes.Length,
            }
        );
        var its = await JsonOf(specified);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var chunk = new byte[Chunk];
        for (var at = 0L; at < bytes.Length; at += Chunk)
        {
            var count = await bytes.ReadAtLeastAsync(chunk, Chunk, throwOnEndOfStream: false);
            whole.AppendData(chunk, 0, count);
            await SendAsync(
                its.GetProperty("ChunkUri").GetString(),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"index={at / Chunk}&byteOffset={at}&hash={Md5Of(chunk.AsSpan(0, count))}&fmt=json"
                ),
                new ByteArrayContent(chunk, 0, count)
            );
        }
        await SendAsync(
            its.GetProperty("FinishUri").GetString(),
            $"respformat=json&filehash={Convert.ToHexStringLower(whole.GetHashAndReset())}",
            null
        );
    }

    public Task ClearAsync()
    {
        share.Files.Clear();
        copies.Names.Clear();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        copies.Dispose();
        http.Dispose();
        bare.Dispose();
        share.DisposeAsync().AsTask().Wait();
    }

    private async Task SignInAsync()
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "password",
                ["client_id"] = "key",
                ["client_secret"] = ShareFileDouble.Word,
                ["username"] = "files@acme.example",
                ["password"] = "its password",
            }
        );
        using var given = await http.PostAsync("oauth/token", form);
        http.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await JsonOf(given)).GetProperty("access_token").GetString()
        );
    }

    private async Task SendAsync(string? to, string about, HttpContent? content)
    {
        using var answer = await bare.PostAsync($"{to}&{about}", content);
        if ((await JsonOf(answer)).GetProperty("error").GetBoolean())
            throw new InvalidOperationException("it was not taken");
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage answer) =>
        await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();

#pragma warning disable CA5351 // It is the API's checksum.
    private static string Md5Of(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
