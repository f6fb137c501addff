using System.Globalization;
using System.Numerics;

namespace Evenhand.Core.Numbers;

/// <summary>An exact fraction, for quantities such as an average over a cycle that no decimal holds. Always reduced.</summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    /// <summary>Decimals that a fraction without an end is shown with.</summary>
    public const int ShownDecimals = 9;

    private readonly BigInteger denominatorLessOne;

    /// <summary>The fraction of two integers; the denominator is not 0.</summary>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            throw new DivideByZeroException();
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        denominatorLessOne = denominator / divisor - 1;
    }

    /// <summary>Nothing.</summary>
    public static Rational Zero => default;

    /// <summary>The numerator, which carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, at least 1.</summary>
    public BigInteger Denominator => denominatorLessOne + 1;

    /// <summary>The exact value of a whole number.</summary>
    public static implicit operator Rational(long value) => new(value, 1);

    /// <summary>The exact value of a whole number.</summary>
    public static implicit operator Rational(Int128 value) => new(value, 1);

    /// <summary>The exact value of a decimal.</summary>
    public static implicit operator Rational(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = unchecked(
            ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0]
        );
        return new(value < 0 ? -magnitude : magnitude, BigInteger.Pow(10, value.Scale));
    }

    /// <summary>The sum.</summary>
    public static Rational operator +(Rational a, Rational b) =>
        a.Denominator == b.Denominator
            ? new(a.Numerator + b.Numerator, a.Denominator)
            : new(
                a.Numerator * b.Denominator + b.Numerator * a.Denominator,
                a.Denominator * b.Denominator
            );

    /// <summary>The difference.</summary>
    public static Rational operator -(Rational a, Rational b) =>
        a + new Rational(-b.Numerator, b.Denominator);

    /// <summary>The product.</summary>
    public static Rational operator *(Rational a, Rational b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>The quotient; the divisor is not 0.</summary>
    public static Rational operator /(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Whether the left is less.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Whether the left is greater.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Whether the left is less or equal.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Whether the left is greater or equal.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Whether they are different numbers.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>A decimal in plain notation, of any length.</summary>
    public static Rational Parse(string text)
    {
        var point = text.IndexOf('.');
        var digits = point < 0 ? text : text.Remove(point, 1);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return new(
            BigInteger.Parse(digits, CultureInfo.InvariantCulture),
            BigInteger.Pow(10, decimals)
        );
    }

    /// <summary>The greater of two.</summary>
    public static Rational Max(Rational a, Rational b) => a < b ? b : a;

    /// <summary>The lesser of two.</summary>
    public static Rational Min(Rational a, Rational b) => a < b ? a : b;

    /// <summary>The least whole number that is not less.</summary>
    public Rational Ceiling() => new(-FloorDivide(-Numerator, Denominator), 1);

    /// <summary>Rounded to so many decimals, half away from zero, and printed with exactly as many.</summary>
    public string Fixed(int decimals)
    {
        var scale = BigInteger.Pow(10, decimals);
        var doubled = BigInteger.Abs(Numerator) * scale * 2;
        var units = (doubled + Denominator) / (Denominator * 2);
        return Print(units, decimals, negative: Numerator.Sign < 0 && !units.IsZero);
    }

    /// <summary>Plain decimal notation: exact where it ends, else rounded to <see cref="ShownDecimals"/>; no trailing zeros.</summary>
    public override string ToString()
    {
        var decimals = EndsAfter(Denominator) ?? ShownDecimals;
        var text = Fixed(decimals);
        return decimals == 0 ? text : text.TrimEnd('0').TrimEnd('.');
    }

    /// <summary>The number that <see cref="ToString"/> prints: itself where its decimals end.</summary>
    public Rational Shown() => EndsAfter(Denominator) is null ? Parse(Fixed(ShownDecimals)) : this;

    /// <inheritdoc/>
    public int CompareTo(Rational other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Rational other) =>
        Numerator == other.Numerator && denominatorLessOne == other.denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, denominatorLessOne);

    /// <summary>After how many decimals a fraction with this reduced denominator ends; null where it never does.</summary>
    private static int? EndsAfter(BigInteger denominator)
    {
        var twos = Strip(ref denominator, 2);
        var fives = Strip(ref denominator, 5);
        return denominator.IsOne ? Math.Max(twos, fives) : null;
    }

    private static int Strip(ref BigInteger number, int factor)
    {
        var count = 0;
        for (; (number % factor).IsZero; count++)
            number /= factor;
        return count;
    }

    private static BigInteger FloorDivide(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    private static string Print(BigInteger units, int decimals, bool negative)
    {
        var digits = units.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
        return negative ? "-" + text : text;
    }
}
