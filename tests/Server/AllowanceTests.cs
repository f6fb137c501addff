using System.Text.Json;
using Evenhand.Tests.Core;
using Evenhand.Tests.Node;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>What an allowance tells: where it stands, as the bill counts it, what then, and what makes room.</summary>
[Trait("fault", "S2-16")]
public sealed class AllowanceTests
{
    [Fact]
    [Trait("fault", "S1-1")]
    public async Task A_stock_tells_what_is_there_now_and_what_the_statement_takes_of_it()
    {
        await using var server = await At("2026-01-16");
        await server.SendAsync(
            Story
                .Under("qcontact")
                .At("2026-01-01", "seats.set", """{"licensed":1}""")
                .At(
                    "2026-01-12T09:36:00Z",
                    "object.stored",
                    """{"object":"o","class":"media","bytes":310000000000}"""
                )
        );
        var storage = await server.AllowanceAsync("storage-allowance");
        (Text(storage, "now"), Text(storage, "now_unit")).ShouldBe(("310", "GB"));
        (Text(storage, "so_far"), Text(storage, "unit")).ShouldBe(("196", "GB-month"));
        Text(storage, "used").ShouldBe(Text(storage, "so_far"));
        (Text(storage, "taken"), Text(storage, "expected")).ShouldBe(("average", "196"));
        var line = storage.GetProperty("lines")[0];
        Text(line, "clause").ShouldBe("storage-overage");
        Text(line, "quantity").ShouldBe(Text(storage, "so_far"));
        Text(line, "included").ShouldBe(Text(storage, "included"));
        // 70 GB for 31 days are filled by 310 GB in seven.
        Text(storage, "runs_out").ShouldBe("2026-01-19T09:36:00Z");
        Has(storage, "ran_out").ShouldBeFalse();
        Text(storage, "message")
            .ShouldBe(
                "196 GB-months on average over the cycle, if the 310 GB that are there now stay until its end; 70 GB-months included."
            );
        server.Clock.Set("2026-01-21");
        storage = await server.AllowanceAsync("storage-allowance");
        Text(storage, "ran_out").ShouldBe("2026-01-19T09:36:00Z");
        Has(storage, "runs_out").ShouldBeFalse();
    }

    [Fact]
    public async Task An_allowance_drawn_in_order_goes_on_beyond_what_is_included_and_tells_the_price()
    {
        await using var server = await At("2026-01-11");
        await server.SendAsync(
            Story
                .Under("engagece", plan: "volume-500")
                .At("2026-01-02", "email.sent", """{"origin":"sequence","count":400}""")
                .At("2026-01-03", "email.sent", """{"origin":"sequence","count":350}""")
        );
        var plan = await server.AllowanceAsync("volume-plan");
        (Text(plan, "used"), Text(plan, "included"), Text(plan, "remaining")).ShouldBe(
            ("750", "500", "0")
        );
        (Text(plan, "expected"), Text(plan, "ran_out")).ShouldBe(("2325", "2026-01-03T00:00:00Z"));
        Has(plan, "runs_out").ShouldBeFalse();
        var then = One(plan, "then", "what", "billed");
        (Text(then, "price"), Text(then, "currency"), Text(then, "per")).ShouldBe(
            ("0.05", "USD", "1")
        );
        Text(then, "message").ShouldBe("More is billed at 0.05 USD for each nudge.");
        One(plan, "lifted", "by", "plan")
            .GetProperty("names")
            .EnumerateArray()
            .Select(each => each.GetString())
            .ShouldBe(["volume-2500", "volume-10000"]);
        Text(One(plan, "lifted", "by", "reset"), "at").ShouldBe("2026-02-01T00:00:00Z");
    }

    [Fact]
    public async Task A_limit_tells_whose_it_is_what_stops_and_what_makes_room()
    {
        await using var server = await At("2026-01-11T12:00:00Z");
        await server.SendAsync(
            Story
                .Under("qcontact")
                .At("2026-01-02", "field.created", """{"entity_type":"lead","count":7}""")
                .At("2026-01-02", "field.created", """{"entity_type":"deal","count":250}""")
                .At("2026-01-10", "email.sent", """{"user":"ana","count":1000}""")
                .At("2026-01-11", "email.sent", """{"user":"ana","count":10}""")
                .At("2026-01-11", "email.sent", """{"user":"bob","count":990}""")
        );
        var fields = await server.AllowanceAsync("limit-fields");
        (Text(fields, "used"), Text(fields, "of"), Text(fields, "ran_out")).ShouldBe(
            ("250", "deal", "2026-01-02T00:00:00Z")
        );
        var daily = await server.AllowanceAsync("email-daily");
        (Text(daily, "used"), Text(daily, "of"), Text(daily, "remaining")).ShouldBe(
            ("990", "bob", "10")
        );
        Has(daily, "ran_out").ShouldBeFalse();
        (Text(daily, "taken"), Text(daily, "expected")).ShouldBe(("sum", "1980"));
        daily.GetProperty("then").GetArrayLength().ShouldBeGreaterThan(0);
        One(daily, "lifted", "by", "exception");
    }

