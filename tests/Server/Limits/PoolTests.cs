using Evenhand.Server.Access;
using Evenhand.Server.Limits;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Limits;

public sealed class PoolTests
{
    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 333)]
    [InlineData(9, 100)]
    [Trait("fault", "H3")]
    public void Keys_that_take_all_they_can_leave_as_much_to_the_next(int keys, long each)
    {
        var pool = new Pool(1_000, floor: 0);
        var own = new long[keys];
        for (var turn = 0; turn < 1_000; turn++)
        for (var key = 0; key < keys; key++)
            pool.Take(ref own[key], 1);
        own.ShouldAllBe(taken => taken >= each - 1 && taken <= each + 1);
        long next = 0;
        pool.Take(ref next, each / 2).ShouldBe(Room.Enough);
    }

    [Fact]
    public void A_key_is_told_apart_from_all_and_has_its_floor_in_any_case()
    {
        var pool = new Pool(100, floor: 60);
        long one = 0,
            other = 0;
        pool.Take(ref one, 60).ShouldBe(Room.Enough);
        pool.Take(ref one, 1).ShouldBe(Room.NoneForKey);
        pool.Take(ref other, 41).ShouldBe(Room.None);
        pool.Take(ref other, 40).ShouldBe(Room.Enough);
        pool.Give(ref one, 60);
        (one, other, pool.Taken).ShouldBe((0, 40, 40));
    }

    [Fact]
    public void Asks_and_events_go_through_doors_of_their_own()
    {
        AccessTable
            .Rows.Where(row => row.Door == Door.Ingest)
            .Select(row => row.Pattern)
            .ShouldBe(["/v1/events", "/api/v1/events"]);
        AccessTable
            .Rows.Where(row => row.Door == Door.Gate)
            .Select(row => row.Pattern)
            .ShouldBe([
                "/v1/gate",
                "/v1/reservations/{id}/settle",
                "/v1/reservations/{id}/release",
            ]);
    }
}
