using Evenhand.Core.Keeping;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Keeping;

/// <summary>The map that is nothing while it is empty does what a dictionary does.</summary>
public class SmallMapTests
{
    [Fact]
    public void It_does_what_a_dictionary_does_whatever_comes()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        var dice = new Random(seed);
        for (var keys = 1; keys <= 30; keys++)
        {
            var map = new SmallMap<long, string>();
            var twin = new Dictionary<long, string>();
            for (var step = 0; step < 300; step++)
            {
                var (key, value) = (dice.Next(keys) - 5L, $"{step}");
                switch (dice.Next(8))
                {
                    case 0:
                        map.Remove(key).ShouldBe(twin.Remove(key));
                        break;
                    case 1:
                        map.TryAdd(key, value).ShouldBe(twin.TryAdd(key, value));
                        break;
                    case 2:
                        map.At(key, out var isThere) += value;
                        isThere.ShouldBe(twin.ContainsKey(key));
                        twin[key] = twin.GetValueOrDefault(key) + value;
                        break;
                    case 3 when dice.Next(20) == 0:
                        map.Clear();
                        twin.Clear();
                        break;
                    case 4 when dice.Next(10) == 0:
                        map.RemoveWhere((each, _) => each % 2 == 0);
                        foreach (var even in twin.Keys.Where(each => each % 2 == 0).ToArray())
                            twin.Remove(even);
                        break;
                    default:
                        map[key] = value;
                        twin[key] = value;
                        break;
                }
                map.Count.ShouldBe(twin.Count);
                map.ContainsKey(key).ShouldBe(twin.ContainsKey(key));
                map.GetValueOrDefault(key).ShouldBe(twin.GetValueOrDefault(key));
            }
            map.All().Order().ShouldBe(twin.Select(each => (each.Key, each.Value)).Order());
        }
    }

    [Fact]
    public void What_is_not_there_is_told_so()
    {
        var map = new SmallMap<string, int>();
        Should.Throw<KeyNotFoundException>(() => map["no"]);
        map.TryGetValue("no", out _).ShouldBeFalse();
        map.All().ShouldBeEmpty();
    }

    [Fact]
    public void A_set_holds_each_once()
    {
        var set = new SmallSet<(long, long)>();
        for (var round = 0; round < 2; round++)
        for (var i = 0; i < 20; i++)
            set.Add((i, -i)).ShouldBe(round == 0);
        set.Count.ShouldBe(20);
        set.Remove((3, -3)).ShouldBeTrue();
        set.Contains((3, -3)).ShouldBeFalse();
        set.All().Count().ShouldBe(19);
    }
}
