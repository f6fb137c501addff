using System.Numerics;
using Evenhand.Core.Numbers;
using Evenhand.Tests.Replay;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Numbers;

public class RationalTests
{
    private static readonly Gen<Rational> Any =
        from numerator in Gen.Choose(-1_000_000, 1_000_000)
        from denominator in Gen.Choose(1, 10_000)
        from sign in Gen.Elements(1, -1)
        select new Rational(numerator, denominator * sign);

    [Theory]
    [InlineData(1, 3, "0.333333333")]
    [InlineData(2, 3, "0.666666667")]
    [InlineData(-2, 3, "-0.666666667")]
    [InlineData(1, 8, "0.125")]
    [InlineData(-1, 8, "-0.125")]
    [InlineData(1, 1024, "0.0009765625")]
    [InlineData(1, 4096, "0.000244140625")]
    [InlineData(100, 1, "100")]
    [InlineData(0, -7, "0")]
    [InlineData(1, 3_000_000_000, "0")]
    [InlineData(-1, 3_000_000_000, "0")]
    [InlineData(30, 10, "3")]
    public void It_is_shown_exactly_where_it_ends_and_else_with_nine_decimals(
        long numerator,
        long denominator,
        string shown
    ) => new Rational(numerator, denominator).ToString().ShouldBe(shown);

    [Theory]
    [InlineData("0.005", 2, "0.01")]
    [InlineData("-0.005", 2, "-0.01")]
    [InlineData("0.0049999", 2, "0.00")]
    [InlineData("-0.0049999", 2, "0.00")]
    [InlineData("2.5", 0, "3")]
    [InlineData("-2.5", 0, "-3")]
    [InlineData("1234.5", 3, "1234.500")]
    public void Money_is_rounded_half_away_from_zero(string amount, int decimals, string shown) =>
        ((Rational)decimal.Parse(amount)).Fixed(decimals).ShouldBe(shown);

    [Theory]
    [InlineData(7, 2, 4)]
    [InlineData(-7, 2, -3)]
    [InlineData(6, 2, 3)]
    [InlineData(0, 5, 0)]
    public void The_ceiling_is_the_least_whole_number_that_is_not_less(
        long numerator,
        long denominator,
        long ceiling
    ) => new Rational(numerator, denominator).Ceiling().ShouldBe(ceiling);

    [Fact]
    public void Nothing_is_divided_by_zero() =>
        Should.Throw<DivideByZeroException>(() => new Rational(1, 0));

    [Fact]
    public void A_default_value_is_zero()
    {
        default(Rational).ShouldBe(Rational.Zero);
        default(Rational).Denominator.ShouldBe(BigInteger.One);
        (default(Rational) + 1).ShouldBe(1);
    }

    [Fact]
    public void A_decimal_is_taken_exactly() =>
        Laws.Hold(
            500,
            from low in Gen.Choose(int.MinValue, int.MaxValue)
            from middle in Gen.Choose(0, 1000)
            from scale in Gen.Choose(0, 20)
            from negative in Gen.Elements(true, false)
            select new decimal(low, middle, 0, negative, (byte)scale),
            value =>
            {
                var shown = decimal.Parse(((Rational)value).ToString());
                shown.ShouldBe(value);
            }
        );

    [Fact]
    public void It_reckons_as_numbers_do() =>
        Laws.Hold(
            500,
            from a in Any
            from b in Any
            from c in Any
            select (a, b, c),
            each =>
            {
                var (a, b, c) = each;
                (a + b).ShouldBe(b + a);
                (a + b + c).ShouldBe(a + (b + c));
                (a * (b + c)).ShouldBe(a * b + a * c);
                (a - b + b).ShouldBe(a);
                if (b != Rational.Zero)
                    (a / b * b).ShouldBe(a);
                (a < b).ShouldBe(b > a);
                (a <= b).ShouldBe(Rational.Max(a, b) == b);
                Rational.Min(a, b).ShouldBe(a < b ? a : b);
                (a == b).ShouldBe(a.GetHashCode() == b.GetHashCode() && a.CompareTo(b) == 0);
            }
        );

    [Fact]
    public void Equal_fractions_are_equal_however_they_were_written() =>
        Laws.Hold(
            200,
            Gen.Zip(Any, Gen.Choose(1, 1000)),
            each =>
            {
                var (a, times) = each;
                new Rational(a.Numerator * -times, a.Denominator * -times).ShouldBe(a);
            }
        );
}
