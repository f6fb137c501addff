using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

public sealed class ProblemTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync() =>
        server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                MostBody = 1 << 20,
                MostBodies = 1 << 21,
                MostEvents = 1_000,
            }
        );

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("GET", "/nowhere", null, 404, "not-found")]
    [InlineData("GET", "/v1/accounts/nobody", null, 404, "not-found")]
    [InlineData("GET", "/v1/accounts/%2e%2e%2fkeys", null, 404, "not-found")]
    [InlineData("PUT", "/v1/accounts", "{}", 405, "wrong-method")]
    [InlineData("GET", "/v1/accounts?limit=0", null, 400, "malformed")]
    [InlineData("GET", "/v1/accounts?limit=1001", null, 400, "malformed")]
    [InlineData("POST", "/v1/gate", "{", 400, "malformed")]
    [InlineData("POST", "/v1/gate", "[]", 400, "malformed")]
    [InlineData(
        "POST",
        "/v1/gate",
        """{"account":"nobody","act":"api.called","with":{}}""",
        404,
        "not-found"
    )]
    [InlineData("POST", "/v1/events", "{]", 400, "malformed")]
    [InlineData("POST", "/v1/reservations/none/settle", """{"quantity":"-1"}""", 400, "malformed")]
    [InlineData("POST", "/v1/reservations/none/settle", """{"quantity":"1"}""", 404, "not-found")]
    [InlineData("POST", "/v1/keys", """{"role":"emperor"}""", 400, "malformed")]
    [InlineData("POST", "/v1/keys", """{"role":"account"}""", 400, "malformed")]
    [InlineData("POST", "/v1/keys/none/rotate", "", 404, "not-found")]
    public async Task Every_error_is_a_problem_with_its_kind(
        string method,
        string path,
        string? body,
        int status,
        string kind
    )
    {
        var answer = await server.SendAsync(
            new HttpMethod(method),
            path,
            ServerUnderTest.AdminKey,
            body
        );
        ((int)answer.Status).ShouldBe(status, answer.Body);
        answer.Fields["Content-Type"].ShouldBe("application/problem+json");
        answer.Json.GetProperty("type").GetString().ShouldBe($"urn:evenhand:problem:{kind}");
        answer.Json.GetProperty("status").GetInt32().ShouldBe(status);
        answer.Json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        answer.Detail.ShouldNotBeNullOrEmpty();
        answer.Json.GetProperty("request_id").GetString().ShouldBe(answer.Fields["X-Request-Id"]);
    }

    [Fact]
    public async Task A_wrong_content_type_is_told_what_would_be_right()
    {
        var answer = await server.PostAsync("/v1/events", "x", "text/plain");
        answer.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.Detail!.ShouldContain("application/cloudevents+json");
    }

    [Fact]
    public async Task A_wrong_field_of_a_small_body_is_pointed_at()
    {
        var answer = await server.PostAsync("/v1/keys", """{"role":"emperor"}""");
        answer.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe("/role");
    }

    [Fact]
    public async Task A_policy_that_is_no_good_comes_back_with_all_that_is_wrong()
    {
        var answer = await server.PostAsync(
            "/v1/policies",
            "---\npolicy: odd\nversion: 1\neffective: someday\n---\n# Odd\n\n### A clause\n\n```yaml rule\nallowanse: { of: nothing }\n```\n",
            "text/markdown"
        );
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body);
        var errors = answer.Json.GetProperty("errors");
        errors.GetArrayLength().ShouldBeGreaterThan(1);
        errors.EnumerateArray().ShouldContain(error => error.GetProperty("line").GetInt32() == 4);
    }

    [Theory]
    [InlineData("req-42.a:b_c", "req-42.a:b_c")]
    [InlineData("white space", null)]
    [InlineData("<script>", null)]
    public async Task A_sane_request_id_is_kept_and_another_replaced(string sent, string? kept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.TryAddWithoutValidation("X-Request-Id", sent);
        var id = (await server.SendAsync(request)).Fields["X-Request-Id"];
        if (kept is not null)
            id.ShouldBe(kept);
        else
            id.ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task A_body_past_the_bound_is_refused_with_the_bound()
    {
        var large = new string(' ', (1 << 20) + 1);
        var answer = await server.PostAsync("/v1/events", large);
        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Detail!.ShouldContain("1,048,576");
    }

    [Fact]
    public async Task So_is_one_whose_length_was_not_told()
    {
        using var request = Post(new ForgetfulContent(new byte[(1 << 20) + 1]));
        (await server.SendAsync(request)).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task So_is_one_that_only_grows_when_inflated()
    {
        using var request = Post(Zipped(new byte[8 << 20]));
        (await server.SendAsync(request)).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_zipped_body_is_read()
    {
        await server.OpenAsync("zip");
        using var request = Post(
            Zipped(Encoding.UTF8.GetBytes($"[{TestEvents.Call("zip", "1")}]"))
        );
        (await server.SendAsync(request)).Json.GetProperty("accepted").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_gzip_is_told_so()
    {
        var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentEncoding.Add("gzip");
        using var request = Post(content);
        (await server.SendAsync(request)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task More_events_than_the_bound_are_refused(string type)
    {
        var one = """{"a":1,"b":2}""";
        var events = Enumerable.Repeat(one, 1_001);
        var body =
            type == "application/json"
                ? $"[{string.Join(',', events)}]"
                : string.Join('\n', events) + "\n";
        var answer = await server.PostAsync("/v1/events", body, type);
        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge, answer.Body);
        answer.Detail!.ShouldContain("1,000");
    }

    [Fact]
    public async Task A_rejected_element_does_not_block_the_others()
    {
        await server.OpenAsync("mixed");
        var body =
            $"[{TestEvents.Call("mixed", "1")},{{\"id\":\"no event\"}},{TestEvents.Call("mixed", "2")}]";
        var answer = await server.PostAsync("/v1/events", body);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(2);
        answer.Json.GetProperty("rejected")[0].GetProperty("index").GetInt32().ShouldBe(1);
    }

    private static HttpRequestMessage Post(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = content,
            Headers = { Authorization = new("Bearer", ServerUnderTest.AdminKey) },
        };
    }

    private static ByteArrayContent Zipped(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (
            var gzip = new System.IO.Compression.GZipStream(
                zipped,
                System.IO.Compression.CompressionLevel.Fastest
            )
        )
            gzip.Write(bytes);
        var content = new ByteArrayContent(zipped.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    /// <summary>A body that does not say how long it is.</summary>
    private sealed class ForgetfulContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
