using Evenhand.Core.Stream;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Stream;

public class SymbolsTests
{
    [Fact]
    public void Texts_are_numbered_in_the_order_of_first_sight()
    {
        var symbols = new Symbols();
        new[] { "b", "a", "b", "", "a", "c" }.Select(symbols.Intern).ShouldBe([1, 2, 1, 3, 2, 4]);
        symbols.Text(2).ShouldBe("a");
        symbols.Text(0).ShouldBe("");
        symbols.Count.ShouldBe(4);
    }

    [Fact]
    public void The_seed_changes_no_number_and_no_text_is_mistaken_for_another() =>
        Laws.Hold(
            50,
            Gen.Zip(Gen.ListOf(Gen.Choose(0, 600), 1500), Gen.Choose(0, int.MaxValue)),
            each =>
            {
                var (texts, seed) = each;
                var (plain, seeded) = (new Symbols(), new Symbols(seed));
                foreach (var text in texts.Select(number => $"user-{number}"))
                {
                    var symbol = plain.Intern(text);
                    seeded.Intern(text).ShouldBe(symbol);
                    plain.Text(symbol).ShouldBe(text);
                }
                plain.Count.ShouldBe(texts.Distinct().Count());
            }
        );
}
