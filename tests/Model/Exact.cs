using System.Globalization;
using System.Numerics;

namespace Evenhand.Tests.Model;

/// <summary>An exact number, of the model's own making.</summary>
internal readonly record struct Exact(BigInteger Over, BigInteger Under)
{
    public static readonly Exact Zero = new(0, 1);

    public static implicit operator Exact(long whole) => new(whole, 1);

    public static Exact Of(string plain)
    {
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : plain.Length - point - 1;
        return new(
            BigInteger.Parse(plain.Replace(".", ""), CultureInfo.InvariantCulture),
            BigInteger.Pow(10, decimals)
        );
    }

    public static Exact operator +(Exact a, Exact b) =>
        new(a.Over * b.Under + b.Over * a.Under, a.Under * b.Under);

    public static Exact operator -(Exact a, Exact b) =>
        new(a.Over * b.Under - b.Over * a.Under, a.Under * b.Under);

    public static Exact operator *(Exact a, Exact b) => new(a.Over * b.Over, a.Under * b.Under);

    public static Exact operator /(Exact a, Exact b) => new(a.Over * b.Under, a.Under * b.Over);

    public static bool operator <(Exact a, Exact b) => a.Over * b.Under < b.Over * a.Under;

    public static bool operator >(Exact a, Exact b) => b < a;

    public static Exact Least(Exact a, Exact b) => a < b ? a : b;

    public static Exact Most(Exact a, Exact b) => a < b ? b : a;

    public Exact RoundedUp() => new((Over + Under - 1) / Under, 1);

    /// <summary>With so many decimals, halves up; the model knows nothing below zero.</summary>
    public string Rounded(int decimals)
    {
        var scaled = Over * BigInteger.Pow(10, decimals);
        var units = ((2 * scaled + Under) / (2 * Under)).ToString(CultureInfo.InvariantCulture);
        var padded = units.PadLeft(decimals + 1, '0');
        return decimals == 0 ? padded : $"{padded[..^decimals]}.{padded[^decimals..]}";
    }

    /// <summary>In full where it ends, else to nine decimals.</summary>
    public override string ToString()
    {
        var (under, decimals) = (Under / BigInteger.GreatestCommonDivisor(Over, Under), 0);
        while (decimals < 40 && BigInteger.Pow(10, decimals) % under != 0)
            decimals++;
        var text = Rounded(decimals == 40 ? 9 : decimals);
        return text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
