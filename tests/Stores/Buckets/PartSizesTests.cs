using Evenhand.Stores.Buckets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Buckets;

/// <summary>How large parts are, held against what providers take.</summary>
public sealed class PartSizesTests
{
    private const long MostOfS3 = 5L << 40;
    private const int MostPartsOfS3 = 10_000;

    [Fact]
    public void Ten_thousand_parts_hold_as_much_as_amazon_s3_takes() =>
        Enumerable
            .Range(1, MostPartsOfS3)
            .Sum(number => (long)PartSizes.Of(number))
            .ShouldBeInRange(MostOfS3 / 2, MostOfS3);

    [Fact]
    public void Ten_gigabytes_take_parts_of_ten_megabytes_at_most()
    {
        var (sum, number) = (0L, 0);
        while (sum < 10L << 30)
            sum += PartSizes.Of(++number);
        PartSizes.Of(number).ShouldBe(10 << 20);
    }
}
