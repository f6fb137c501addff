using System.Net;
using System.Net.Sockets;
using System.Text;
using Evenhand.Ledger;
using Evenhand.Node.Roles;
using Evenhand.Server.Problems;
using Evenhand.Tests.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Requests that once were answered as no stranger would expect.</summary>
public sealed class OddRequestTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("own");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("a.b")]
    [InlineData("****.x")]
    [InlineData("b3du=.x")]
    [InlineData("b3d.x")]
    [InlineData("_-_-_.x")]
    [InlineData(".x")]
    [InlineData("b3du.")]
    [InlineData("%20b3du.x")]
    [InlineData("%ED%A0%80.x")]
    [Trait("fault", "low-reservation")]
    public async Task An_id_that_is_no_reservation_is_not_found(string id)
    {
        var answer = await server.PostAsync($"/v1/reservations/{id}/release", "");
        answer.Status.ShouldBe(HttpStatusCode.NotFound, answer.Body);
        answer.Json.GetProperty("code").GetString().ShouldBe("unknown_reservation");
    }

    [Theory]
    [InlineData("notices")]
    [InlineData("cases")]
    [Trait("fault", "low-after")]
    public async Task The_last_cursor_that_there_is_has_nothing_after_it(string list)
    {
        var answer = await server.GetAsync($"/v1/accounts/own/{list}?after=9223372036854775807");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("12345678901234567")]
    [InlineData("fffffffffffffffff")]
    [InlineData("-1")]
    [InlineData("zz")]
    [Trait("fault", "low-chunk")]
    public async Task A_chunk_that_is_none_is_the_senders_fault(string size)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, cancel);
        await client
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /v1/gate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ServerUnderTest.AdminKey}\r\n"
                        + $"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n{{}}\r\n"
                ),
                cancel
            );
        var heard = new byte[64];
        var count = await client.GetStream().ReadAsync(heard, cancel);
        Encoding.ASCII.GetString(heard, 0, count).ShouldStartWith("HTTP/1.1 400");
        server.Log.All.ShouldNotContain(line => line.Contains("defect"));
    }

    [Fact]
    [Trait("fault", "M14")]
    public async Task Half_a_surrogate_costs_its_own_event_alone_also_at_OpenMeters_door()
    {
        var good =
            """{"specversion":"1.0","id":"1","source":"s","type":"api.called","subject":"own","data":{"count":1}}""";
        string[] odd =
        [
            good.Replace("\"data\"", "\"\\ud800\":1,\"data\""),
            good.Replace("\"1\",", "\"\\udfff\","),
            good.Replace("\"own\"", "\"\\ud83d\""),
            good.Replace("\"count\"", "\"\\ud800\""),
            good.Replace("\"api.called\"", "\"\\ud800\""),
        ];
        var answer = await server.PostAsync(
            "/api/v1/events",
            $"[{string.Join(',', odd)},{good}]",
            "application/cloudevents-batch+json"
        );
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body);
        var errors = answer.Json.GetProperty("errors").EnumerateArray().ToList();
        errors.ShouldAllBe(each => each.GetProperty("code").GetString() == "malformed");
        errors.Select(each => each.GetProperty("index").GetInt32()).ShouldNotContain(odd.Length);
        (await server.GetAsync("/v1/accounts/own/usage"))
            .Json.GetProperty("items")
            .GetArrayLength()
            .ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("""{"role":"read","name":"\ud800"}""")]
    [InlineData("""{"role":"\udc00"}""")]
    [InlineData("""{"\ud800":1,"role":"read"}""")]
    [Trait("fault", "M14")]
    public async Task Half_a_surrogate_in_a_small_body_is_the_senders_fault(string body)
    {
        var answer = await server.PostAsync("/v1/keys", body);
        ((int)answer.Status).ShouldBeLessThan(500, answer.Body);
        var ask = await server.PostAsync(
            "/v1/gate",
            body.Replace("role", "account").Replace("name", "act")
        );
        ((int)ask.Status).ShouldBeLessThan(500, ask.Body);
    }

    [Theory]
    [InlineData("/v1/accounts")]
    [InlineData("/v1/accounts/own")]
    [InlineData("/v1/policies")]
    [InlineData("/policies")]
    [InlineData("/openapi.json")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [Trait("fault", "low-head")]
    public async Task HEAD_answers_as_GET_does_without_the_body(string path)
    {
        var head = await server.SendAsync(HttpMethod.Head, path, ServerUnderTest.AdminKey);
        head.Status.ShouldBe(HttpStatusCode.OK);
        head.Body.ShouldBeEmpty();
        if (path is not ("/health/ready" or "/openapi.json" or "/policies"))
            (await server.SendAsync(HttpMethod.Head, path, null)).Status.ShouldBe(
                HttpStatusCode.Unauthorized
            );
    }

    [Fact]
    [Trait("fault", "low-head")]
    public async Task HEAD_is_named_where_GET_is_taken_and_nowhere_else()
    {
        var put = await server.SendAsync(HttpMethod.Put, "/v1/accounts", ServerUnderTest.AdminKey);
        put.Fields["Allow"].ShouldBe("GET, HEAD");
        var head = await server.SendAsync(HttpMethod.Head, "/v1/gate", ServerUnderTest.AdminKey);
        head.Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        head.Fields["Allow"].ShouldBe("POST");
    }

    [Fact]
    [Trait("fault", "low-openapi")]
    public async Task The_description_is_made_once_and_not_sent_to_whoever_has_it()
    {
        var first = await server.GetAsync("/openapi.json", key: null);
        (await server.GetAsync("/openapi.json", key: null)).Body.ShouldBe(first.Body);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json");
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Fields["ETag"]);
        var again = await server.SendAsync(request);
        again.Status.ShouldBe(HttpStatusCode.NotModified);
        again.Body.ShouldBeEmpty();
    }

    [Fact]
    [Trait("fault", "low-windows")]
    public async Task As_many_windows_are_given_as_are_promised()
    {
        const string Day = "yyyy-MM-dd";
        var from = DateTimeOffset.UtcNow.AddDays(-39);
        var year = await server.GetAsync(
            $"/v1/accounts/own/usage?window=hour&from={from.ToString(Day)}"
        );
        year.Status.ShouldBe(HttpStatusCode.OK, year.Body);
        var old = DateTimeOffset.UtcNow.AddDays(-364);
        await server.PostAsync(
            "/v1/events",
            TestEvents.Line(
                "old",
                "open",
                "account.opened",
                """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter"}""",
                old.AddDays(-30)
            ),
            "application/x-ndjson"
        );
        var most = await server.GetAsync(
            $"/v1/accounts/old/usage?window=hour&from={old.ToString(Day)}"
        );
        most.Status.ShouldBe(HttpStatusCode.OK, most.Body);
        var more = await server.GetAsync(
            $"/v1/accounts/old/usage?window=hour&from={old.AddDays(-20).ToString(Day)}"
        );
        more.Status.ShouldBe(HttpStatusCode.BadRequest);
        more.Detail!.ShouldContain("8,784");
    }

    [Fact]
    [Trait("fault", "M9")]
    public async Task A_policy_whose_example_fails_is_refused_as_the_check_refuses_it()
    {
        var dearer = Published
            .Text("numonix", "2099.1", "2099-01-01")
            .Replace("```yaml example\n", "```yaml example\nlines: []\n");
        var answer = await server.PostAsync("/v1/policies", dearer, "text/markdown");
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body);
        answer.Json.GetProperty("code").GetString().ShouldBe("policy_unsound");
        var text = Published.Text("engagece", "2099.1", "2099-01-01");
        var wrong = text.Replace("amount: 0.12, status: due }", "amount: 0.13, status: due }");
        wrong.ShouldNotBe(text);
        answer = await server.PostAsync("/v1/policies", wrong, "text/markdown");
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body);
        answer.Json.GetProperty("errors")[0].GetProperty("line").GetInt32().ShouldBeGreaterThan(1);
        answer = await server.PostAsync("/v1/policies", text, "text/markdown");
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
    }

    [Fact]
    [Trait("fault", "M9")]
    public async Task A_policy_that_breaks_the_notice_of_the_one_before_is_refused()
    {
        string Cheaper(int days) =>
            Published.WithoutExamples(
                Published
                    .Text(
                        "engagece",
                        $"2099.{days}",
                        DateTimeOffset.UtcNow.AddDays(days).ToString("yyyy-MM-dd")
                    )
                    .Replace(
                        "[0.06](#volume-plan \"plan.no-plan.fee.USD\")",
                        "[0.09](#volume-plan \"plan.no-plan.fee.USD\")"
                    )
                    .Replace(
                        "no-plan: { allotment: 0 nudges, fee: { USD: 0.06",
                        "no-plan: { allotment: 0 nudges, fee: { USD: 0.09"
                    )
            );
        var soon = await server.PostAsync("/v1/policies", Cheaper(20), "text/markdown");
        soon.Status.ShouldBe(HttpStatusCode.Conflict, soon.Body);
        soon.Json.GetProperty("code").GetString().ShouldBe("notice_broken");
        soon.Detail!.ShouldContain("30 days");
        var later = await server.PostAsync("/v1/policies", Cheaper(40), "text/markdown");
        later.Status.ShouldBe(HttpStatusCode.Created, later.Body);
    }

    [Fact]
    [Trait("fault", "S1-11")]
    public async Task A_promise_is_broken_only_with_a_reason_and_a_version_can_be_tried_and_taken_back()
    {
        var day = DateTimeOffset.UtcNow.AddDays(10).ToString("yyyy-MM-dd");
        var text = Published
            .Text("qcontact", "2098.1", day)
            .Replace("adverse: 30 days", "adverse: 1 day");
        const string Route = "/v1/policies";
        (await server.PostAsync($"{Route}?dry_run=true", text, "text/markdown")).Status.ShouldBe(
            HttpStatusCode.Conflict
        );
        (await server.PostAsync($"{Route}?override=%20", text, "text/markdown")).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        var why = "?override=A%20court%20has%20ordered%20it.";
        var tried = await server.PostAsync($"{Route}{why}&dry_run", text, "text/markdown");
        tried.Status.ShouldBe(HttpStatusCode.OK, tried.Body);
        (await server.GetAsync($"{Route}/qcontact/2098.1")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        var done = await server.PostAsync($"{Route}{why}", text, "text/markdown");
        done.Status.ShouldBe(HttpStatusCode.Created, done.Body);
        done.Json.GetProperty("override_reason").GetString().ShouldBe("A court has ordered it.");
        done.Json.GetProperty("for_existing")
            .GetDateTimeOffset()
            .ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddDays(29));
        var page = await server.GetAsync("/policies/qcontact?version=2098.1");
        page.Body.ShouldContain("A court has ordered it.");
        page.Body.ShouldContain("not yet in force");
        var back = await server.SendAsync(
            HttpMethod.Delete,
            $"{Route}/qcontact/2098.1",
            ServerUnderTest.AdminKey
        );
        back.Status.ShouldBe(HttpStatusCode.OK, back.Body);
        (await server.GetAsync("/policies/qcontact?version=2098.1")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (
            await server.SendAsync(
                HttpMethod.Delete,
                $"{Route}/qcontact/2024.3.1",
                ServerUnderTest.AdminKey
            )
        ).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("ü")]
    [Trait("fault", "low-names")]
    public async Task A_policy_whose_name_is_no_name_is_refused(string name)
    {
        var text = Published.Text("numonix", "2099.1", "2099-01-01");
        foreach (
            var wrong in new[]
            {
                text.Replace("policy: numonix", $"policy: {name}"),
                text.Replace("version: 2099.1", $"version: {name}"),
            }
        )
        {
            wrong.ShouldNotBe(text);
            var answer = await server.PostAsync("/v1/policies", wrong, "text/markdown");
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body);
            answer.Body.ShouldContain("cannot be cited");
        }
    }

    [Fact]
    [Trait("fault", "M12")]
    public async Task Keys_policies_and_wrong_keys_leave_lines_in_the_log_without_secrets()
    {
        var made = await server.PostAsync("/v1/keys", """{"role":"read","name":"beside"}""");
        var (id, text) = (
            made.Json.GetProperty("id").GetString()!,
            made.Json.GetProperty("key").GetString()!
        );
        var rotated = await server.PostAsync($"/v1/keys/{id}/rotate", "");
        await server.SendAsync(HttpMethod.Delete, $"/v1/keys/{id}", ServerUnderTest.AdminKey);
        for (var i = 0; i < 50; i++)
            await server.GetAsync("/v1/accounts", text);
        await server.PostAsync(
            "/v1/policies",
            Published.Text("numonix", "2099.1", "2099-01-01"),
            "text/markdown"
        );
        var log = server.Log.All;
        log.Count(line => line.Contains($"Key {id}")).ShouldBe(3);
        log.ShouldContain(line => line.Contains("Policy numonix 2099.1"));
        log.Count(line => line.Contains("Requests with a key that is not known"))
            .ShouldBeInRange(1, 12);
        log.ShouldAllBe(line => !line.Contains(text));
        log.ShouldAllBe(line => !line.Contains(rotated.Json.GetProperty("key").GetString()!));
    }

    [Fact]
    [Trait("fault", "M13")]
    public async Task What_the_ledger_cannot_give_is_no_defect()
    {
        foreach (
            var (error, code) in new (Exception, string)[]
            {
                (new DamagedLedgerException("slice 7 is damaged"), "unreadable"),
                (
                    new LedgerUnavailableException("the disk is full", new IOException()),
                    "unavailable"
                ),
            }
        )
        {
            var context = new DefaultHttpContext();
            using var body = new MemoryStream();
            context.Response.Body = body;
            await new ProblemMiddleware(NullLogger.Instance).InvokeAsync(context, _ => throw error);
            context.Response.StatusCode.ShouldBe(503);
            context.Response.Headers.RetryAfter.ToString().ShouldBe("1");
            var told = Encoding.UTF8.GetString(body.ToArray());
            told.ShouldContain($"\"code\":\"{code}\"");
            told.ShouldNotContain(error.Message);
        }
    }

    [Fact]
    public async Task A_role_that_does_not_reach_is_told_by_its_code()
    {
        var key = await server.KeyAsync(Role.Read);
        var answer = await server.PostAsync("/v1/gate", "{}", key: key);
        answer.Json.GetProperty("code").GetString().ShouldBe("role");
    }
}
