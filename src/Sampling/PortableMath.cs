namespace Evenhand.Sampling;

/// <summary>
/// Logarithm and exponential from the operations that IEEE 754 fixes to the last bit (+ − × ÷). The platform's own may
/// differ in that bit between C libraries, and a sample promises the same bytes everywhere.
/// </summary>
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Sqrt2 = 1.4142135623730951;

    /// <summary>The natural logarithm of a positive, normal number.</summary>
    public static double Log(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | (1023L << 52));
        if (mantissa > Sqrt2)
        {
            mantissa *= 0.5;
            exponent++;
        }
        // ln m = 2 artanh((m − 1) ÷ (m + 1)); with m near 1 eleven terms reach the last bits.
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var sum = 0.0;
        for (var power = 21; power >= 1; power -= 2)
            sum = sum * square + 1.0 / power;
        return exponent * Ln2High + (exponent * Ln2Low + 2 * s * sum);
    }

    /// <summary>e to the power given, for powers from −700 to 700; beyond, the value at that end.</summary>
    public static double Exp(double power)
    {
        power = Math.Clamp(power, -700, 700);
        var twos = Math.Floor(power / (Ln2High + Ln2Low) + 0.5);
        var rest = power - twos * Ln2High - twos * Ln2Low;
        // Taylor's series by Horner's rule: |rest| ≤ 0.35, so thirteen terms suffice.
        var sum = 1.0;
        for (var term = 13; term >= 1; term--)
            sum = 1 + sum * rest / term;
        return sum * BitConverter.Int64BitsToDouble(((long)twos + 1023) << 52);
    }
}
