using Evenhand.Client;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Client;

public sealed class BackoffTests
{
    private static readonly Backoff Patient = new()
    {
        First = TimeSpan.FromSeconds(1),
        Longest = TimeSpan.FromSeconds(10),
        LongestRetryAfter = TimeSpan.FromSeconds(60),
    };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(1_000_000, 10)]
    public void A_wait_lies_between_half_of_its_ceiling_and_all_of_it(int failures, int ceiling)
    {
        var waits = Waits(failures, null);

        waits.ShouldAllBe(wait => wait >= ceiling / 2.0 && wait <= ceiling);
        (waits.Max() - waits.Min()).ShouldBeGreaterThan(ceiling / 4.0, "it is spread by chance");
    }

    [Fact]
    public void Nobody_comes_back_before_the_server_asked_and_not_all_at_once()
    {
        var waits = Waits(1, TimeSpan.FromSeconds(20));

        waits.ShouldAllBe(wait => wait >= 20 && wait <= 20.5);
        waits.Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Not_every_retry_after_is_believed() =>
        Waits(1, TimeSpan.FromDays(365)).ShouldAllBe(wait => wait >= 60 && wait <= 60.5);

    [Fact]
    public void The_same_seed_gives_the_same_wait() =>
        Patient.Delay(3, null, new Random(5)).ShouldBe(Patient.Delay(3, null, new Random(5)));

    private static double[] Waits(int failures, TimeSpan? retryAfter) =>
        [
            .. Enumerable
                .Range(1, 200)
                .Select(seed => Patient.Delay(failures, retryAfter, new Random(seed)).TotalSeconds),
        ];
}
