using System.Text.RegularExpressions;
using Evenhand.Cli.Policy;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Tests.Tidy;
using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Wording;

/// <summary>Wherever a number stands beside a word, the word agrees with it and the digits are grouped.</summary>
[Trait("fault", "S2-28")]
public sealed partial class CountsTests
{
    private static readonly Citation Cited = new("fair", "1", new ClauseId("calls"), "Calls");

    public static TheoryData<FactKind, string> Sentences
    {
        get
        {
            var all = new TheoryData<FactKind, string>();
            foreach (var kind in Enum.GetValues<FactKind>())
            foreach (var figure in new[] { "0", "1", "2", "1467" })
                all.Add(kind, figure);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Every_sentence_agrees_with_its_figures(FactKind kind, string figure)
    {
        NamedFigure[] figures =
        [
            .. typeof(NamedFigure)
                .GetFields()
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!)
                .Select(name =>
                    IsText(kind, name)
                        ? new NamedFigure(name, "words.")
                        : new NamedFigure(name, figure, "goose", "geese")
                ),
        ];
        // An average and a ratio are told instead of what was used: each way is tried.
        foreach (var left in new[] { "", NamedFigure.Ratio, NamedFigure.Average, NamedFigure.Days })
        {
            var facts = new Facts(kind, [.. figures.Where(each => each.Name != left)]);
            var said = Sentence.Of(
                new Notice(new(0), new AccountId("acme"), Cited, "any", facts) { Said = default }
            );
            said.ShouldNotContain("1467");
            said.ShouldNotMatch(figure == "1" ? @"\b1 geese\b|\b1 are\b" : @"\d goose\b");
            if (figure == "1")
                said.ShouldNotMatch(@"(?<![\d.,])1 (automations|things|days|cycles)\b");
            else
                said.ShouldNotMatch($@"\b{Amount.Number(figure)} (automation|thing|day|cycle)\b");
        }
    }

    /// <summary>What names something is no number.</summary>
    private static bool IsText(FactKind kind, string name) =>
        name
            is NamedFigure.Field
                or NamedFigure.Prefixes
                or NamedFigure.Text
                or NamedFigure.Cycle
                or NamedFigure.Until
                or NamedFigure.Title
                or NamedFigure.By
                or NamedFigure.About
                or NamedFigure.To
                or NamedFigure.State
                or NamedFigure.Act
                or NamedFigure.Thing
                or NamedFigure.Retrieval
                or NamedFigure.Effective
                or NamedFigure.Adverse
                or NamedFigure.Favourable
                or NamedFigure.Otherwise
                or NamedFigure.Worded
        || kind == FactKind.BeginsOtherwise;

    [Theory]
    [InlineData(0, "0 pages")]
    [InlineData(1, "1 page")]
    [InlineData(2, "2 pages")]
    [InlineData(1467, "1,467 pages")]
    public void A_count_is_told_with_its_noun(long count, string told)
    {
        Counted.Of(count, "page").ShouldBe(told);
        Counted
            .Of(count, "page", "sheets")
            .ShouldBe(count == 1 ? told : told.Replace("page", "sheet"));
    }

    [Theory]
    [InlineData(1, 0, "1 answer changes")]
    [InlineData(2, 0, "2 answers change")]
    [InlineData(0, 1, "1 case changes")]
    [InlineData(1, 1, "1 answer and 1 case change")]
    [InlineData(1467, 2, "1,467 answers and 2 cases change")]
    public void What_hangs_on_a_reading_is_counted(int answers, int cases, string told) =>
        ReadingsText.Changes(answers, cases).ShouldBe(told);

    [Theory]
    [InlineData("1", "1", "1 page ÷ 100 × 2 = 1.00 EUR")]
    [InlineData("2", "2", "2 pages ÷ 100 × 2 = 1.00 EUR")]
    [InlineData("1467", "1467", "1,467 pages ÷ 100 × 2 = 1.00 EUR")]
    public void An_equation_agrees_with_its_figures(
        string quantity,
        string billable,
        string told
    ) =>
        Equation
            .Of(
                new Line(
                    new ClauseId("c"),
                    "1",
                    Quantity.Parse(quantity),
                    "page",
                    Quantity.Parse("0"),
                    Quantity.Parse(billable),
                    Quantity.Parse("2"),
                    Quantity.Parse("100"),
                    new Money(1.00m, "USD"),
                    LineStatus.Due
                )
                {
                    Units = "pages",
                },
                "EUR"
            )
            .ShouldBe(told);

    /// <summary>A count that is put before a plural reads wrongly when it is one: <see cref="Counted"/> has both.</summary>
    [Fact]
    public void No_count_is_put_before_a_plural()
    {
        var found =
            from file in Tree.OfRepository().Files
            where file.IsUnder("src") && file.IsCSharp
            from line in file.Text.Split('\n').Index()
            where Plural().IsMatch(line.Item)
            select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}";
        found.ShouldBeEmpty();
    }

    [GeneratedRegex(
        """\{(?:[^{}"]*\b)?(?:[Cc]ount|Length|[Dd]ays|Repeats|Segments|Records|[Tt]otal|gone|came|answers|cases)\b(?:\(\))?(?:\)|\s*[-+]\s*\w+)?(?::[^}]*)?\} (?:[a-z-]+ )?[a-z-]+s\b"""
    )]
    private static partial Regex Plural();
}
