using System.Numerics;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Typical;

/// <summary>What the comparison of a cycle came to.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Cycle">The first day of the cycle.</param>
/// <param name="Meter">The name of the meter; empty for the first that the clause compares.</param>
/// <param name="Value">The account's usage.</param>
/// <param name="Median">The median of all.</param>
/// <param name="Accounts">How many they are.</param>
public readonly record struct Compared(
    ClauseId Clause,
    string Cycle,
    string Meter,
    decimal Value,
    decimal Median,
    int Accounts
)
{
    /// <summary>Decimals of the figures, and the highest of them: what an event may carry.</summary>
    private const int Decimals = 12;
    private const decimal Most = 1_000_000_000_000_000m;

    private static readonly BigInteger Scale = BigInteger.Pow(10, Decimals);

    /// <summary>A figure that is not above what is exact.</summary>
    public static decimal Below(Rational exact) =>
        Figure(exact.Numerator * Scale / exact.Denominator);

    /// <summary>A figure that is not below what is exact.</summary>
    public static decimal Above(Rational exact) =>
        Figure((exact.Numerator * Scale + exact.Denominator - 1) / exact.Denominator);

    /// <summary>A figure as it is shown.</summary>
    public static string Shown(decimal figure) =>
        (
            (Rational)Math.Round(figure, Rational.ShownDecimals, MidpointRounding.AwayFromZero)
        ).ToString();

    private static decimal Figure(BigInteger scaled) =>
        scaled > (BigInteger)Most * Scale
            ? Most
            : (decimal)scaled / (decimal)Scale / 1.0000000000000000000000000000m;
}
