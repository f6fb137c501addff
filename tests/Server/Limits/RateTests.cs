using Evenhand.Server.Limits;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Limits;

public sealed class RateTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    [Fact]
    [Trait("fault", "M11")]
    public void Two_seconds_worth_passes_at_once_and_then_as_many_a_second_as_are_set()
    {
        var rate = new Rate(10);
        long spoken = 0;
        Passed(rate, ref spoken, 100 * Second, 1_000).ShouldBe(20);
        rate.Pass(ref spoken, 100 * Second, out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromMilliseconds(100));
        Passed(rate, ref spoken, 101 * Second, 1_000).ShouldBe(10);
        Passed(rate, ref spoken, 1_000 * Second, 1_000).ShouldBe(20);
    }

    [Fact]
    public void One_a_second_is_possible()
    {
        var rate = new Rate(1);
        long spoken = 0;
        Passed(rate, ref spoken, Second, 10).ShouldBe(2);
        rate.Pass(ref spoken, 2 * Second, out _).ShouldBeTrue();
    }

    private static int Passed(Rate rate, ref long spoken, long now, int tries)
    {
        var passed = 0;
        for (var i = 0; i < tries; i++)
            passed += rate.Pass(ref spoken, now, out _) ? 1 : 0;
        return passed;
    }
}
