using System.Text.Json;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Prepaid money is readable: what is left, and what moved it.</summary>
[Trait("fault", "S2-18")]
public sealed class WalletTests
{
    [Fact]
    public async Task A_wallet_tells_each_movement_with_its_event_and_the_balance_then_page_by_page()
    {
        await using var server = await ClockedServer.StartAsync("2026-01-20");
        await server.SendAsync(
            Story
                .Under("qcontact")
                .At("2026-01-02", "wallet.topped-up", Money("20.00"), "first")
                .At("2026-01-03", "call.ended", Call("3.25"), "call")
                .At("2026-01-04", "wallet.topped-up", Money("5.50"), "second")
        );
        var wallet = await server.GetAsync("/wallet");
        (Text(wallet, "balance"), Text(wallet, "currency")).ShouldBe(("22.25", "USD"));
        Told(wallet)
            .ShouldBe([
                "first of wallet.topped-up: 20, then 20, ",
                "call of call.ended: -3.25, then 16.75, telephony-prepaid",
                "second of wallet.topped-up: 5.5, then 22.25, ",
            ]);
        Text(await server.GetAsync(""), "wallet").ShouldBe("22.25");
        var page = await server.GetAsync("/wallet?limit=2");
        Told(page).Length.ShouldBe(2);
        var rest = await server.GetAsync($"/wallet?limit=2&after={Text(page, "next")}");
        Told(rest).ShouldBe(["second of wallet.topped-up: 5.5, then 22.25, "]);
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static string Money(string amount) => $$"""{"amount":"{{amount}}","currency":"USD"}""";

    private static string Call(string cost) =>
        $$"""{"user":"ana","direction":"outbound","destination":"international","duration":60,"cost":"{{cost}}"}""";

    private static string[] Told(JsonElement wallet) =>
        [
            .. wallet
                .GetProperty("items")
                .EnumerateArray()
                .Select(each =>
                    $"{Text(each, "id")} of {Text(each, "type")}: {Text(each, "amount")}, then {Text(each, "balance")}, {(each.TryGetProperty("clause", out var clause) ? clause : "")}"
                ),
        ];

    private static string Text(JsonElement item, string name) =>
        item.GetProperty(name).GetString()!;
}
