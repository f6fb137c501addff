using System.Text.Json;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>What a statement tells besides its sums: rates and days, who decided, what waits to be corrected.</summary>
public sealed class StatementTests
{
    private const string Fee = """{"what":"whatsapp","amount":"10.00","currency":"EUR"}""";

    [Fact]
    [Trait("fault", "S2-18")]
    public async Task Fees_passed_through_show_the_rates_and_days_by_which_they_were_converted()
    {
        await using var server = await ClockedServer.StartAsync("2026-01-20");
        await server.SendAsync(
            Story
                .Under("qcontact")
                .At("2026-01-02", "fx.published", Rate("2026-01-02", "1.10"))
                .At("2026-01-05", "fx.published", Rate("2026-01-05", "1.20"))
                .At("2026-01-03", "passthrough.incurred", Fee)
                .At("2026-01-04", "passthrough.incurred", Fee)
                .At("2026-01-05", "passthrough.incurred", Fee)
        );
        var line = Line(await server.GetAsync("/statements/2026-01-01"), "whatsapp-pass-through");
        (Text(line, "quantity"), Text(line, "amount")).ShouldBe(("30", "34.00"));
        line.GetProperty("conversions")
            .EnumerateArray()
            .Select(part =>
                $"{Text(part, "date")}: {Text(part, "quantity")} {Text(part, "currency")} × {Text(part, "rate")} = {Text(part, "amount")}"
            )
            .ShouldBe(["2026-01-02: 20 EUR × 1.1 = 22", "2026-01-05: 10 EUR × 1.2 = 12"]);
        (await server.TextAsync("/statements/2026-01-01?format=csv")).ShouldContain(
            "20 EUR at 1.1 of 2026-01-02; 10 EUR at 1.2 of 2026-01-05"
        );
        (await server.TextAsync("/statements/2026-01-01?format=html")).ShouldContain(
            "Converted at reference rates"
        );
    }

    [Fact]
    [Trait("fault", "S2-17")]
    public async Task A_line_that_a_person_waived_or_confirmed_tells_who_when_and_why()
    {
        await using var server = await ClockedServer.StartAsync("2026-01-20");
        await server.SendAsync(
            Story
                .Under("stackcx", plan: "starter")
                .At("2026-01-02", "api.called", """{"count":52000}""")
        );
        Decided(await server.GetAsync("/statements/2026-01-01")).ShouldBeNull();
        await server.SendAsync(Decision("charge.confirmed", "bob", "agreed"));
        Decided(await server.GetAsync("/statements/2026-01-01"))
            .ShouldBe("due by bob at 2026-01-20T00:00:00Z: agreed");
        await server.SendAsync(Decision("charge.waived", "ana", "our fault, <sorry>"));
        Decided(await server.GetAsync("/statements/2026-01-01"))
            .ShouldBe("waived by ana at 2026-01-20T00:00:00Z: our fault, <sorry>");
        (await server.TextAsync("/statements/2026-01-01?format=csv")).ShouldContain(
            ",ana,2026-01-20T00:00:00Z,\"our fault, <sorry>\","
        );
        var html = await server.TextAsync("/statements/2026-01-01?format=html");
        html.ShouldContain("Decided by people");
        html.ShouldContain("our fault, &lt;sorry&gt;");
    }

