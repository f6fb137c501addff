using Evenhand.Runtime.Serving.Keys;
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
}
