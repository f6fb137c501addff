using Evenhand.Core.Stream;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>Terms of one instant hold in the order of their names, in whichever order they come.</summary>
[Trait("fault", "E32")]
public class OrderTests
{
    [Theory]
    [InlineData("\"sequence\":\"2\",", "\"sequence\":\"1\",", "starter")]
    [InlineData("\"sequence\":\"1\",", "\"sequence\":\"2\",", "business")]
    [InlineData("", "\"sequence\":\"1\",", "business")]
    [InlineData("\"sequence\":\"1\",", "", "starter")]
    [InlineData("", "", "starter")]
    public async Task Of_two_plans_set_in_one_second_the_later_one_stands(
        string first,
        string second,
        string plan
    )
    {
        await using var served = await ServedNode.At("2026-01-20");
        await served.SendAsync(Story.Under("stackcx", plan: "starter"));
        served.Node.Account(new AccountId("acme"))!.Plan.ShouldBe("starter");
        await served.SendAsync(Plan("z", first, "starter"));
        served.Node.Account(new AccountId("acme"))!.Plan.ShouldBe("starter");
        await served.SendAsync(Plan("a", second, "business"));
        served.Node.Account(new AccountId("acme"))!.Plan.ShouldBe(plan);
        await served.RestartAsync();
        served.Node.Account(new AccountId("acme"))!.Plan.ShouldBe(plan);
        await served.RestartAsync(snapshots: false);
        served.Node.Account(new AccountId("acme"))!.Plan.ShouldBe(plan);
    }

    [Fact]
    [Trait("fault", "E28")]
    public async Task A_time_that_was_filled_in_is_still_no_content_after_a_restart()
    {
        await using var served = await ServedNode.At("2026-01-20");
        await served.SendAsync(Story.Under("stackcx", plan: "starter"));
        const string Untimed =
            """{"specversion":"1.0","id":"u","source":"s","type":"api.called","subject":"acme","data":{"count":3}}""";
        async Task<(int, int, int)> SendAsync()
        {
            var outcome = await served.Node.IngestAsync(
                System.Text.Encoding.UTF8.GetBytes(Untimed),
                Evenhand.Node.Bodies.BodyFormat.Single,
                fillTime: true
            );
            return (outcome.Accepted, outcome.Duplicates, outcome.Rejected.Count);
        }
        (await SendAsync()).ShouldBe((1, 0, 0));
        served.Clock.Set("2026-01-21");
        (await SendAsync()).ShouldBe((0, 1, 0));
        await served.RestartAsync();
        (await SendAsync()).ShouldBe((0, 1, 0));
        await served.RestartAsync(snapshots: false);
        (await SendAsync()).ShouldBe((0, 1, 0));
    }

    private static string Plan(string id, string sequence, string plan) =>
        $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"s","type":"plan.set","time":"2026-01-10T12:00:00Z","subject":"acme",{{{sequence}}}"data":{"plan":"{{{plan}}}"}}""";
}
