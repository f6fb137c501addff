using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>What falls due while a server is down happens when it is back: once, at its own instants, as if it had never been away.</summary>
public sealed class DowntimeTests : IAsyncLifetime
{
    private const string Reason = """{"reason":"the figures hold"}""";
    private const string Of = "/v1/accounts/acme";

    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.AtAsync("2026-01-05");

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task After_a_week_everything_has_happened_once_at_its_instant()
    {
        var opened = await cast.WarnedAsync("acme");
        await cast.DoAsync("ann", $"{Of}/cases/{opened}/finding", Reason);
        await cast.DoAsync("ann", $"{Of}/steps", Cast.Charge(opened, "s1"));
        await cast.DoAsync("bob", $"{Of}/steps/s1/approval", Reason);
        await cast.DoAsync("bob", $"{Of}/steps/s1/delivery", """{"channel":"email"}""");
        var inForce = Moment.Of(cast.Clock.GetUtcNow()) + TimeSpan.FromDays(14);
        await cast.UntilAsync("2026-02-13");
        await cast.DoAsync(
            "acme",
            "/v1/exceptions",
            """{"exception":"e","clause":"api-calls","from":"2026-03-01T00:00:00Z","to":"2026-03-02T00:00:00Z","reason":"a launch"}"""
        );
        var answered = Moment.Of(cast.Clock.GetUtcNow()) + TimeSpan.FromDays(5);
        await cast.Server.RestartAsync(meanwhile: () => cast.Clock.Set("2026-02-20T12:00:00Z"));
        await cast.Server.Server.Node.LookAfterDueAsync();

        await HappenedAsync(inForce, answered);
        var said = await SaidAsync();
        await cast.Server.RestartAsync();
        await cast.UntilAsync("2026-02-21");
        await HappenedAsync(inForce, answered);
        (await SaidAsync()).ShouldBe(said);
    }

    /// <summary>The charge is in force and the request refused, each told once, of its instant, as a replay of the export says.</summary>
    private async Task HappenedAsync(Moment inForce, Moment answered)
    {
        var step = (await ItemsAsync("steps")).Single(each => Text(each, "step") == "s1");
        Text(step, "state").ShouldBe("in-force");
        var exception = (await ItemsAsync("exceptions")).ShouldHaveSingleItem();
        Text(exception, "state").ShouldBe("refused");
        var replayed = await cast.ReplayedAsync("acme");
        replayed
            .OfType<StepChanged>()
            .Single(each => each.Step == "s1" && each.State == StepState.InForce)
            .Time.ShouldBe(inForce);
        replayed
            .OfType<RequestChanged>()
            .Single(each => each.State == RequestState.Refused)
            .Time.ShouldBe(answered);
        (await ItemsAsync("notices"))
            .Count(each => Text(each, "notice") == "step-changed" && TimeOf(each) == inForce)
            .ShouldBe(1);
    }

    private async Task<string[]> SaidAsync() =>
        [
            .. (await ItemsAsync("notices"))
                .Where(each => Text(each, "notice").StartsWith("step", StringComparison.Ordinal))
                .Select(each => each.GetRawText()),
        ];

    private async Task<JsonElement[]> ItemsAsync(string list) =>
        [
            .. (await cast.Server.GetAsync($"{Of}/{list}"))
                .Json.GetProperty("items")
                .EnumerateArray(),
        ];

    private static Moment TimeOf(JsonElement each) =>
        Moment.Of(each.GetProperty("time").GetDateTimeOffset());

    private static string Text(JsonElement each, string name) =>
        each.GetProperty(name).GetString()!;
}