    [Fact]
    [Trait("fault", "S2-15")]
    public async Task A_ratio_has_one_unit_on_every_route()
    {
        await using var server = await At("2026-01-11");
        await server.SendAsync(
            Story
                .Under("engagece", plan: "volume-500")
                .At(
                    "2026-01-02",
                    "call.ended",
                    """{"duration":90,"direction":"outbound","destination":"long-distance","user":"ana"}"""
                )
                .At(
                    "2026-01-03",
                    "call.ended",
                    """{"duration":270,"direction":"outbound","destination":"local-mobile","user":"ana"}"""
                )
        );
        var ratio = await server.AllowanceAsync("call-fair");
        (Text(ratio, "used"), Text(ratio, "unit"), Text(ratio, "taken")).ShouldBe(
            ("0.25", "ratio", "ratio")
        );
        var usage = (await server.GetAsync("/usage?meter=long-distance&window=month")).GetProperty(
            "items"
        )[0];
        Text(usage, "unit").ShouldBe("ratio");
        Text(usage.GetProperty("points")[0], "value").ShouldBe("0.25");
    }

    [Fact]
    public async Task A_limit_that_the_account_set_for_itself_is_one_of_them()
    {
        await using var server = await At("2026-01-11");
        await server.SendAsync(
            Story
                .Under("engagece", plan: "volume-500")
                .At("2026-01-01", "limit.set", """{"meter":"nudges","amount":20}""")
                .At("2026-01-02", "email.sent", """{"origin":"sequence","count":25}""")
        );
        var own = (await server.AllowancesAsync()).Single(each =>
            Text(each, "kind") == "own-limit"
        );
        (Text(own, "used"), Text(own, "included"), Text(own, "ran_out")).ShouldBe(
            ("25", "20", "2026-01-02T00:00:00Z")
        );
        Text(One(own, "then", "what", "denied"), "message").ShouldBe("Automated acts are denied.");
        One(own, "lifted", "by", "own-limit");
    }

    private static Task<ClockedServer> At(string instant) => ClockedServer.StartAsync(instant);

    private static JsonElement One(JsonElement item, string list, string name, string value) =>
        item.GetProperty(list).EnumerateArray().First(each => Text(each, name) == value);

    private static bool Has(JsonElement item, string name) => item.TryGetProperty(name, out _);

    private static string Text(JsonElement item, string name) =>
        item.GetProperty(name).GetString()!;
}

/// <summary>A server under a clock that only the test moves, with one account.</summary>
internal sealed class ClockedServer : IAsyncDisposable
{
    private readonly ServerUnderTest server;

    private ClockedServer(ServerUnderTest server, HandClock clock) =>
        (this.server, Clock) = (server, clock);

    public HandClock Clock { get; }

    public ServerUnderTest Server => server;

    public static async Task<ClockedServer> StartAsync(string instant)
    {
        var clock = new HandClock(instant);
        return new ClockedServer(await ServerUnderTest.StartAsync(clock: clock), clock);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>Moves the clock on and lets everything happen that is due.</summary>
    public async Task UntilAsync(string instant)
    {
        Clock.Set(instant);
        await server.Server.Node.LookAfterDueAsync();
    }

    public async Task SendAsync(Story story)
    {
        var answer = await server.PostAsync(
            "/v1/events",
            string.Join('\n', story.Lines),
            "application/x-ndjson"
        );
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(story.Lines.Count, answer.Body);
    }

    /// <summary>What a route of the account answers.</summary>
    public async Task<JsonElement> GetAsync(string route) =>
        (await server.GetAsync($"/v1/accounts/acme{route}")).Json;

    /// <summary>The same as it is sent.</summary>
    public async Task<string> TextAsync(string route) =>
        (await server.GetAsync($"/v1/accounts/acme{route}")).Body;

    public async Task<JsonElement[]> AllowancesAsync() =>
        [.. (await GetAsync("/allowances")).GetProperty("items").EnumerateArray()];

    public async Task<JsonElement> AllowanceAsync(string clause) =>
        (await AllowancesAsync()).First(each => each.GetProperty("clause").GetString() == clause);
}
