using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Evenhand.Tests.Server;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>A server that is killed in the middle of a large upload: what came at once is not there, what came in parts goes on.</summary>
public sealed class PutKillTests : IDisposable
{
    private const int Size = 300_000_000;
    private const string Object = "/v1/accounts/acme/objects/";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("evenhand-put-");
    private readonly int port = ServedProcess.FreePort();
    private readonly HttpClient http;

    public PutKillTests()
    {
        http = new HttpClient
        {
            BaseAddress = ServedProcess.Address(port),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ServedProcess.AdminKey);
    }

    public void Dispose()
    {
        http.Dispose();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_put_at_once_leaves_nothing_and_what_came_in_parts_goes_on()
    {
        using (var server = await StartAsync())
        {
            await OpenAsync();
            await BreakAsync(server, HttpMethod.Put, "whole?class=call-recording");
        }
        using (var server = await StartAsync())
        {
            (await http.GetAsync(Object + "whole", Stop)).StatusCode.ShouldBe(
                HttpStatusCode.NotFound
            );
            (await FoundAsync()).ShouldBeEmpty();
            await BreakAsync(server, HttpMethod.Patch, "parts/upload?class=call-recording");
        }
        using (var server = await StartAsync())
        {
            (await FoundAsync()).ShouldBeEmpty();
            var there = await OffsetAsync();
            there.ShouldBeInRange(1, Size - 1);
            using var rest = await http.SendAsync(
                Asked(HttpMethod.Patch, "parts/upload?class=call-recording", there, new(there)),
                Stop
            );
            rest.StatusCode.ShouldBe(HttpStatusCode.OK, await rest.Content.ReadAsStringAsync(Stop));
            var stored = JsonDocument.Parse(await rest.Content.ReadAsStringAsync(Stop)).RootElement;
            stored
                .GetProperty("sha256")
                .GetString()
                .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(new Told(0))));
            (await FoundAsync()).ShouldBeEmpty();
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<ServedProcess> StartAsync()
    {
        var server = ServedProcess.Start(data.FullName, port);
        await server.ReadyAsync(http);
        return server;
    }

    private async Task OpenAsync()
    {
        var opened = TestEvents.Line(
            "acme",
            "opened",
            "account.opened",
            """{"policy":"qcontact","currency":"USD","time_zone":"UTC"}""",
            DateTimeOffset.UtcNow.AddDays(-1)
        );
        using var body = new StringContent(opened, Encoding.UTF8, "application/x-ndjson");
        using var answer = await http.PostAsync("/v1/events", body, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Kills the server once half of the bytes went out.</summary>
    private async Task BreakAsync(ServedProcess server, HttpMethod method, string path)
    {
        var half = new Told(0) { Half = server.Kill };
        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            using var _ = await http.SendAsync(Asked(method, path, 0, half), Stop);
        });
        server.HasEnded.ShouldBeTrue();
    }

    private static HttpRequestMessage Asked(HttpMethod method, string path, long offset, Told bytes)
    {
        var request = new HttpRequestMessage(method, Object + path)
        {
            Content = new StreamContent(bytes, 1 << 16),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("audio/mpeg");
        if (method == HttpMethod.Patch)
        {
            request.Headers.Add("Upload-Offset", $"{offset}");
            request.Headers.Add("Upload-Complete", "?1");
        }
        return request;
    }

    private async Task<long> OffsetAsync()
    {
        using var answer = await http.GetAsync(Object + "parts/upload", Stop);
        return long.Parse(
            answer.Headers.GetValues("Upload-Offset").Single(),
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    /// <summary>What a check finds, but for the summary.</summary>
    private async Task<string[]> FoundAsync()
    {
        using var answer = await http.PostAsync(
            "/v1/vault/check?deep=true&older_than=0",
            null,
            Stop
        );
        var lines = await answer.Content.ReadAsStringAsync(Stop);
        return
        [
            .. lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.Contains("\"summary\"", StringComparison.Ordinal)),
        ];
    }

    /// <summary>Bytes that are told by their place, from one on.</summary>
    private sealed class Told(long from) : Stream
    {
        private readonly long start = from;
        private long place = from;

        /// <summary>Done once half of all went out.</summary>
        public Action? Half { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => Size - start;

        public override long Position
        {
            get => place - start;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (place >= Size / 2 && Half is { } act)
            {
                Half = null;
                act();
            }
            var read = (int)Math.Min(count, Size - place);
            for (var i = 0; i < read; i++, place++)
                buffer[offset + i] = unchecked((byte)(place * 31 + (place >> 12)));
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }
}
