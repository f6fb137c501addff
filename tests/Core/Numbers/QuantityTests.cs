using System.Numerics;
using Evenhand.Core.Numbers;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Numbers;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(1, 2, "0.5")]
    [InlineData(1, 3, "0.333333333")]
    [InlineData(-2, 3, "-0.666666667")]
    [InlineData(1, 6_000_000_000, "0")]
    [InlineData(1, 1_953_125_000, "0.000000000512")]
    public void It_is_exact_where_its_decimals_end(long part, long whole, string stated) =>
        new Quantity(new Rational(part, whole)).ToString().ShouldBe(stated);

    [Fact]
    public void What_was_stated_and_read_again_is_what_is_stated_anew()
    {
        var random = new Random();
        for (var i = 0; i < 1_000; i++)
        {
            var exact = new Rational(
                random.NextInt64(-1_000_000, 1_000_000),
                random.Next(1, 1_000)
            );
            var stated = new Quantity(exact);
            Quantity
                .Parse(stated.ToString())
                .ShouldBe(stated, $"{exact.Numerator}/{exact.Denominator}");
            (stated - Quantity.Parse(stated.ToString())).IsZero.ShouldBeTrue();
        }
    }

    [Fact]
    public void Sums_and_differences_are_those_of_the_figures_that_people_see()
    {
        var third = new Quantity(new Rational(1, 3));
        (third + third + third).ToString().ShouldBe("0.999999999");
        (Quantity.One - third).ToString().ShouldBe("0.666666667");
        (Quantity.Zero - Quantity.One).ToString().ShouldBe("-1");
    }

    [Fact]
    public void It_may_pass_every_decimal() =>
        Should.Throw<OverflowException>(() =>
            new Quantity(new Rational(BigInteger.Pow(10, 40), 1)).ToDecimal()
        );

    [Fact]
    public void A_text_that_is_none_is_refused()
    {
        Should.Throw<FormatException>(() => Quantity.Parse("a few"));
        Quantity.Or(null).ShouldBeNull();
    }
}
