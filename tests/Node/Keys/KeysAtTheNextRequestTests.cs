using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Keys;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Keys;

/// <summary>What another process did to a key holds at the next request, and for ever.</summary>
public class KeysAtTheNextRequestTests
{
    [Fact, Trait("fault", "M5")]
    public async Task A_key_that_another_process_revokes_is_refused_at_the_next_request()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var (key, text) = await served.Node.Keys.CreateAsync(Role.Ingest, AccountId.None, "leaked");
        served.Node.FindKey(text).ShouldBe(key);
        await Beside(served, keys => keys.RevokeAsync(key.Id));
        served.Node.FindKey(text).ShouldBeNull();
    }

    [Fact, Trait("fault", "M5")]
    public async Task A_key_that_another_process_makes_works_at_the_next_request()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var text = "";
        await Beside(
            served,
            async keys => text = (await keys.CreateAsync(Role.Gate, AccountId.None, "new")).Text
        );
        served.Node.FindKey(text).ShouldNotBeNull().Name.ShouldBe("new");
    }

    [Fact, Trait("fault", "M5")]
    public async Task A_key_that_was_revoked_by_a_clock_that_is_ahead_is_refused_at_once()
    {
        await using var served = await ServedNode.At("2026-01-01T12:00:00Z");
        var (key, text) = await served.Node.Keys.CreateAsync(Role.Ingest, AccountId.None, "leaked");
        await Beside(
            served,
            keys => keys.RevokeAsync(key.Id),
            new HandClock("2026-01-01T13:00:00Z")
        );
        served.Node.FindKey(text).ShouldBeNull();
    }

    [Fact, Trait("fault", "M5")]
    public async Task While_the_ledger_cannot_be_asked_keys_are_as_they_were_known()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var (key, text) = await served.Node.Keys.CreateAsync(Role.Ingest, AccountId.None, "mine");
        served.Ledger.Dispose();
        served.Node.FindKey(text).ShouldBe(key);
        await served.Node.DisposeAsync();
        await served.StartAsync();
    }

    [Fact, Trait("fault", "M8")]
    public async Task A_chosen_key_that_was_revoked_stays_so_however_often_it_is_chosen_again()
    {
        await using var served = await ServedNode.At("2026-01-01");
        const string Chosen = "a text of my own choice that leaked";
        var key = await served.Node.Keys.AdoptAsync(Chosen);
        await served.Node.Keys.RevokeAsync(key.Id);
        for (var start = 0; start < 2; start++)
        {
            (await served.Node.Keys.AdoptAsync(Chosen)).Revoked.ShouldNotBeNull();
            served.Node.FindKey(Chosen).ShouldBeNull();
            served.Node.Keys.All.ShouldHaveSingleItem();
            await served.RestartAsync(snapshots: false);
        }
    }

    [Fact, Trait("fault", "M8")]
    public void A_text_that_came_back_under_another_id_before_is_as_revoked_as_it_was()
    {
        var keys = new KeyRing(_ => Task.CompletedTask, () => new(100));
        keys.Learn(Made("one", "AA"), new(1));
        keys.Learn(Ends("one", new(2)), new(2));
        keys.Learn(Made("two", "AA"), new(3));
        keys.All.ShouldAllBe(key => key.Revoked == new Moment(2));
    }

    [Fact, Trait("fault", "M8")]
    public void An_end_that_is_later_takes_no_earlier_one_back()
    {
        var keys = new KeyRing(_ => Task.CompletedTask, () => new(100));
        keys.Learn(Made("one", "AA"), new(1));
        keys.Learn(Ends("one", new(50)), new(50));
        keys.Learn(Ends("one", new(9_000)), new(51));
        keys.All.ShouldHaveSingleItem().Revoked.ShouldBe(new Moment(50));
    }

    [Fact, Trait("fault", "H5")]
    public void Four_times_as_many_keys_take_about_four_times_the_work_to_learn()
    {
        Learn(200);
        var ratio = (double)Learn(8_000) / Learn(2_000);
        ratio.ShouldBeLessThan(8);
    }

    /// <summary>Learns so many keys and the end of each; the bytes that this took.</summary>
    private static long Learn(int count)
    {
        var keys = new KeyRing(_ => Task.CompletedTask, () => new(100));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
        {
            keys.Learn(Made($"key {i}", $"{i:X8}"), new(1));
            keys.Learn(Ends($"key {i}", new(2)), new(2));
        }
        var spent = GC.GetAllocatedBytesForCurrentThread() - before;
        keys.All.Count(key => key.Revoked == new Moment(2)).ShouldBe(count);
        return spent;
    }

    private static KeyMade Made(string id, string hash) =>
        new(id, hash.PadRight(64, '0'), [Role.Admin], true, "", "a key", null);

    private static KeyEnded Ends(string id, Moment at) =>
        new(id, at, [Role.Admin], true, "", "a key", null);

    private static async Task Beside(
        ServedNode served,
        Func<KeyRing, Task> work,
        TimeProvider? clock = null
    )
    {
        using var ledger = SqliteLedger.Open(served.Data);
        await work(LedgerKeys.Open(ledger, clock ?? served.Clock));
    }
}
