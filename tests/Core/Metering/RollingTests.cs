using Evenhand.Core.Metering;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Metering;

/// <summary>Windows that roll, against a list of all that was added.</summary>
public class RollingTests
{
    private const int Length = 50;

    [Fact]
    public void A_look_ahead_takes_nothing_from_what_is_added_a_little_earlier()
    {
        var (sum, distinct) = (new RollingSum(Length), new RollingDistinct(Length));
        sum.Add(10, 5);
        distinct.See(10, 7);
        (sum.At(60), distinct.At(60)).ShouldBe((0, 0));
        sum.Add(55, 1);
        distinct.See(55, 8);
        (sum.At(55), distinct.At(55)).ShouldBe((6, 2));
        (sum.At(60), distinct.At(60)).ShouldBe((1, 1));
        sum.NextDecrease.ShouldBe(105);
    }

    [Fact]
    public void Whatever_the_order_of_what_is_added_and_looked_at_nothing_is_missed() =>
        Laws.Hold(
            300,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                var random = new Random(seed);
                var (sum, distinct) = (new RollingSum(Length), new RollingDistinct(Length));
                var all = new List<(long Time, long Amount)>();
                var latest = 0L;
                for (var i = 0; i < 80; i++)
                {
                    var time = Math.Max(1, latest + random.Next(20) - random.Next(60));
                    all.Add((time, random.Next(1, 6)));
                    latest = Math.Max(latest, time);
                    sum.Add(time, all[^1].Amount);
                    distinct.See(time, all[^1].Amount);
                    var at = latest + random.Next(70);
                    var inside = all.Where(each => each.Time > at - Length).ToArray();
                    sum.At(at).ShouldBe(inside.Sum(each => each.Amount), $"{i} of {seed}");
                    distinct
                        .At(at)
                        .ShouldBe(
                            inside.Select(each => each.Amount).Distinct().Count(),
                            $"{i} of {seed}"
                        );
                }
            }
        );
}
