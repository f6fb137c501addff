using Evenhand.Pages.Accounts;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Pages;

/// <summary>Why a bill is not what the one before was.</summary>
public sealed class ChargeChangeTests
{
    [Fact]
    public void The_largest_difference_comes_first_and_what_is_the_same_not_at_all()
    {
        var changes = ChargeChange.Between(
            Bill(Line("a", "10.00", "5"), Line("b", "3.00", "1"), Line("c", "7.00", "2")),
            Bill(Line("a", "12.00", "6"), Line("b", "3.00", "1"), Line("d", "9.00", "4"))
        );
        changes
            .Select(each => $"{each.Title} {each.More}")
            .ShouldBe(["d 9.00", "c -7.00", "a 2.00"]);
        changes[2].Used.ShouldBe(("5", "6"));
        changes[0].Used.ShouldBeNull();
    }

    [Fact]
    public void What_is_waived_counts_for_nothing_and_another_version_is_named()
    {
        var changes = ChargeChange.Between(
            Bill(Line("a", "10.00", "5"), Line("b", "4.00", "1")),
            Bill(
                Line("a", "10.00", "5") with
                {
                    Status = LineStatus.Waived,
                },
                Line("b", "5.00", "1") with
                {
                    Version = "2",
                }
            )
        );
        changes.Select(each => each.More).ShouldBe([-10m, 1m]);
        changes[1].Versions.ShouldBe(("1", "2"));
    }

    [Fact]
    public void Two_currencies_have_no_difference() =>
        ChargeChange
            .Between(Bill(Line("a", "1", "1")), Bill(Line("a", "2", "1")) with { Currency = "EUR" })
            .ShouldBeEmpty();

    private static StatementView Bill(params StatementLine[] lines) =>
        new()
        {
            Account = "own",
            Policy = "p",
            From = default,
            To = default,
            Currency = "USD",
            Lines = lines,
            Due = "0",
            Proposed = "0",
        };

    private static StatementLine Line(string clause, string amount, string used) =>
        new()
        {
            Clause = clause,
            Version = "1",
            Quantity = used,
            Unit = "call",
            Included = "0",
            Billable = used,
            Per = "1",
            Amount = amount,
            Status = LineStatus.Due,
        };
}
