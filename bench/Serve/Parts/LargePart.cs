using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using static System.FormattableString;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// A recording that is larger than any memory, put and fetched over HTTP, and how much memory the server has at most meanwhile. What is sent is made as it goes. Where
/// <c>EVENHAND_VAULT</c> names a store, it is that one.
/// </summary>
internal static class LargePart
{
    private const int Piece = 1 << 20;
    private const int Account = 2;
    private const long MostMore = 256L << 20;
    private const string Address = "v1/accounts/account-000002/objects";

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("large");
        Plan.Open(server, Account + 1);
        using var http = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", KeyOf(http));
        Put(http, "small", Piece);
        var before = server.Peak;
        var (size, clock) = (plan.Large, Stopwatch.StartNew());
        Put(http, "large", size);
        yield return Told("put", size, clock.Elapsed, server.Peak, before);
        clock.Restart();
        if (Fetch(http) != HashOf(size))
            throw new InvalidOperationException("what was fetched is not what was put");
        yield return Told("fetched", size, clock.Elapsed, server.Peak, before);
    }

    private static Row Told(string what, long size, TimeSpan took, long peak, long before) =>
        Row.AtMost(
            Invariant($"{size >> 20:N0} MiB {what} over HTTP"),
            Invariant(
                $"{(size >> 20) / took.TotalSeconds:N0} MiB/s, the server had {peak >> 20:N0} MiB at most"
            ),
            Invariant($"{before >> 20:N0} MiB before; {MostMore >> 20:N0} MiB more"),
            (peak - before) / (double)MostMore,
            1
        );

    private static void Put(HttpClient http, string name, long size)
    {
        using var body = new StreamContent(new Made(size), Piece);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        body.Headers.ContentLength = size;
        using var answer = http.PutAsync($"{Address}/{name}?class=call-recording", body)
            .GetAwaiter()
            .GetResult();
        Check(answer);
    }

    private static string Fetch(HttpClient http)
    {
        using var answer = http.GetAsync(
                $"{Address}/large/content",
                HttpCompletionOption.ResponseHeadersRead
            )
            .GetAwaiter()
            .GetResult();
        Check(answer);
        using var bytes = answer.Content.ReadAsStream();
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static string HashOf(long size)
    {
        using var made = new Made(size);
        return Convert.ToHexStringLower(SHA256.HashData(made));
    }

    /// <summary>A key of the account's own: nobody else reads what it stored.</summary>
    private static string KeyOf(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/keys")
        {
            Content = JsonContent.Create(
                new
                {
                    name = "bench",
                    role = "account",
                    account = Requests.Account(Account),
                }
            ),
        };
        request.Headers.Authorization = new("Bearer", Served.AdminKey);
        using var answer = http.Send(request);
        Check(answer);
        using var json = JsonDocument.Parse(answer.Content.ReadAsStream());
        return json.RootElement.GetProperty("key").GetString()!;
    }

    private static void Check(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(
                $"{answer.StatusCode}: {answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()}"
            );
    }

    /// <summary>So many bytes, each piece of which is another.</summary>
    private sealed class Made(long size) : Stream
    {
        private readonly byte[] piece = RandomOf(1);
        private long at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => size;

        public override long Position
        {
            get => at;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var from = (int)(at % Piece);
            BitConverter.TryWriteBytes(piece, at / Piece);
            var count = (int)Math.Min(Math.Min(buffer.Length, Piece - from), size - at);
            piece.AsSpan(from, count).CopyTo(buffer);
            at += count;
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();

        private static byte[] RandomOf(int seed)
        {
            var bytes = new byte[Piece];
            new Random(seed).NextBytes(bytes);
            return bytes;
        }
    }
}
