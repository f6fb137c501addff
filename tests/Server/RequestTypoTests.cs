using System.Net;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>What is mistyped in a request, an ask or an address is answered, with the name that was probably meant.</summary>
[Trait("fault", "typos")]
public sealed class RequestTypoTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("api.caled", "api.called")]
    [InlineData("nothing.like.it.at.all", null)]
    public async Task An_ask_about_an_unknown_act_is_refused(string act, string? meant)
    {
        var answer = await server.PostAsync("/v1/gate", $$"""{"account":"acme","act":"{{act}}"}""");
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body);
        answer.Json.GetProperty("code").GetString().ShouldBe("unknown_act");
        Meant(answer.Json).ShouldBe(meant);
    }

    [Theory]
    [InlineData("api.called", """{"cuont":600}""", "unknown_field", "count")]
    [InlineData("call.ended", """{"direction":"outbuond"}""", "unknown_value", "outbound")]
    [InlineData("limit.set", """{"metre":"nudges"}""", "unknown_field", "meter")]
    public async Task What_an_ask_says_and_no_rule_can_look_at_is_warned_of(
        string act,
        string with,
        string code,
        string meant
    )
    {
        var answer = await server.PostAsync(
            "/v1/gate",
            $$"""{"account":"acme","act":"{{act}}","with":{{with}}}"""
        );
        var warning = answer.Json.GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem();
        warning.GetProperty("code").GetString().ShouldBe(code);
        Meant(warning).ShouldBe(meant);
    }

    [Fact]
    public async Task An_ask_that_is_right_is_not_warned_of()
    {
        var answer = await server.PostAsync(
            "/v1/gate",
            """{"account":"acme","act":"api.called","with":{"count":2}}"""
        );
        answer.Json.TryGetProperty("warnings", out _).ShouldBeFalse(answer.Body);
    }

    [Fact]
    public async Task An_ask_about_an_account_that_is_not_open_is_a_conflict()
    {
        await server.PostAsync("/v1/events", $"[{TestEvents.Call("ghost", "1")}]");
        var answer = await server.PostAsync(
            "/v1/gate",
            """{"account":"ghost","act":"api.called"}"""
        );
        answer.Status.ShouldBe(HttpStatusCode.Conflict, answer.Body);
        answer.Json.GetProperty("code").GetString().ShouldBe("not_opened");
    }

    [Theory]
    [InlineData("GET", "/v1/accounts?limt=3", "limit")]
    [InlineData("GET", "/v1/accounts?policy=x", null)]
    [InlineData("GET", "/v1/accounts/acme?after=x", null)]
    [InlineData("GET", "/v1/accounts/acme/usage?frm=2026-11-01", "from")]
    [InlineData("GET", "/v1/policies?sort=-opened", null)]
    [InlineData("GET", "/v1/audit?acount=acme", "account")]
    [InlineData("POST", "/v1/events?strikt=true", "strict")]
    [InlineData("POST", "/v1/gate?dry=1", null)]
    [InlineData("GET", "/v1/clock?x", null)]
    public async Task A_query_parameter_that_the_route_does_not_take_is_refused(
        string method,
        string path,
        string? meant
    )
    {
        var body = method == "POST" ? "[]" : null;
        var answer = await server.SendAsync(new(method), path, ServerUnderTest.AdminKey, body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body);
        answer.Json.GetProperty("code").GetString().ShouldBe("unknown_parameter");
        Meant(answer.Json).ShouldBe(meant);
    }

    [Theory]
    [InlineData("/v1/gate", """{"account":"acme","act":"api.called","wiht":{}}""", "/wiht", "with")]
    [InlineData(
        "/v1/gate",
        """{"account":"acme","act":"api.called","reserve":{"quantity":1,"secs":3}}""",
        "/reserve/secs",
        null
    )]
    [InlineData("/v1/keys", """{"roles":["read"],"nmae":"x"}""", "/nmae", "name")]
    public async Task A_field_that_a_body_does_not_have_is_refused(
        string path,
        string body,
        string pointer,
        string? meant
    )
    {
        var answer = await server.PostAsync(path, body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body);
        answer.Json.GetProperty("code").GetString().ShouldBe("unknown_field");
        answer.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(pointer);
        Meant(answer.Json).ShouldBe(meant);
    }

    private static string? Meant(JsonElement told) =>
        told.TryGetProperty("did_you_mean", out var meant) ? meant.GetString() : null;
}
