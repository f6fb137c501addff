using System.Net;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Holds and quarantine over HTTP.</summary>
public sealed class HoldTests : IAsyncLifetime
{
    private const string Holds = "/v1/accounts/acme/holds";
    private const string Reason = """{"reason":"over now"}""";

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("acme", "qcontact", "");
        foreach (var name in new[] { "a", "b" })
            await cast.SendAsync(
                "acme",
                "object.stored",
                $$"""{"object":"{{name}}","class":"media","bytes":2000000}"""
            );
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task What_is_held_cannot_be_deleted_until_it_is_released()
    {
        await cast.DoAsync(
            "bob",
            Holds,
            """{"id":"p1","hold":"h1","objects":["a"],"reason":"a dispute"}"""
        );
        (await DeletedAsync("a")).ShouldBe("deny");
        (await DeletedAsync("b")).ShouldBe("allow");
        (await ListedAsync()).ShouldBe(["h1 vendor a placed"]);
        (await cast.RefusedAsync("cyd", Holds, """{"hold":"h1","reason":"again"}""")).ShouldBe(
            "taken"
        );
        (await cast.RefusedAsync("cyd", $"{Holds}/none/release", Reason)).ShouldBe("unknown");
        await cast.DoAsync("cyd", $"{Holds}/h1/release", Reason);
        (await DeletedAsync("a")).ShouldBe("allow");
        (await cast.RefusedAsync("cyd", $"{Holds}/h1/release", Reason)).ShouldBe("state");
        (await ListedAsync()).ShouldBe(["h1 vendor a released"]);
        await cast.HasItsEffectAsync("acme");
    }

    [Fact]
    public async Task The_same_hold_sent_again_is_answered_as_the_first_time()
    {
        const string Body = """{"id":"p1","reason":"all of it"}""";
        var first = await cast.DoAsync("bob", Holds, Body);
        (await cast.DoAsync("bob", Holds, Body)).GetRawText().ShouldBe(first.GetRawText());
        (await ListedAsync()).ShouldBe(["p1 vendor all placed"]);
    }

    [Fact]
    public async Task A_quarantine_is_lifted_by_somebody_who_did_not_report_it()
    {
        const string Lift = "/v1/accounts/acme/objects/a/release";
        (await cast.RefusedAsync("bob", Lift, Reason)).ShouldBe("state");
        await cast.SendAsync(
            "acme",
            "report.filed",
            """{"clause":"content-harmful-software","by":"bob","about":"a macro virus","object":"a"}"""
        );
        (await cast.RefusedAsync("bob", Lift, Reason)).ShouldBe("person");
        await cast.DoAsync("cyd", Lift, Reason);
        (await cast.RefusedAsync("cyd", "/v1/accounts/acme/objects/none/release", Reason)).ShouldBe(
            "unknown"
        );
        await cast.HasItsEffectAsync("acme");
    }

    [Fact]
    public async Task An_account_has_holds_of_its_own_and_does_not_let_go_of_the_vendors()
    {
        await cast.DoAsync("acme", Holds, """{"hold":"ours","objects":["a"],"reason":"so"}""");
        await cast.DoAsync("bob", Holds, """{"hold":"theirs","objects":["b"],"reason":"so"}""");
        (await ListedAsync()).ShouldBe(["ours customer a placed", "theirs vendor b placed"]);
        (await DeletedAsync("a")).ShouldBe("deny");
        var refused = await cast.PostAsync("acme", $"{Holds}/theirs/release", Reason);
        (refused.Status, refused.Detail!.Contains("vendor's")).ShouldBe(
            (HttpStatusCode.Forbidden, true)
        );
        (await cast.RefusedAsync("acme", $"{Holds}/none/release", Reason)).ShouldBe("unknown");
        await cast.DoAsync("acme", $"{Holds}/ours/release", Reason);
        (await ListedAsync()).ShouldBe(["ours customer a released", "theirs vendor b placed"]);
        await cast.HasItsEffectAsync("acme");
    }

    [Fact]
    public async Task Where_nothing_is_stored_nothing_can_be_held_and_only_parties_hold()
    {
        await cast.OpenAsync("other");
        (
            await cast.RefusedAsync("bob", "/v1/accounts/other/holds", """{"reason":"so"}""")
        ).ShouldBe("kind");
        foreach (var who in new[] { "ann", "eve" })
            (await cast.PostAsync(who, Holds, """{"reason":"so"}""")).Status.ShouldBe(
                HttpStatusCode.Forbidden,
                who
            );
        (
            await cast.PostAsync("acme", "/v1/accounts/acme/objects/a/release", Reason)
        ).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await cast.PostAsync("bob", Holds, """{"objects":[],"reason":"so"}""")).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await ListedAsync()).ShouldBeEmpty();
    }

    private async Task<string?> DeletedAsync(string name) =>
        (
            await cast.Server.PostAsync(
                "/v1/gate",
                $$"""{"account":"acme","act":"object.deleted","with":{"object":"{{name}}"} }"""
            )
        )
            .Json.GetProperty("outcome")
            .GetString();

    private async Task<string[]> ListedAsync() =>
        [
            .. (await cast.Server.GetAsync(Holds))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(each =>
                    $"{each.GetProperty("hold").GetString()} {each.GetProperty("side").GetString()} {Objects(each)} {each.GetProperty("state").GetString()}"
                ),
        ];

    private static string Objects(JsonElement hold) =>
        hold.TryGetProperty("objects", out var names)
            ? string.Join(',', names.EnumerateArray().Select(each => each.GetString()))
            : "all";
}
