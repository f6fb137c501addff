using System.Net;
using System.Text.Json;
using Evenhand.Tests.Node.Gate;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>How many acts may go on at once, over HTTP: two for each licence, of which the account has two.</summary>
public sealed class ConcurrencyTests : IAsyncLifetime
{
    private DirectoryInfo policies = null!;
    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        policies = await AtOnce.PoliciesAsync();
        cast = await Cast.AtAsync("2026-01-05", policies.FullName);
        await cast.OpenAsync("acme", "harbour", "");
    }

    public async ValueTask DisposeAsync()
    {
        await cast.DisposeAsync();
        policies.Delete(recursive: true);
    }

    [Fact]
    public async Task One_too_many_is_denied_and_told_when_there_is_a_place_again()
    {
        var held = new List<string>();
        foreach (var seconds in (int[])[300, 60, 120, 90])
            held.Add((await HeldAsync(seconds)).Id!);
        var denied = await AskAsync(30);
        denied.Status.ShouldBe(HttpStatusCode.OK);
        denied.Json.GetProperty("outcome").GetString().ShouldBe("deny");
        var reason = denied.Json.GetProperty("reasons").EnumerateArray().ShouldHaveSingleItem();
        reason.GetProperty("clause").GetString().ShouldBe("dock");
        (reason.GetProperty("used").GetString(), reason.GetProperty("limit").GetString()).ShouldBe(
            ("4", "4")
        );
        reason.GetProperty("retry_after").GetString().ShouldBe("60");
        denied.Fields["RateLimit-Policy"].ShouldBe("\"dock\";q=4");
        denied.Fields["RateLimit"].ShouldStartWith("\"dock\";r=0");
        var released = await cast.Server.PostAsync($"/v1/reservations/{held[0]}/release", "{}");
        released.Status.ShouldBe(HttpStatusCode.OK, released.Body);
        var allowed = await AskAsync(30);
        allowed.Json.GetProperty("outcome").GetString().ShouldBe("allow");
        allowed.Fields["RateLimit-Policy"].ShouldBe("\"dock\";q=4");
    }

    [Fact]
    public async Task What_expires_gives_its_place_back()
    {
        for (var n = 0; n < 4; n++)
            await HeldAsync(60);
        (await HeldAsync(60)).Outcome.ShouldBe("deny");
        cast.Clock.Add(TimeSpan.FromSeconds(60));
        (await HeldAsync(60)).Outcome.ShouldBe("allow");
    }

    [Fact]
    public async Task Leave_to_do_more_at_once_can_be_asked_for_and_given()
    {
        for (var n = 0; n < 4; n++)
            await HeldAsync(10_000);
        const string Leave =
            "\"clause\":\"dock\",\"from\":\"2026-01-05T00:30:00Z\",\"to\":\"2026-01-06T00:00:00Z\",\"amount\":\"5\",\"reason\":\"a fair\"";
        await cast.DoAsync("acme", "/v1/exceptions", $$"""{"exception":"e",{{Leave}}}""");
        await cast.DoAsync("ann", "/v1/accounts/acme/exceptions/e/grant", $"{{{Leave}}}");
        (await HeldAsync(10_000)).Outcome.ShouldBe("deny");
        cast.Clock.Set("2026-01-05T00:30:00Z");
        (await HeldAsync(10_000)).Outcome.ShouldBe("allow");
        (await HeldAsync(10_000)).Outcome.ShouldBe("deny");
    }

    private async Task<(string Outcome, string? Id)> HeldAsync(int seconds)
    {
        var answer = (await AskAsync(seconds)).Json;
        return (
            answer.GetProperty("outcome").GetString()!,
            answer.TryGetProperty("reservation", out var held)
                ? held.GetProperty("id").GetString()
                : null
        );
    }

    private Task<Answer> AskAsync(int seconds) =>
        cast.Server.PostAsync(
            "/v1/gate",
            JsonSerializer.Serialize(
                new
                {
                    account = "acme",
                    act = "crane.used",
                    with = new { duration = 30 },
                    reserve = new { quantity = "30", seconds },
                }
            )
        );
}
