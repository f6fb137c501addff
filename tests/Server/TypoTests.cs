using System.Net;
using System.Text.Json;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Whatever is mistyped is answered, with the name that was probably meant.</summary>
[Trait("fault", "typos")]
public sealed class TypoTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("seats.set", """{"licenced":3}""", "unknown_field", "licensed")]
    [InlineData("seats.set", """{"licensed":3,"restrikted":1}""", "unknown_field", "restricted")]
    [InlineData("plan.set", """{"plan":"starter","licensed":3}""", "unknown_field", null)]
    [InlineData(
        "usage.voided",
        """{"source":"s","id":"1","of":"usages"}""",
        "wrong_field",
        "usage"
    )]
    [InlineData(
        "wallet.topped-up",
        """{"amout":"5","currency":"USD"}""",
        "unknown_field",
        "amount"
    )]
    [InlineData(
        "fx.published",
        """{"base":"EUR","date":"2026-01-02","rates":{},"publised":"x"}""",
        "unknown_field",
        "published"
    )]
    [InlineData("seats.set", """{"licensed":"three"}""", "wrong_field", null)]
    [InlineData("seats.set", "{}", "missing_field", null)]
    public async Task A_built_in_event_that_says_what_nobody_knows_is_rejected(
        string type,
        string data,
        string code,
        string? meant
    )
    {
        var good = TestEvents.Call("acme", "good");
        foreach (var account in new[] { "acme", "nobody" })
        {
            var answer = await SendAsync(TestEvents.Line(account, "bad", type, data), good);
            var rejected = answer.Json.GetProperty("rejected").EnumerateArray().Single();
            rejected.GetProperty("index").GetInt32().ShouldBe(0);
            rejected.GetProperty("code").GetString().ShouldBe(code, answer.Body);
            Meant(rejected).ShouldBe(meant, answer.Body);
        }
    }

    [Theory]
    [InlineData("api.caled", """{"count":1}""", "unknown_type", "api.called")]
    [InlineData("api.called", """{"cuont":1}""", "unknown_field", "count")]
    [InlineData(
        "call.ended",
        """{"duration":1,"direction":"outbund"}""",
        "unknown_value",
        "outbound"
    )]
    [InlineData(
        "charge.waived",
        """{"clause":"api-cals","cycle":"2026-11-01","by":"ann"}""",
        "unknown_clause",
        "api-calls"
    )]
    [InlineData(
        "charge.confirmed",
        """{"clause":"api-calls","cycle":"2026-11","by":"ann"}""",
        "unknown_cycle",
        "2026-11-01"
    )]
    [InlineData(
        "charge.waived",
        """{"clause":"api-calls","cycle":"2026-11-02","by":"ann"}""",
        "unknown_cycle",
        "2026-11-01"
    )]
    [InlineData(
        "charge.waived",
        """{"clause":"api-calls","cycle":"soon","by":"ann"}""",
        "unknown_cycle",
        null
    )]
    [InlineData("report.filed", """{"clause":"no-such"}""", "unknown_clause", null)]
    [InlineData(
        "addon.added",
        """{"addon":"telephony-pakage"}""",
        "unknown_value",
        "telephony-package"
    )]
    public async Task An_event_that_nothing_looks_at_is_warned_of(
        string type,
        string data,
        string code,
        string? meant
    )
    {
        var answer = await SendAsync(TestEvents.Line("acme", "odd", type, data));
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(1, answer.Body);
        var warning = Warnings(answer).ShouldHaveSingleItem(answer.Body);
        warning.GetProperty("index").GetInt32().ShouldBe(0);
        warning.GetProperty("code").GetString().ShouldBe(code);
        Meant(warning).ShouldBe(meant, answer.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?strict=true")]
    public async Task A_void_of_what_never_came_is_warned_of(string query)
    {
        var name = "void" + query.Length;
        var call = TestEvents.Call("acme", name);
        string Void(string id) =>
            TestEvents.Line(
                "acme",
                $"{name} of {id}",
                "usage.voided",
                $$"""{"source":"test/acme","id":"{{id}}","reason":"twice"}"""
            );
        var answer = await PostAsync(query, call, Void(name));
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(2, answer.Body);
        Warnings(answer).ShouldBeEmpty(answer.Body);
        answer = await PostAsync(query, Void("never"));
        if (query.Length > 0)
            answer
                .Json.GetProperty("errors")[0]
                .GetProperty("code")
                .GetString()
                .ShouldBe("unmatched");
        else
            Warnings(answer)
                .ShouldHaveSingleItem(answer.Body)
                .GetProperty("code")
                .GetString()
                .ShouldBe("unmatched");
    }

    [Theory]
    [InlineData(
        "charge.waived",
        """{"clause":"api-calls","cycle":"2026-11-01","by":"ann","reason":"x"}"""
    )]
    [InlineData("api.called", """{"count":1}""")]
    [InlineData("seats.set", """{"licensed":3}""")]
    public async Task What_is_right_is_not_warned_of(string type, string data)
    {
        var line = TestEvents
            .Line("acme", "fine", type, data)
            .Replace("\"id\":", "\"traceparent\":\"00-1\",\"sequence\":\"1\",\"id\":");
        var answer = await SendAsync(line);
        Warnings(answer).ShouldBeEmpty(answer.Body);
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(1, answer.Body);
    }

    [Theory]
    [InlineData("acm")]
    [InlineData("acmee")]
    [InlineData("amce")]
    [InlineData("acmw")]
    [InlineData("Acme")]
    public async Task An_account_that_nobody_opened_is_warned_of_with_the_one_that_was_meant(
        string account
    )
    {
        var answer = await SendAsync(TestEvents.Call(account, "1"), TestEvents.Call("acme", "1"));
        var warning = Warnings(answer).ShouldHaveSingleItem(answer.Body);
        warning.GetProperty("code").GetString().ShouldBe("not_opened");
        Meant(warning).ShouldBe("acme");
        var listed = await server.GetAsync("/v1/accounts");
        listed.Body.ShouldNotContain($"\"id\":\"{account}\"", Case.Sensitive);
        listed = await server.GetAsync("/v1/accounts?state=unopened");
        listed.Body.ShouldContain($"\"id\":\"{account}\"");
    }

    [Fact]
    public async Task An_account_that_is_opened_in_the_same_body_is_none_of_them()
    {
        var opening = TestEvents.Line(
            "fresh",
            "open",
            "account.opened",
            """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter"}""",
            DateTimeOffset.UtcNow.AddDays(-1)
        );
        var call = TestEvents.Call("fresh", "1");
        foreach (var strict in new[] { "", "?strict=true" })
        {
            var answer = await PostAsync(strict, call, opening);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
            Warnings(answer).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_time_more_than_an_hour_ahead_is_warned_of()
    {
        var now = DateTimeOffset.UtcNow;
        var answer = await SendAsync(
            TestEvents.Line("acme", "1", "api.called", "{}", now.AddMinutes(55)),
            TestEvents.Line("acme", "2", "api.called", "{}", now.AddMinutes(65)),
            TestEvents.Line("acme", "3", "api.called", "{}", now.AddYears(70))
        );
        Warnings(answer)
            .Select(each =>
                (each.GetProperty("index").GetInt32(), each.GetProperty("code").GetString())
            )
            .ShouldBe([(1, "far_ahead"), (2, "far_ahead")]);
    }

    [Fact]
    [Trait("fault", "E23")]
    public async Task One_id_under_two_accounts_of_a_body_counts_twice_and_is_warned_of()
    {
        await server.OpenAsync("apex");
        // One instant for all: a repeat says the same, its time included.
        var now = DateTimeOffset.UtcNow;
        string Call(string account, string id) =>
            TestEvents
                .Line(account, id, "api.called", """{"count":1}""", now)
                .Replace($"test/{account}", "test");
        var answer = await SendAsync(
            Call("acme", "1"),
            Call("apex", "1"),
            Call("apex", "2"),
            Call("acme", "1")
        );
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(3);
        answer.Json.GetProperty("duplicates").GetInt32().ShouldBe(1);
        var warning = Warnings(answer).ShouldHaveSingleItem(answer.Body);
        warning.GetProperty("index").GetInt32().ShouldBe(1);
        warning.GetProperty("code").GetString().ShouldBe("same_id_elsewhere");
    }

    [Fact]
    [Trait("fault", "E04")]
    public async Task A_payload_beside_the_data_is_warned_of()
    {
        var answer = await SendAsync(
            TestEvents.Call("acme", "1").Replace("\"data\":", "\"Data\":")
        );
        var warning = Warnings(answer).ShouldHaveSingleItem(answer.Body);
        warning.GetProperty("code").GetString().ShouldBe("misplaced_data");
        Meant(warning).ShouldBe("data");
    }

    [Theory]
    [InlineData("api.caled", "acme", "unknown_type")]
    [InlineData("api.called", "acm", "not_opened")]
    [InlineData("charge.waived", "acme", "missing_field")]
    public async Task A_strict_body_is_taken_whole_or_not_at_all(
        string type,
        string account,
        string code
    )
    {
        string[] lines = [TestEvents.Call("acme", "1"), TestEvents.Line(account, "2", type, "{}")];
        var answer = await PostAsync("?strict=true", lines);
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body);
        answer.Json.GetProperty("code").GetString().ShouldBe("warned");
        var error = answer.Json.GetProperty("errors").EnumerateArray().Single();
        error.GetProperty("index").GetInt32().ShouldBe(1);
        error.GetProperty("code").GetString().ShouldBe(code);
        answer = await PostAsync("?strict=true", lines[0]);
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(1, answer.Body);
    }

    [Fact]
    public async Task A_strict_body_with_other_content_under_a_known_name_is_not_taken()
    {
        var first = TestEvents.Call("acme", "1", 40);
        var third = TestEvents.Call("acme", "3");
        await SendAsync(first);
        (string[] Body, int[] Conflicts)[] bodies =
        [
            ([TestEvents.Call("acme", "2"), TestEvents.Call("acme", "1", 41)], [1]),
            ([TestEvents.Call("acme", "2", 1), TestEvents.Call("acme", "2", 2)], [1]),
            ([third, first, third], []),
        ];
        foreach (var (body, conflicts) in bodies)
        {
            var answer = await PostAsync("?strict=true", body);
            if (conflicts.Length == 0)
                answer.Json.GetProperty("duplicates").GetInt32().ShouldBe(2, answer.Body);
            else
                answer
                    .Json.GetProperty("errors")
                    .EnumerateArray()
                    .Select(each =>
                        (each.GetProperty("index").GetInt32(), each.GetProperty("code").GetString())
                    )
                    .ShouldBe(conflicts.Select(index => (index, (string?)"conflict")));
        }
    }

    [Fact]
    public async Task The_same_fault_a_thousand_times_is_told_a_thousand_times_at_most()
    {
        var lines = Enumerable
            .Range(0, 3_000)
            .Select(each => TestEvents.Line("acme", $"{each}", $"api.{each}", "{}"));
        var answer = await SendAsync([.. lines]);
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(3_000);
        Warnings(answer).Length.ShouldBe(1_000);
    }

    [Fact]
    public async Task A_key_of_one_account_learns_no_other_account()
    {
        var key = await server.KeyAsync(Role.Account, "acm");
        var answer = await server.PostAsync(
            "/v1/events",
            TestEvents.Line("acm", "1", "limit.set", """{"meter":"nudges","amount":5}"""),
            "application/cloudevents+json",
            key
        );
        answer.Body.ShouldNotContain("acme");
    }

    private Task<Answer> SendAsync(params string[] lines) => PostAsync("", lines);

    private Task<Answer> PostAsync(string query, params string[] lines) =>
        server.PostAsync("/v1/events" + query, string.Join('\n', lines), "application/x-ndjson");

    private static JsonElement[] Warnings(Answer answer) =>
        [.. answer.Json.GetProperty("warnings").EnumerateArray()];

    private static string? Meant(JsonElement told) =>
        told.TryGetProperty("did_you_mean", out var meant) ? meant.GetString() : null;
}
