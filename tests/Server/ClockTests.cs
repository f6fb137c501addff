using System.Net;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>A clock that jumps under a whole server: who is told, and who may say that it is right.</summary>
[Trait("fault", "H4")]
public class ClockTests
{
    [Fact]
    public async Task A_jump_is_told_where_an_operator_looks_until_an_administrator_confirms_it()
    {
        var time = new SetTime();
        await using var server = await ServerUnderTest.StartAsync(clock: time);
        var before = (await server.GetAsync("/v1/clock")).Json;
        before.GetProperty("followed").GetBoolean().ShouldBeTrue();
        (await server.GetAsync("/health/ready", key: null)).Body.ShouldBe("ready\n");

        time.Ahead = TimeSpan.FromDays(366);
        var jumped = (await server.GetAsync("/v1/clock")).Json;
        jumped.GetProperty("followed").GetBoolean().ShouldBeFalse();
        jumped.GetProperty("why").GetString()!.ShouldContain("ahead by 366 days");
        var offset =
            jumped.GetProperty("clock").GetDateTimeOffset()
            - jumped.GetProperty("now").GetDateTimeOffset();
        offset.TotalDays.ShouldBeInRange(365.9, 366.1);
        var ready = await server.GetAsync("/health/ready", key: null);
        ready.Status.ShouldBe(HttpStatusCode.OK);
        ready.Body.ShouldContain("jumped ahead");
        (await server.GetAsync("/metrics")).Body.ShouldContain("evenhand_clock_waiting");

        var reader = await server.KeyAsync(Role.Read);
        (await server.PostAsync("/v1/clock/confirm", "", key: reader)).Status.ShouldBe(
            HttpStatusCode.Forbidden
        );
        var confirmed = await server.PostAsync("/v1/clock/confirm", "");
        confirmed.Json.GetProperty("followed").GetBoolean().ShouldBeTrue();
        (await server.GetAsync("/health/ready", key: null)).Body.ShouldBe("ready\n");
        server.Log.All.ShouldContain(line => line.Contains("jumped ahead by 366 days"));
    }

    [Fact]
    public async Task An_event_without_a_time_is_of_the_time_that_the_server_goes_by()
    {
        var time = new SetTime();
        await using var server = await ServerUnderTest.StartAsync(clock: time);
        await server.OpenAsync("acme");
        time.Ahead = TimeSpan.FromDays(366);
        var sent = await server.PostAsync(
            "/api/v1/events",
            """{"specversion":"1.0","id":"1","source":"app","type":"api.called","subject":"acme","data":{"count":7}}"""
        );
        sent.Status.ShouldBe(HttpStatusCode.NoContent, sent.Body);
        var usage = await server.GetAsync("/v1/accounts/acme/usage?window=month");
        usage.Body.ShouldContain("\"value\":\"7\"");
    }

    /// <summary>The system's time under a clock that a test sets.</summary>
    private sealed class SetTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
