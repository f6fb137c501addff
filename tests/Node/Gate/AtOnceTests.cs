using Evenhand.Core.Policy;
using Evenhand.Node.Reservations;
using Evenhand.Tests.Core;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Gate;

/// <summary>Acts that go on at once are reservations that are held, whatever becomes of the node meanwhile.</summary>
public class AtOnceTests
{
    [Fact]
    public async Task A_place_is_taken_until_it_is_settled_released_or_expires()
    {
        await using var dock = await AtOnce.BeginAsync();
        var first = (await dock.HoldAsync("a", seconds: 600)).Reservation.ShouldNotBeNull();
        var second = (await dock.HoldAsync("b", seconds: 60)).Reservation.ShouldNotBeNull();
        var denied = await dock.HoldAsync("c");
        denied.Decision.Outcome.ShouldBe(Outcome.Deny);
        denied.Reservation.ShouldBeNull();
        denied.Decision.Reasons.Single().RetryAt.ShouldBe(second.Expires);
        dock.Served.Clock.Set("2026-01-01T12:01:00Z");
        (await dock.RoomAsync()).ShouldBe(1);
        await dock.Served.Node.SettleAsync(first.Id, 20, null);
        (await dock.RoomAsync()).ShouldBe(2);
        var third = (await dock.HoldAsync("d")).Reservation.ShouldNotBeNull();
        await dock.Served.Node.ReleaseAsync(third.Id, null);
        await dock.Served.Node.ReleaseAsync(third.Id, null);
        await dock.Served.Node.SettleAsync(second.Id, 20, null);
        (await dock.RoomAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task An_ask_without_a_reservation_takes_no_place_and_a_repeat_takes_no_second()
    {
        await using var dock = await AtOnce.BeginAsync();
        for (var asked = 0; asked < 5; asked++)
            (await dock.RoomAsync()).ShouldBe(2);
        var held = (await dock.HoldAsync("a")).Reservation;
        (await dock.HoldAsync("a")).Reservation.ShouldBe(held);
        (await dock.RoomAsync()).ShouldBe(1);
        (await dock.HoldAsync("b")).Reservation.ShouldNotBeNull();
        var again = await dock.HoldAsync("a");
        (again.Decision.Outcome, again.Reservation).ShouldBe((Outcome.Allow, held));
    }

    [Fact]
    public async Task An_act_of_nothing_goes_on_too()
    {
        await using var dock = await AtOnce.BeginAsync();
        (await dock.HoldAsync("a", quantity: 0)).Reservation.ShouldNotBeNull();
        (await dock.RoomAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Of_several_that_are_held_together_all_find_a_place_or_none()
    {
        await using var dock = await AtOnce.BeginAsync();
        var denied = await dock.HoldAllAsync("a", "b", "c");
        denied
            .Select(each => each.Outcome!.Decision.Outcome)
            .ShouldBe([Outcome.Allow, Outcome.Allow, Outcome.Deny]);
        (await dock.RoomAsync()).ShouldBe(2);
        (await dock.HoldAllAsync("d", "e")).ShouldAllBe(each => each.Outcome!.Reservation != null);
        (await dock.RoomAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_goes_on_goes_on_after_a_restart(bool snapshots)
    {
        await using var dock = await AtOnce.BeginAsync();
        var held = (await dock.HoldAsync("a", seconds: 600)).Reservation!;
        var other = (await dock.HoldAsync("b", seconds: 60)).Reservation!;
        await dock.Served.RestartAsync(snapshots);
        var denied = await dock.HoldAsync("c");
        denied.Decision.Reasons.Single().RetryAt.ShouldBe(other.Expires);
        dock.Served.Clock.Set("2026-01-01T12:01:00Z");
        await dock.Served.RestartAsync(snapshots);
        (await dock.RoomAsync()).ShouldBe(1);
        (await dock.Served.Node.ReleaseAsync(held.Id, null)).Status.ShouldBe(
            ReservationState.Released
        );
        (await dock.RoomAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Another_version_holds_what_goes_on_against_its_own_number()
    {
        await using var dock = await AtOnce.BeginAsync();
        await dock.Served.Node.PublishAsync(
            HarbourFiles
                .Dock(AtOnce.Rule.Replace("amount: 2", "amount: 3"))
                .Replace("version: 1", "version: 2\nsupersedes: 1")
                .Replace("2026-01-01", "2026-02-01")
        );
        dock.Served.Clock.Set("2026-01-31T23:59:30Z");
        var held = (await dock.HoldAsync("a")).Reservation!;
        await dock.HoldAsync("b");
        (await dock.HoldAsync("c")).Decision.Outcome.ShouldBe(Outcome.Deny);
        dock.Served.Clock.Set("2026-02-01");
        var more = await dock.HoldAsync("c");
        more.Decision.Outcome.ShouldBe(Outcome.Allow);
        var denied = await dock.HoldAsync("d");
        denied.Decision.Reasons.Single().Cited.Version.ShouldBe("2");
        denied.Decision.Reasons.Single().Limit.ShouldBe("3");
        await dock.Served.Node.ReleaseAsync(held.Id, null);
        (await dock.RoomAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_replay_knows_of_nothing_that_goes_on_and_answers_as_the_gate_does_then()
    {
        await using var dock = await AtOnce.BeginAsync();
        var shelf = new PolicyShelf(
            HarbourFiles.Catalogue,
            [HarbourFiles.CompiledDock(AtOnce.Rule)]
        );
        var replayed = Story
            .Under("harbour", shelf: shelf)
            .Asks("2026-01-02", "none", "crane.used", """{"duration":30}""")
            .At("2026-01-03", "seats.set", """{"licensed":1}""")
            .Asks("2026-01-04", "one", "crane.used", """{"duration":30}""")
            .Told();
        replayed.Answer("none").ShouldBe("deny dock");
        replayed.Answer("one").ShouldBe("allow");
        (
            await dock.Served.AskAsync("acme", "crane.used", """{"duration":30}""")
        ).Decision.Outcome.ShouldBe(Outcome.Allow);
        await dock.LicenseAsync(0, "none");
        (
            await dock.Served.AskAsync("acme", "crane.used", """{"duration":30}""")
        ).Decision.Outcome.ShouldBe(Outcome.Deny);
    }
}
