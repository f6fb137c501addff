using Evenhand.Core.Policy;
using Evenhand.Tests.Core;
using Evenhand.Tests.Core.Keeping;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Model;

/// <summary>A life under any terms goes on from a snapshot as if it had never stopped.</summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_life_cut_anywhere_comes_to_the_same(int seed)
    {
        var random = new Random(seed);
        var fine = Terms.All().Where(terms => terms.Refusals().Count == 0).ToList();
        for (var i = 0; i < 12; i++)
        {
            var terms = fine[random.Next(fine.Count)];
            var life = Life.Random(random.Next(), terms.Good);
            var shelf = CombinationTests.Shelf(terms);
            var account = AccountStream
                .Of(CombinationTests.StoryOf(life, shelf).Lines, shelf)
                .ShouldHaveSingleItem();
            HashSet<int> cuts = [random.Next(account.Count), random.Next(account.Count)];
            account
                .Fold(
                    cuts,
                    (before, after) => Structure.Of(before, after).Differences.ShouldBeEmpty()
                )
                .Told()
                .ShouldBe(account.Fold(new HashSet<int>()).Told(), $"seed {seed}: {terms}");
        }
    }
}
