using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>What several routes say of one thing is one thing: the same number, unit and address.</summary>
public sealed class SameNumberTests : IAsyncLifetime
{
    private const string Account = "/v1/accounts/beta-ag";
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        var opening = TestEvents.Line(
            "beta-ag",
            "open",
            "account.opened",
            """{"policy":"stackcx","currency":"USD","time_zone":"Etc/UTC","plan":"starter","name":"Beta AG"}""",
            DateTimeOffset.UtcNow.AddDays(-1)
        );
        (await server.PostAsync("/v1/events", $"[{opening}]")).Body.ShouldContain("\"accepted\":1");
        var calls = TestEvents.Call("beta-ag", "1", 1_234);
        (await server.PostAsync("/v1/events", $"[{calls}]")).Body.ShouldContain("\"accepted\":1");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    [Trait("fault", "S2-14")]
    [Trait("fault", "S2-18")]
    public async Task An_account_has_its_name_and_its_wallet()
    {
        var account = (await server.GetAsync(Account)).Json;
        Text(account, "name").ShouldBe("Beta AG");
        Text(account, "wallet").ShouldBe("0");
    }

    [Fact]
    [Trait("fault", "S2-13")]
    public async Task A_statement_names_its_address_and_its_lines_lead_to_their_clauses()
    {
        var running = await RunningAsync();
        var again = (await server.GetAsync(Text(running, "url"))).Json;
        Text(again, "id").ShouldBe(Text(running, "id"));
        Text(running, "url").ShouldEndWith($"/{Text(running, "cycle")}");
        var line = Of(running.GetProperty("lines"), "api-calls");
        Text(line, "title").ShouldNotBeEmpty();
        Text(line, "equation").ShouldEndWith("= 0.00 USD");
        var place = Text(line, "clause_url").Split('#');
        (await server.GetAsync(place[0])).Body.ShouldContain($"id=\"{place[1]}\"");
    }

    [Fact]
    [Trait("fault", "S2-15")]
    public async Task Statement_allowance_usage_and_gate_say_one_number_in_one_unit()
    {
        var line = Of((await RunningAsync()).GetProperty("lines"), "api-calls");
        var allowance = Of(
            (await server.GetAsync($"{Account}/allowances")).Json.GetProperty("items"),
            "api-calls"
        );
        Text(allowance, "used").ShouldBe(Text(line, "quantity"));
        Text(allowance, "included").ShouldBe(Text(line, "included"));
        Text(allowance, "unit").ShouldBe(Text(line, "unit"));
        var usage = (
            await server.GetAsync($"{Account}/usage?meter={Text(allowance, "meter")}")
        ).Json.GetProperty("items")[0];
        Text(usage, "unit").ShouldBe(Text(line, "unit"));
        usage
            .GetProperty("points")
            .EnumerateArray()
            .Sum(point => decimal.Parse(Text(point, "value")))
            .ToString()
            .ShouldBe(Text(line, "quantity"));
    }

    private async Task<JsonElement> RunningAsync() =>
        (await server.GetAsync($"{Account}/statements"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .Last();

    private static JsonElement Of(JsonElement items, string clause) =>
        items.EnumerateArray().First(item => Text(item, "clause") == clause);

    private static string Text(JsonElement item, string name) =>
        item.GetProperty(name).GetString()!;
}
