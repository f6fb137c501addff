using Evenhand.Node.Gate;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Gate;

public sealed class FreshIdsTests
{
    [Fact]
    public void No_id_comes_twice_on_whatever_threads()
    {
        var ids = new string[4][];
        Parallel.For(
            0,
            ids.Length,
            i => ids[i] = [.. Enumerable.Range(0, 1_000).Select(_ => FreshIds.Next())]
        );

        ids.SelectMany(each => each).Distinct().Count().ShouldBe(4_000);
        ids.SelectMany(each => each)
            .ShouldAllBe(id => id.Length == 24 && id.All(char.IsAsciiHexDigitLower));
    }
}
