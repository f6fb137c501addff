using Evenhand.Core.Numbers;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Numbers;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("12.50")]
    [InlineData("-0.12")]
    [InlineData("0.00")]
    [InlineData("1000000")]
    public void It_is_written_as_it_was(string amount) =>
        Money.Parse(amount, "USD").ToString().ShouldBe(amount);

    [Theory]
    [InlineData(1, 8, 2, "0.13")]
    [InlineData(-1, 8, 2, "-0.13")]
    [InlineData(5, 1, 2, "5.00")]
    [InlineData(5, 2, 0, "3")]
    [InlineData(0, 1, 2, "0.00")]
    public void It_is_rounded_half_away_from_zero(
        int part,
        int whole,
        int decimals,
        string amount
    ) => Money.Rounded(new Rational(part, whole), decimals, "USD").ToString().ShouldBe(amount);

    [Fact]
    public void Sums_keep_the_decimals_of_the_currency()
    {
        var (one, other) = (Money.Parse("1.20", "USD"), Money.Parse("0.80", "USD"));
        (one + other).ToString().ShouldBe("2.00");
        (one - other).ToString().ShouldBe("0.40");
        (one - one).IsZero.ShouldBeTrue();
        (-one).ToString().ShouldBe("-1.20");
    }

    [Fact]
    public void Two_currencies_do_not_add_up()
    {
        var (dollar, euro) = (new Money(1, "USD"), new Money(1, "EUR"));
        Should.Throw<InvalidOperationException>(() => dollar + euro);
        Should.Throw<InvalidOperationException>(() => dollar - euro);
    }

    [Fact]
    public void What_no_decimal_holds_is_no_sum() =>
        Should.Throw<OverflowException>(() =>
            Money.Rounded(Rational.Parse("12345678901234567890123456789"), 2, "USD")
        );
}
