using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Stores;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>Bytes of what is gone leave the store, after a while, unless something keeps them or they are too many at once.</summary>
public class RemovalTests
{
    [Fact]
    public async Task Bytes_of_what_the_account_deletes_leave_after_the_delay_and_the_rest_stays()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a", "b");
        await vault.DeleteAsync("a");
        await vault.PassAsync(23);
        vault.Lying().ShouldBe(["a", "b"]);
        vault.Waits().ShouldBe(["delay 1"]);
        await vault.PassAsync(2);
        vault.Lying().ShouldBe(["b"]);
        vault.Waits().ShouldBeEmpty();
        (await vault.GetAsync("b")).ShouldBe("b");
        (await vault.FindingsAsync()).ShouldBeEmpty();
        vault.Written().OfType<BytesRemoved>().ShouldHaveSingleItem().Blobs.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Bytes_under_a_name_that_is_used_again_stay_and_the_older_ones_leave()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.WriteAsync("a", "first");
        await vault.DeleteAsync("a");
        vault.Served.Clock.Add(TimeSpan.FromMinutes(1));
        await vault.WriteAsync("a", "second");
        await vault.PassAsync(25);
        vault.Lying().ShouldBe(["second"]);
        (await vault.GetAsync("a")).ShouldBe("second");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_waits_goes_on_waiting_after_a_restart(bool snapshots)
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a", "b");
        await vault.DeleteAsync("a");
        await vault.PassAsync(1);
        await vault.Served.RestartAsync(snapshots);
        vault.Waits().ShouldBe(["delay 1"]);
        vault.Lying().ShouldBe(["a", "b"]);
        await vault.PassAsync(25);
        vault.Lying().ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_rule_removes_what_is_old_enough_and_leaves_what_a_hold_keeps()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a", "b", "c");
        await vault.HoldAsync("h", "b");
        await vault.RetainAsync(1);
        await vault.PassAsync(24);
        await vault.PutAsync("d");
        await vault.PassAsync(20);
        await vault.PassAsync(5);
        vault.Lying().ShouldBe(["b", "d"]);
        (await vault.GetAsync("b")).ShouldBe("b");
        await vault.SendAsync("hold.released", """{"hold":"h","by":"bob","reason":"over"}""");
        await vault.PassAsync(25);
        vault.Lying().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hold_that_is_placed_while_bytes_wait_keeps_them()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a", "b");
        await vault.DeleteAsync("a");
        await vault.PassAsync(20);
        await vault.HoldAsync("h");
        await vault.PassAsync(24);
        vault.Lying().ShouldBe(["a", "b"]);
        vault.Waits().ShouldBe(["kept 1"]);
        await vault.SendAsync("hold.released", """{"hold":"h","by":"bob","reason":"over"}""");
        await vault.PassAsync(0);
        vault.Lying().ShouldBe(["b"], "what kept it keeps it no more, from that instant on");
        vault.Waits().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hold_that_turns_out_to_have_ended_earlier_keeps_nothing_any_more()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a", "b");
        await vault.DeleteAsync("a");
        await vault.PassAsync(20);
        await vault.HoldAsync("h");
        await vault.HoldAsync("i", "a");
        await vault.PassAsync(24);
        vault.Waits().ShouldBe(["kept 1"]);
        await vault.SendAsync("hold.released", """{"hold":"h","by":"bob","reason":"over"}""");
        await vault.PassAsync(0);
        vault.Waits().ShouldBe(["kept 1"], "another keeps it");
        await vault.Served.RestartAsync(snapshots: false);
        await vault.SendAsync("hold.released", """{"hold":"i","by":"bob","reason":"over"}""");
        await vault.PassAsync(0);
        vault.Lying().ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_deletion_that_is_taken_back_in_time_gives_the_bytes_back()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a");
        await vault.RetainAsync(1);
        await vault.PassAsync(25);
        (await vault.GetAsync("a")).ShouldBeNull();
        await vault.SendAsync(
            "usage.voided",
            $$"""{"id":"{{vault.LastId()}}","source":"test","reason":"a slip"}"""
        );
        await vault.PassAsync(1);
        (await vault.GetAsync("a")).ShouldBe("a");
        await vault.PassAsync(48);
        vault.Lying().ShouldBe(["a"]);
    }

    [Fact]
    public async Task So_large_a_part_at_once_waits_for_a_person_and_what_is_deleted_by_hand_does_not()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync([.. Enumerable.Range(0, 12).Select(n => $"t{n:00}")]);
        await vault.DeleteAsync("t00");
        await vault.RetainAsync(1);
        await vault.PassAsync(24);
        vault.Waits().ShouldBe(["brake 11"]);
        vault.Lying().Length.ShouldBe(11, "what is deleted by hand went");
        await vault.PassAsync(25);
        vault.Lying().Length.ShouldBe(11);
        vault.Waits().ShouldBe(["brake 11"]);
        await vault.Served.RestartAsync();
        await vault.PassAsync(2);
        vault.Lying().Length.ShouldBe(11);
        await vault.Vault.ReleaseBrakeAsync(
            new AccountId("acme"),
            "they asked for a day",
            Doer.Start
        );
        await vault.PassAsync(0);
        vault.Lying().ShouldBeEmpty();
        var none = await Should.ThrowAsync<RequestException>(() =>
            vault.Vault.ReleaseBrakeAsync(new AccountId("acme"), "again", Doer.Start)
        );
        none.Code.ShouldBe(Code.Unmet);
        var page = await vault.Served.Node.AuditAsync(
            new() { Account = AccountId.Or("acme") },
            100
        );
        page.Items.Select(each => each.Type).ShouldContain("bytes.released");
    }

    [Fact]
    public async Task The_brake_reckons_with_what_left_within_a_day()
    {
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { RemovalDelay = Duration.FromHours(1), MostRemoved = 50 }
        );
        await vault.PutAsync([.. Enumerable.Range(0, 10).Select(n => $"a{n}")]);
        vault.Served.Clock.Add(TimeSpan.FromHours(3));
        await vault.PutAsync([.. Enumerable.Range(0, 5).Select(n => $"b{n}")]);
        await vault.RetainAsync(1);
        await vault.PassAsync(22);
        await vault.PassAsync(1.5);
        vault.Lying().Length.ShouldBe(5, "so few as ten are never too many");
        await vault.PassAsync(1.5);
        await vault.PassAsync(2);
        vault.Lying().Length.ShouldBe(5);
        vault.Waits().ShouldBe(["brake 5"]);
        await vault.PassAsync(19);
        vault.Waits().ShouldBe(["brake 5"]);
        await vault.PassAsync(4);
        await vault.PassAsync(1);
        vault.Lying().ShouldBeEmpty("a day later they are few again");
    }

    [Fact]
    public async Task A_store_that_fails_is_tried_again_later_and_tells_why()
    {
        FaultyStore? faulty = null;
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = faulty = new FaultyStore(each.Store!) }
        );
        await vault.PutAsync("a", "b");
        await vault.DeleteAsync("a");
        faulty!.Before = call =>
            call == nameof(IStore.DeleteAsync) ? throw new StoreException("it is away") : 0;
        await vault.PassAsync(25);
        vault.Lying().ShouldBe(["a", "b"]);
        vault.Served.Node.Waits.Page(null, null, 9).Items[0].Detail.ShouldBe("it is away");
        faulty.Before = _ => 0;
        await vault.PassAsync(0);
        vault.Lying().ShouldBe(["a", "b"], "it waits a minute");
        await vault.PassAsync(0.05);
        vault.Lying().ShouldBe(["b"]);
        vault.Waits().ShouldBeEmpty();
    }

    [Fact]
    public async Task Under_a_clock_that_jumped_nothing_leaves()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a");
        await vault.DeleteAsync("a");
        vault.Served.Clock.Jump(TimeSpan.FromDays(400));
        await vault.Served.Node.LookAfterDueAsync();
        vault.Lying().ShouldBe(["a"]);
    }
}
