using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Tests.Server.Sites;
using Evenhand.Wording;
using Shouldly;
using Xunit;
using static Evenhand.Core.Effects.NamedFigure;

namespace Evenhand.Tests.Wording;

/// <summary>What people read: every kind of fact has its sentence, numbers are grouped and words agree with them.</summary>
public class SentenceTests
{
    private static readonly Citation Cited = new(
        "fair",
        "1",
        new Evenhand.Core.Policy.ClauseId("calls"),
        "Calls"
    );

    [Fact]
    public void Every_kind_of_fact_has_a_sentence()
    {
        foreach (var kind in Enum.GetValues<FactKind>())
            Of(kind, Everything()).ShouldEndWith(".", Shouldly.Case.Sensitive, kind.ToString());
    }

    [Fact]
    public void Every_kind_of_fact_is_said_in_each_language_and_in_nothing_else()
    {
        foreach (var kind in Enum.GetValues<FactKind>())
        {
            var told = ToldWords.In(say => Of(kind, Everything(), say));
            foreach (var (tag, said) in told.Others)
            {
                // What a rule of the policy says is the policy's own.
                if (kind != FactKind.Ruled)
                    said.ShouldNotBe(told.English, $"{kind} in {tag}");
                LeftInEnglish.On(said, "calls").ShouldBeEmpty($"{kind} in {tag}: {said}");
                told.As(Language.Find(tag)!).ShouldBe(said);
            }
            told.As(Language.English).ShouldBe(told.English);
        }
    }

    [Theory]
    [InlineData("999", "999")]
    [InlineData("1000", "1,000")]
    [InlineData("1234567.891011", "1,234,567.891011")]
    [InlineData("-1467", "-1,467")]
    [InlineData("-146", "-146")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("2026-01-31", "2026-01-31")]
    [Trait("fault", "S2-28")]
    public void Digits_are_grouped(string number, string shown) =>
        Amount.Number(number).ShouldBe(shown);

    [Theory]
    [InlineData("0", "0 %")]
    [InlineData("1", "100 %")]
    [InlineData("0.08", "8 %")]
    [InlineData("0.497512438", "49.7512438 %")]
    [InlineData("0.005", "0.5 %")]
    [InlineData("12.5", "1,250 %")]
    public void A_share_is_told_in_hundredths(string ratio, string shown) =>
        Amount.Share(ratio).ShouldBe(shown);

    [Theory]
    [InlineData("1", "5", "1 of 5 nudges is used; this would be more.")]
    [InlineData("0", "1", "0 of 1 nudge are used; this would be more.")]
    [InlineData("1467", "1500", "1,467 of 1,500 nudges are used; this would be more.")]
    [Trait("fault", "S2-28")]
    public void A_limit_is_told_with_words_that_agree(string used, string limit, string told) =>
        Of(FactKind.OverLimit, [Nudges(Used, used), Nudges(Limit, limit)]).ShouldBe(told);

    [Theory]
    [InlineData("1", "1 automation is paused until you resume it.")]
    [InlineData("2", "2 automations are paused until you resume them.")]
    [Trait("fault", "S2-28")]
    public void One_automation_is_one(string count, string told) =>
        Of(FactKind.AutomationsPaused, [new NamedFigure(Count, count)]).ShouldBe(told);

    [Theory]
    [InlineData(Days, "1", "Calls: exceeded on 1 day.")]
    [InlineData(Days, "3", "Calls: exceeded on 3 days.")]
    [InlineData(Cycles, "2", "Calls: exceeded in 2 cycles.")]
    [Trait("fault", "S2-28")]
    public void Repeated_excess_counts_its_days(string each, string times, string told) =>
        Of(FactKind.RepeatedExcess, [new NamedFigure(Title, "Calls"), new NamedFigure(each, times)])
            .ShouldBe(told);

    private static string Of(FactKind kind, NamedFigure[] figures) =>
        Of(kind, figures, Language.English);

    private static string Of(FactKind kind, NamedFigure[] figures, Language say) =>
        Sentence.Of(
            new Notice(new(0), new AccountId("acme"), Cited, "any", new Facts(kind, [.. figures]))
            {
                Said = default,
            },
            say
        );

    private static NamedFigure Nudges(string name, string value) =>
        new(name, value, "nudge", "nudges");

    /// <summary>A figure of each name: a sentence takes what it needs.</summary>
    private static NamedFigure[] Everything() =>
        [
            .. typeof(NamedFigure)
                .GetFields()
                .Where(field => field.IsLiteral)
                .Select(field => new NamedFigure((string)field.GetRawConstantValue()!, "2.")),
        ];
}