    [Fact]
    [Trait("fault", "S2-17")]
    public async Task What_waits_to_be_corrected_stands_on_the_statement_that_will_correct_it()
    {
        await using var server = await Stated();
        Pending(await server.GetAsync("/statements/2026-02-01")).ShouldBeEmpty();
        await server.SendAsync(
            new Story().At("2026-01-15", "api.called", """{"count":1000}""", "late")
        );
        await server.SendAsync(Decision("charge.waived", "ana", "our fault"));
        string[] waits =
        [
            "late of 2026-01-01: 1000 call, 0.50 proposed",
            "waiver of 2026-01-01: -53000 call, -1.50 proposed",
            "waiver of 2026-01-01: 53000 call, 1.50 waived",
        ];
        var running = await server.GetAsync("/statements/2026-02-01");
        Pending(running).ShouldBe(waits);
        Text(running, "proposed").ShouldBe("0.00");
        Pending(await server.GetAsync("/statements/2026-01-01")).ShouldBeEmpty();
        (await server.TextAsync("/statements/2026-02-01?format=csv"))
            .Split("\r\n")
            .Count(row => row.Contains(",pending,"))
            .ShouldBe(3);
        await server.UntilAsync("2026-03-05");
        var stated = await server.GetAsync("/statements/2026-02-01");
        Pending(stated).ShouldBeEmpty();
        stated
            .GetProperty("lines")
            .EnumerateArray()
            .Where(line => line.TryGetProperty("because", out _))
            .Select(Told)
            .ShouldBe(waits);
    }

    [Fact]
    [Trait("fault", "S2-17")]
    public async Task Of_an_account_that_has_ended_what_waits_stands_on_a_closing_statement_with_an_id_of_its_own()
    {
        await using var server = await Stated();
        await server.SendAsync(new Story().At("2026-02-06", "account.terminated", "{}", "end"));
        await server.UntilAsync("2026-03-05");
        await server.SendAsync(
            new Story().At("2026-01-15", "api.called", """{"count":1000}""", "late")
        );
        var waits = (await server.GetAsync("/statements"))
            .GetProperty("items")
            .EnumerateArray()
            .Last();
        waits.GetProperty("closing").GetBoolean().ShouldBeTrue();
        waits.GetProperty("running").GetBoolean().ShouldBeTrue();
        Pending(waits).ShouldBe(["late of 2026-01-01: 1000 call, 0.50 proposed"]);
        Text(await server.GetAsync($"/statements/{Text(waits, "cycle")}"), "id")
            .ShouldBe(Text(waits, "id"));
        await server.UntilAsync("2026-03-09");
        var all = (await server.GetAsync("/statements"))
            .GetProperty("items")
            .EnumerateArray()
            .ToArray();
        Pending(all[^1]).ShouldBeEmpty();
        all[^1].GetProperty("closing").GetBoolean().ShouldBeTrue();
        all.Select(each => Text(each, "id")).Distinct().Count().ShouldBe(all.Length);
    }

    private static async Task<ClockedServer> Stated()
    {
        var server = await ClockedServer.StartAsync("2026-01-20");
        await server.SendAsync(
            Story
                .Under("stackcx", plan: "starter")
                .At("2026-01-02", "api.called", """{"count":52000}""")
        );
        await server.UntilAsync("2026-02-05");
        return server;
    }

    private static Story Decision(string type, string by, string reason) =>
        new Story().At(
            "2026-01-20",
            type,
            $$"""{"clause":"api-calls","cycle":"2026-01-01","by":"{{by}}","reason":"{{reason}}"}""",
            type
        );

    private static string Rate(string date, string usd) =>
        $$"""{"base":"EUR","date":"{{date}}","rates":{"USD":"{{usd}}"} }""";

    private static string? Decided(JsonElement statement)
    {
        var line = Line(statement, "api-calls");
        return line.TryGetProperty("decided", out var decided)
            ? $"{Text(line, "status")} by {Text(decided, "by")} at {Text(decided, "at")}: {Text(decided, "reason")}"
            : null;
    }

    private static string[] Pending(JsonElement statement) =>
        statement.TryGetProperty("pending", out var pending)
            ? [.. pending.EnumerateArray().Select(Told)]
            : [];

    private static string Told(JsonElement line) =>
        $"{Text(line, "because")} of {Text(line, "cycle")}: {Text(line, "quantity")} {Text(line, "unit")}, {Text(line, "amount")} {Text(line, "status")}";

    private static JsonElement Line(JsonElement statement, string clause) =>
        statement
            .GetProperty("lines")
            .EnumerateArray()
            .First(line => Text(line, "clause") == clause);

    private static string Text(JsonElement item, string name) =>
        item.GetProperty(name).GetString()!;
}
