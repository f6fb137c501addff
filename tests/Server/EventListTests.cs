using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>The list of events over HTTP.</summary>
public sealed class EventListTests
{
    [Fact]
    public async Task Events_are_listed_with_what_became_of_them_to_whoever_may_see_them()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme", "zeta");
        await server.PostAsync("/v1/events", $"[{TestEvents.Call("acme", "1", 40)}]");
        var all = await server.GetAsync("/v1/events?account=acme&id=1");
        var item = all.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        item.GetProperty("outcome").GetString().ShouldBe("counted");
        item.GetProperty("event").GetProperty("id").GetString().ShouldBe("1");
        item.GetProperty("touched")
            .EnumerateArray()
            .ShouldContain(each =>
                each.GetProperty("clause").GetString() == "api-calls"
                && each.GetProperty("quantity").GetString() == "40"
            );
        var key = await server.KeyAsync(Role.Account, "acme");
        (await server.GetAsync("/v1/events", key)).Body.ShouldNotContain("zeta");
        ((int)(await server.GetAsync("/v1/events?account=zeta", key)).Status).ShouldBe(404);
        ((int)(await server.GetAsync("/v1/events?outcome=lost")).Status).ShouldBe(400);
        ((int)(await server.GetAsync("/v1/events?after=x")).Status).ShouldBe(400);
    }

    [Fact]
    public async Task What_was_turned_away_is_listed_for_a_week_without_its_content()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme", "zeta");
        var twice = TestEvents.Call("acme", "1", 40);
        await server.PostAsync(
            "/v1/events",
            $$"""[{{twice}},{{twice.Replace("40", "41")}},{"id":"2","subject":"acme","secret":"s3cret"},{"id":"3","source":"s","subject":"zeta","type":"limit.set","specversion":"1.0","time":"2026-01-01T00:00:00Z","data":{"metre":"s3cret"} }]"""
        );
        var all = await server.GetAsync("/v1/events?outcome=rejected");
        all.Body.ShouldNotContain("s3cret");
        Shown(all).ShouldBe(["acme 1 conflict", "acme 2 malformed", "zeta 3 unknown_field"]);
        all.Json.GetProperty("items")[2].GetProperty("did_you_mean").GetString().ShouldBe("meter");
        all.Json.GetProperty("items")[0].TryGetProperty("rejected_at", out _).ShouldBeTrue();
        Shown(await server.GetAsync("/v1/events?outcome=rejected&account=zeta"))
            .ShouldBe(["zeta 3 unknown_field"]);
        Shown(await server.GetAsync("/v1/events?outcome=rejected&id=2"))
            .ShouldBe(["acme 2 malformed"]);
        Shown(await server.GetAsync("/v1/events?outcome=rejected&type=limit.set"))
            .ShouldBe(["zeta 3 unknown_field"]);
        var key = await server.KeyAsync(Role.Account, "acme");
        Shown(await server.GetAsync("/v1/events?outcome=rejected", key))
            .ShouldBe(["acme 1 conflict", "acme 2 malformed"]);
    }

    [Fact]
    public async Task What_a_key_sends_for_another_account_is_not_told_to_that_account()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme", "zeta");
        var (mine, theirs) = (
            await server.KeyAsync(Role.Account, "acme"),
            await server.KeyAsync(Role.Account, "zeta")
        );
        await server.PostAsync("/v1/events", $"[{TestEvents.Call("zeta", "1", 40)}]", key: mine);
        Shown(await server.GetAsync("/v1/events?outcome=rejected", theirs)).ShouldBeEmpty();
        Shown(await server.GetAsync("/v1/events?outcome=rejected")).ShouldBe(["? 1 role"]);
    }

    [Fact]
    public async Task A_list_of_what_was_rejected_goes_on_with_what_is_stored()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme");
        await server.PostAsync(
            "/v1/events",
            """[{"id":"1","subject":"acme"},{"id":"2","subject":"acme"}]"""
        );
        var ids = new List<string>();
        for (var at = "/v1/events?outcome=rejected&limit=1"; ; )
        {
            var page = await server.GetAsync(at);
            ids.AddRange(Shown(page));
            if (page.Json.GetProperty("next").GetString() is not { } next)
                break;
            at = "/v1/events?outcome=rejected&limit=1&after=" + Uri.EscapeDataString(next);
        }
        ids.ShouldBe(["acme 1 malformed", "acme 2 malformed"]);
        ((int)(await server.GetAsync("/v1/events?outcome=rejected&after=door:x")).Status).ShouldBe(
            400
        );
    }

    private static string[] Shown(Answer answer) =>
        [
            .. answer
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(each =>
                    (Text(each.GetProperty("event"), "subject") ?? "?")
                    + " "
                    + Text(each.GetProperty("event"), "id")
                    + " "
                    + Text(each, "code")
                ),
        ];

    private static string? Text(System.Text.Json.JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) ? text.GetString() : null;
}
