using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Limits;

/// <summary>A compressed body counts whole, or not at all.</summary>
[Trait("fault", "E24")]
public sealed class GzipTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(CompressionLevel.Optimal, "/v1/events")]
    [InlineData(CompressionLevel.NoCompression, "/v1/events")]
    [InlineData(CompressionLevel.Optimal, "/api/v1/events")]
    public async Task A_body_that_breaks_off_anywhere_is_refused_and_nothing_of_it_taken(
        CompressionLevel level,
        string path
    )
    {
        var whole = Gzip(Lines("cut", 12, path), level);
        foreach (
            var length in Enumerable
                .Range(0, whole.Length)
                .Where(at => at % 7 == 0 || at > whole.Length - 20)
        )
            (await SendAsync(whole[..length], path)).Status.ShouldBe(
                HttpStatusCode.BadRequest,
                $"{length} of {whole.Length}"
            );
        var answer = await SendAsync(whole, path);
        ((int)answer.Status).ShouldBeInRange(200, 204);
        if (path == "/v1/events")
            answer.Json.GetProperty("accepted").GetInt32().ShouldBe(12, answer.Body);
    }

    [Fact]
    public async Task A_body_whose_bytes_were_changed_is_refused()
    {
        var whole = Gzip(Lines("flip", 5, "/v1/events"), CompressionLevel.NoCompression);
        for (var at = 20; at < whole.Length; at += 11)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 1;
            (await SendAsync(damaged, "/v1/events")).Status.ShouldBe(
                HttpStatusCode.BadRequest,
                $"byte {at}"
            );
        }
    }

    [Fact]
    public async Task Several_compressed_parts_after_each_other_are_one_body()
    {
        byte[] body =
        [
            .. Gzip(Lines("one", 3, "/v1/events") + "\n", CompressionLevel.Optimal),
            .. Gzip(Lines("two", 4, "/v1/events"), CompressionLevel.Fastest),
        ];
        var answer = await SendAsync(body, "/v1/events");
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(7, answer.Body);
    }

    private static string Lines(string id, int count, string path)
    {
        var lines = Enumerable
            .Range(0, count)
            .Select(each => TestEvents.Call("acme", $"{id}-{each}"));
        return path == "/v1/events" ? string.Join('\n', lines) : $"[{string.Join(',', lines)}]";
    }

    private async Task<Answer> SendAsync(byte[] body, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new("Bearer", ServerUnderTest.AdminKey);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(
            path == "/v1/events" ? "application/x-ndjson" : "application/json"
        );
        request.Content.Headers.ContentEncoding.Add("gzip");
        return await server.SendAsync(request);
    }

    private static byte[] Gzip(string text, CompressionLevel level)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, level))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }
}
