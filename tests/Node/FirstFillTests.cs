using Evenhand.Core.Stream;
using Evenhand.Node.Reads;
using Evenhand.Node.Views;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is kept across accounts is filled by one walk over them.</summary>
public class FirstFillTests
{
    private static readonly AccountSummary Summary = new(
        new AccountId("a"),
        null,
        null,
        "",
        "",
        "",
        "",
        "",
        0,
        0,
        0
    );

    [Fact]
    public void One_walk_feeds_everything()
    {
        var (walks, seen) = (0, new List<string>());
        var fill = new FirstFill(take =>
        {
            walks++;
            take(Summary);
        });
        fill.Feeds(_ => seen.Add("one"));
        fill.Feeds(_ => seen.Add("other"));
        fill.IsBegun.ShouldBeFalse();
        fill.Ensure();
        fill.Ensure();
        walks.ShouldBe(1);
        seen.ShouldBe(["one", "other"]);
        fill.IsBegun.ShouldBeTrue();
    }

    [Fact]
    public void A_walk_that_fails_is_made_again()
    {
        var walks = 0;
        var fill = new FirstFill(_ =>
        {
            if (++walks == 1)
                throw new IOException("a disk");
        });
        Should.Throw<IOException>(fill.Ensure);
        fill.Ensure();
        fill.Ensure();
        walks.ShouldBe(2);
    }
}
