using Evenhand.Core.Stream;
using Evenhand.Node.Reads;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>A search through what accounts are called finds what a look at each of them finds.</summary>
public class NameTextTests
{
    private static readonly string[] Words =
    [
        "Hafen",
        "klinik",
        "ÄRZTE",
        "weiß",
        "ǆ",
        "Søn",
        "a",
        "aa",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_finds_what_a_look_at_each_name_finds(int seed)
    {
        var dice = new Random(seed);
        var (text, names) = (new NameText(), new List<(AccountId Account, string Name)>());
        for (var each = 0; each < 3_000; each++)
        {
            var name = string.Join(
                ' ',
                Enumerable.Range(0, 1 + each % 3).Select(_ => Words[dice.Next(Words.Length)])
            );
            names.Add((new AccountId($"{each}"), name));
            text.Add(names[^1].Account, name);
        }
        text.Count.ShouldBe(names.Count);
        foreach (var part in (string[])["hafen", "KLINIK", "ärzte weiß", "Ǆ", "A", "n a", "nobody"])
            text.Having(part, int.MaxValue)
                .ShouldBe(
                    names
                        .Where(each => each.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
                        .Select(each => each.Account),
                    part
                );
        text.Having("a", 7).Count.ShouldBe(7);
    }

    [Fact]
    public void Nothing_is_found_where_there_is_nothing() =>
        new NameText().Having("a", 1).ShouldBeEmpty();
}
