using Evenhand.Ledger;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger;

/// <summary>Where a stream lies is on disk: these numbers never change.</summary>
public sealed class PartitioningTests
{
    [Fact]
    public void A_stream_lies_where_it_always_lay()
    {
        string[] names = ["acme", "a", "b", "Zoë 🙂", "account 1", "account 2", new('x', 1000)];

        int[] Of(int partitions) =>
            [.. names.Select(name => Partitioning.Of(StreamName.Of(name), partitions))];

        Of(32).ShouldBe([8, 28, 10, 18, 12, 10, 24]);
        Of(1).ShouldBe([0, 0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void The_shared_stream_lies_in_the_first_partition()
    {
        Partitioning.Of(StreamName.Shared, 32).ShouldBe(0);
        new LedgerIdentity(Guid.NewGuid(), 1, 32).PartitionOf(StreamName.Shared).ShouldBe(0);
    }

    [Fact]
    public void Accounts_spread_evenly()
    {
        var counts = new int[32];
        for (var i = 0; i < 32_000; i++)
            counts[Partitioning.Of(StreamName.Of($"account {i}"), 32)]++;

        counts.Min().ShouldBeGreaterThan(850);
        counts.Max().ShouldBeLessThan(1150);
    }
}
