using System.Net;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Charges that wait for a person, confirmed and let go over HTTP.</summary>
public sealed class ChargeTests : IAsyncLifetime
{
    private const string Line = "/v1/accounts/acme/statements/2026-01-01/lines/api-calls";

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-20");
        foreach (var account in new[] { "acme", "other" })
        {
            await cast.OpenAsync(account);
            await cast.SendAsync(account, "api.called", """{"count":52000}""");
        }
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_line_is_confirmed_once_however_many_do_it_at_once()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(i =>
                    cast.PostAsync(
                        i % 2 == 0 ? "eve" : "cyd",
                        $"{Line}/confirmation",
                        $$"""{"id":"c{{i}}","reason":"agreed"}"""
                    )
                )
        );
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.OK))
        {
            refused.Status.ShouldBe(HttpStatusCode.Conflict, refused.Body);
            refused.Json.GetProperty("unmet")[0].GetString().ShouldBe("state");
        }
        (await StatusAsync("acme")).ShouldBe("due");
    }

    [Fact]
    public async Task The_same_confirmation_sent_at_once_again_and_again_is_one()
    {
        const string Body = """{"id":"c1","reason":"agreed"}""";
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => cast.PostAsync("eve", $"{Line}/confirmation", Body))
        );
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Several_are_decided_for_one_reason_and_one_that_cannot_be_stops_no_other()
    {
        await cast.DoAsync("eve", $"{Line}/waiver", """{"reason":"our fault"}""");
        const string Body = """
            {"id":"b1","decision":"confirm","reason":"month end","lines":[
              {"account":"acme","cycle":"2026-01-01","clause":"api-calls"},
              {"account":"nobody","cycle":"2026-01-01","clause":"api-calls"},
              {"account":"other","cycle":"2026-01-01","clause":"api-calls"}]}
            """;
        var items = (await cast.DoAsync("eve", "/v1/charges", Body))
            .GetProperty("items")
            .EnumerateArray()
            .ToArray();
        Code(items[0]).ShouldBe("unmet");
        Code(items[1]).ShouldBe("unknown_account");
        Code(items[2]).ShouldBeNull();
        (await StatusAsync("acme")).ShouldBe("waived");
        (await StatusAsync("other")).ShouldBe("due");
        (await cast.DoAsync("eve", "/v1/charges", Body))
            .GetProperty("items")[2]
            .GetRawText()
            .ShouldBe(items[2].GetRawText());
    }

    [Fact]
    public async Task What_is_decided_after_its_cycle_was_stated_is_proposed_no_more()
    {
        await cast.UntilAsync("2026-02-10");
        (await ListedAsync("proposed")).ShouldContain("2026-01-01 api-calls");
        await cast.DoAsync("eve", $"{Line}/confirmation", """{"reason":"agreed"}""");
        (await ListedAsync("proposed")).ShouldNotContain("2026-01-01 api-calls");
        (await ListedAsync("due")).ShouldContain("2026-01-01 api-calls");
    }

    [Fact]
    public async Task Only_who_may_decide_on_money_does()
    {
        foreach (var who in new[] { "ann", "bob", "acme" })
            (
                await cast.PostAsync(who, $"{Line}/confirmation", """{"reason":"agreed"}""")
            ).Status.ShouldBe(HttpStatusCode.Forbidden, who);
        (await StatusAsync("acme")).ShouldBe("proposed");
    }

    private async Task<string[]> ListedAsync(string status) =>
        [
            .. (await cast.Server.GetAsync($"/v1/accounts/acme/charges?status={status}"))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(each =>
                    $"{each.GetProperty("cycle").GetString()} {each.GetProperty("line").GetProperty("clause").GetString()}"
                ),
        ];

    private static string? Code(JsonElement item) =>
        item.TryGetProperty("problem", out var problem) && problem.ValueKind != JsonValueKind.Null
            ? problem.GetProperty("code").GetString()
            : null;

    private async Task<string?> StatusAsync(string account) =>
        (await cast.Server.GetAsync($"/v1/accounts/{account}/statements/2026-01-01"))
            .Json.GetProperty("lines")
            .EnumerateArray()
            .Single(line => line.GetProperty("clause").GetString() == "api-calls")
            .GetProperty("status")
            .GetString();
}
