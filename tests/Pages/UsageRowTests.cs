using Evenhand.Pages.Accounts;
using Evenhand.Pages.Figures;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Pages;

public sealed class UsageRowTests
{
    [Theory]
    [InlineData("0", "10", "10", Fill.Untouched)]
    [InlineData("7.9", "10", "2.1", Fill.Plenty)]
    [InlineData("8", "10", "2", Fill.NearlyUsed)]
    [InlineData("10", "10", "0", Fill.UsedUp)]
    [InlineData("10.000000001", "10", "0", Fill.Beyond)]
    [InlineData("1", "0", "0", Fill.Beyond)]
    [InlineData("0", "0", "0", Fill.Untouched)]
    public void How_full_it_is_says_a_word(
        string used,
        string included,
        string remaining,
        Fill fill
    ) => Row(Allowance("a", used, included, remaining)).Fill.ShouldBe(fill);

    [Fact]
    public void Those_that_call_for_attention_come_first() =>
        UsageRow
            .Of(
                [
                    Allowance("untouched", "0", "10", "10"),
                    Allowance("plenty", "1", "10", "9"),
                    Allowance("beyond", "11", "10", "0"),
                    Allowance("near", "9", "10", "1"),
                    Allowance("up", "10", "10", "0"),
                    Allowance("far-beyond", "90", "10", "0"),
                ],
                Reader.English
            )
            .Select(row => row.Main.Clause)
            .ShouldBe(["far-beyond", "beyond", "up", "near", "plenty", "untouched"]);

    [Fact]
    public void What_a_clause_includes_and_limits_alike_is_one_row_with_all_that_then_happens()
    {
        var included = Allowance("calls", "5", "10", "5", "More is billed.");
        var limited = Allowance("calls", "5", "10", "5", "More opens a case.") with
        {
            Kind = AllowanceKind.Limit,
        };
        var row = UsageRow.Of([included, limited], Reader.English).ShouldHaveSingleItem();
        row.Then.Select(then => then.Message).ShouldBe(["More is billed.", "More opens a case."]);
        row.NamesMeter.ShouldBeFalse();
    }

    [Fact]
    public void What_happens_with_more_is_said_once()
    {
        var row = Row(
            Allowance(
                "calls",
                "5",
                "10",
                "5",
                "More is billed at 2 EUR for each page.",
                "You are told.",
                "More is let through with a warning.",
                "More opens a case."
            )
        );
        row.More.ShouldBe(
            "More is billed at 2 EUR for each page, is let through with a warning, and opens a case. You are told."
        );
        Row(Allowance("calls", "5", "10", "5")).More.ShouldBeNull();
    }

    [Fact]
    public void A_clause_of_several_meters_names_them()
    {
        var stored = Allowance("thresholds", "1", "10", "9") with { Meter = "stored" };
        var moved = Allowance("thresholds", "2", "10", "8") with { Meter = "moved-out" };
        UsageRow
            .Of([stored, moved], Reader.English)
            .Select(row => row.Title)
            .ShouldBe(["Heading (moved out)", "Heading (stored)"]);
    }

    [Fact]
    public void The_unit_agrees_with_what_is_included()
    {
        Row(Allowance("a", "0", "1", "1")).Amount.ShouldBe("0 of 1 call");
        Row(Allowance("a", "1", "3000", "2999")).Amount.ShouldBe("1 of 3,000 calls");
    }

    [Fact]
    public void An_even_pace_is_what_is_included_by_how_much_of_the_window_is_over()
    {
        var half = Paced(Taken.Sum);
        half.EvenPace.ShouldBe("At an even pace it would be 1,500 by now.");
        half.Label.ShouldEndWith(half.EvenPace!);
        half.Scale.Even.ShouldNotBeNull();
        var there = Paced(Taken.Level);
        (there.EvenPace, there.Scale.Even).ShouldBe((null, null));
    }

    /// <summary>3,000 in a window of which half is over.</summary>
    private static UsageRow Paced(Taken taken)
    {
        var reader = Reader.English;
        var now = reader.Now.ToDateTimeOffset();
        var allowance = Allowance("a", "1", "3000", "2999") with
        {
            Taken = taken,
            Began = now.AddDays(-15),
            Resets = now.AddDays(15),
        };
        return UsageRow.Of([allowance], reader).ShouldHaveSingleItem();
    }

    private static UsageRow Row(AllowanceView allowance) =>
        UsageRow.Of([allowance], Reader.English).ShouldHaveSingleItem();

    private static AllowanceView Allowance(
        string clause,
        string used,
        string included,
        string remaining,
        params string[] then
    ) =>
        new()
        {
            Clause = clause,
            Title = "Heading",
            Kind = AllowanceKind.Allowance,
            Meter = "meter",
            Unit = "call",
            Units = "calls",
            Window = "cycle",
            Used = used,
            Included = included,
            Remaining = remaining,
            Then =
            [
                .. then.Select(message => new AllowanceThen
                {
                    What = Consequence.Denied,
                    Clause = clause,
                    Message = message,
                }),
            ],
        };
}
