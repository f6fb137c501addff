using Evenhand.Pages.Drawing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Pages;

public sealed class RunwayScaleTests
{
    [Fact]
    public void What_is_used_included_and_expected_stands_in_proportion()
    {
        var scale = new RunwayScale(used: 26, included: 104, expected: 52);
        (scale.Within, scale.Included, scale.Expected).ShouldBe(("24.04", "96.15", "48.08"));
        scale.IsBeyond.ShouldBeFalse();
        scale.Beyond.ShouldBe("0");
    }

    [Fact]
    public void What_is_beyond_begins_where_what_is_included_ends()
    {
        var scale = new RunwayScale(used: 104, included: 26, expected: null);
        (scale.Within, scale.Included, scale.Beyond).ShouldBe(("24.04", "24.04", "72.12"));
        scale.IsBeyond.ShouldBeTrue();
    }

    [Fact]
    public void A_little_is_seen_and_nothing_is_not()
    {
        new RunwayScale(1, 1_000_000, null).Within.ShouldBe("0.4");
        new RunwayScale(0, 1_000_000, null).Within.ShouldBe("0");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(0, -5)]
    public void Nothing_at_all_has_a_place_too(int used, int included)
    {
        var scale = new RunwayScale(used, included, null);
        (scale.Within, scale.Included, scale.Expected).ShouldBe(("0", "0", "0"));
    }

    [Fact]
    public void An_even_pace_has_a_wedge_over_its_place_within_what_is_included()
    {
        new RunwayScale(0, 100, null, even: 50).Even.ShouldBe("M47.28 0H48.88L48.08 4Z");
        foreach (var pace in (decimal?[])[null, 0, 100, 200])
            new RunwayScale(0, 100, null, pace).Even.ShouldBeNull();
    }

    [Fact]
    public void The_largest_that_there_is_fits() =>
        new RunwayScale(decimal.MaxValue, 1, decimal.MaxValue).Expected.ShouldBe("96.15");
}
