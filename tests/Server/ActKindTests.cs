using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Appeals, exceptions, brakes and voids over HTTP.</summary>
public sealed class ActKindTests : IAsyncLifetime
{
    private const string Reason = """{"reason":"the figures hold"}""";

    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.AtAsync("2026-01-05");

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_finding_that_is_taken_back_takes_its_steps_along_and_only_once()
    {
        var opened = await cast.WarnedAsync("acme");
        var finding = $"/v1/accounts/acme/cases/{opened}/finding";
        await cast.DoAsync("ann", finding, """{"id":"f1","reason":"so it is"}""");
        await cast.DoAsync("ann", "/v1/accounts/acme/steps", Cast.Charge(opened, "s1"));
        await cast.DoAsync("bob", "/v1/accounts/acme/acts/f1/void", Reason);
        (await cast.RefusedAsync("bob", "/v1/accounts/acme/acts/f1/void", Reason)).ShouldBe(
            "state"
        );
        (await cast.RefusedAsync("bob", "/v1/accounts/acme/acts/s1/void", Reason)).ShouldBe(
            "unknown"
        );
        (await cast.RefusedAsync("bob", "/v1/accounts/acme/steps/s1/approval", Reason)).ShouldBe(
            "state"
        );
        (await cast.RefusedAsync("ann", finding, Reason)).ShouldBe("state");
        await cast.HasItsEffectAsync("acme");
    }

    [Fact]
    public async Task An_appeal_is_the_accounts_and_is_decided_by_a_third()
    {
        var opened = await cast.WarnedAsync("acme");
        await cast.DoAsync("ann", $"/v1/accounts/acme/cases/{opened}/finding", Reason);
        await cast.DoAsync("ann", "/v1/accounts/acme/steps", Cast.Charge(opened, "s1"));
        await cast.DoAsync("bob", "/v1/accounts/acme/steps/s1/approval", Reason);
        var appeal = await cast.DoAsync(
            "acme",
            "/v1/appeals",
            """{"appeal":"a1","against":"s1","reason":"not so"}"""
        );
        appeal.TryGetProperty("by", out _).ShouldBeFalse();
        const string Decision = "/v1/accounts/acme/appeals/a1/decision";
        const string Reversed = """{"outcome":"reversed","reason":"heard both"}""";
        (await cast.RefusedAsync("bob", Decision, Reversed)).ShouldBe("person");
        await cast.DoAsync("cyd", Decision, Reversed);
        (await cast.RefusedAsync("dan", Decision, Reversed)).ShouldBe("state");
        await cast.HasItsEffectAsync("acme");
    }

    [Fact]
    public async Task An_exception_is_asked_for_and_answered()
    {
        await cast.OpenAsync("acme");
        const string Asked =
            """{"exception":"q1","clause":"api-calls","from":"2026-01-10T00:00:00Z","to":"2026-01-20T00:00:00Z","reason":"a campaign"}""";
        await cast.DoAsync("acme", "/v1/exceptions", Asked);
        (
            await cast.RefusedAsync(
                "ann",
                "/v1/accounts/acme/exceptions/q1/grant",
                """{"clause":"no-resale","from":"2026-01-10T00:00:00Z","to":"2026-01-20T00:00:00Z","reason":"fine"}"""
            )
        ).ShouldBe("kind");
        await cast.DoAsync(
            "ann",
            "/v1/accounts/acme/exceptions/q1/grant",
            """{"clause":"api-calls","from":"2026-01-10T00:00:00Z","to":"2026-01-20T00:00:00Z","reason":"fine"}"""
        );
        (
            await cast.RefusedAsync("ann", "/v1/accounts/acme/exceptions/q1/refusal", Reason)
        ).ShouldBe("state");
        await cast.HasItsEffectAsync("acme");
    }

    [Fact]
    public async Task A_brake_holds_for_a_day_unless_another_keeps_it()
    {
        await cast.OpenAsync("acme", "qcontact", "");
        await cast.SendAsync(
            "acme",
            "report.filed",
            """{"clause":"use-unlawful","by":"desk","about":"seen"}"""
        );
        const string Brake =
            """{"step":"b1","cases":["use-unlawful@2026-01-01"],"reason":"harm"}""";
        await cast.DoAsync("bob", "/v1/accounts/acme/brakes", Brake);
        (await GateAsync("acme")).ShouldBe("deny");
        (await cast.RefusedAsync("bob", "/v1/accounts/acme/steps/b1/approval", Reason)).ShouldBe(
            "person"
        );
        await cast.UntilAsync("2026-01-07");
        (await GateAsync("acme")).ShouldBe("allow");
        await cast.HasItsEffectAsync("acme");
    }

    private async Task<string> GateAsync(string account) =>
        (
            await cast.Server.PostAsync(
                "/v1/gate",
                $$"""{"account":"{{account}}","act":"api.called","with":{} }"""
            )
        )
            .Json.GetProperty("outcome")
            .GetString()!;
}
