using System.Globalization;

namespace Evenhand.Core.Numbers;

/// <summary>
/// How much of something, as it is stated: exact where its decimals end, else rounded to <see cref="Rational.ShownDecimals"/>.
/// So what was stated and read again equals what is stated anew, and differences are those of the figures that people see.
/// In which unit is said by what has it; money on a line is <see cref="Money"/>, which is rounded to its currency.
/// </summary>
public readonly record struct Quantity
{
    /// <summary>An exact amount as it is stated.</summary>
    public Quantity(Rational exact) => Number = exact.Shown();

    /// <summary>Nothing.</summary>
    public static Quantity Zero => default;

    /// <summary>One.</summary>
    public static Quantity One => new(1);

    /// <summary>The number that is stated.</summary>
    public Rational Number { get; }

    /// <summary>Whether it is nothing.</summary>
    public bool IsZero => Number == Rational.Zero;

    /// <summary>A quantity as it was stated.</summary>
    /// <exception cref="FormatException">The text is no decimal in plain notation.</exception>
    public static Quantity Parse(string text) => new(Rational.Parse(text));

    /// <summary>The quantity that a text states; null where there is no text.</summary>
    /// <exception cref="FormatException">The text is no decimal in plain notation.</exception>
    public static Quantity? Or(string? text) => text is null ? null : Parse(text);

    /// <summary>Both together.</summary>
    public static Quantity operator +(Quantity one, Quantity other) =>
        new(one.Number + other.Number);

    /// <summary>What one is more than another; negative where it is less.</summary>
    public static Quantity operator -(Quantity one, Quantity other) =>
        new(one.Number - other.Number);

    /// <summary>The number as a decimal, to as many digits as one has.</summary>
    /// <exception cref="OverflowException">It passes every decimal.</exception>
    public decimal ToDecimal() => decimal.Parse(ToString(), CultureInfo.InvariantCulture);

    /// <summary>Plain decimal notation, without trailing zeros: <c>11.005</c>.</summary>
    public override string ToString() => Number.ToString();
}
