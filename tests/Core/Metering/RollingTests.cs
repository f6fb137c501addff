using Evenhand.Core.Metering;
using Evenhand.Core.Time;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Metering;

/// <summary>Windows that roll, against a list of all that was added.</summary>
public class RollingTests
{
    private static readonly TimeSpan Length = new(50);

    [Fact]
    public void A_look_ahead_takes_nothing_from_what_is_added_a_little_earlier()
    {
        var (sum, distinct) = (new RollingSum(Length), new RollingDistinct(Length));
        sum.Add(new(10), 5);
        distinct.See(new(10), 7);
        (sum.At(new(60)), distinct.At(new(60))).ShouldBe((0, 0));
        sum.Add(new(55), 1);
        distinct.See(new(55), 8);
        (sum.At(new(55)), distinct.At(new(55))).ShouldBe((6, 2));
        (sum.At(new(60)), distinct.At(new(60))).ShouldBe((1, 1));
        sum.NextDecrease.ShouldBe(new Moment(105));
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
                var all = new List<(Moment Time, long Amount)>();
                var latest = default(Moment);
                for (var i = 0; i < 80; i++)
                {
                    var time = Moment.Max(
                        new(1),
                        latest + new TimeSpan(random.Next(20) - random.Next(60))
                    );
                    all.Add((time, random.Next(1, 6)));
                    latest = Moment.Max(latest, time);
                    sum.Add(time, all[^1].Amount);
                    distinct.See(time, all[^1].Amount);
                    var at = latest + new TimeSpan(random.Next(70));
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
