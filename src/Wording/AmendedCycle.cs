using System.Globalization;

namespace Evenhand.Wording;

/// <summary>What a cycle came to, and would have under a version to come.</summary>
public static class AmendedCycle
{
    /// <summary>The words: what is owed, and what is proposed where anything is.</summary>
    /// <param name="day">The first day of the cycle.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <param name="due">What is owed, and would be.</param>
    /// <param name="proposed">What is proposed, and would be.</param>
    public static string InWords(
        string day,
        string currency,
        (decimal Was, decimal Would) due,
        (decimal Was, decimal Would) proposed
    ) =>
        $"from {day}: {Pair(due, currency)}"
        + (proposed == (0, 0) ? "" : $"; proposed {Pair(proposed, currency)}");

    private static string Pair((decimal Was, decimal Would) its, string currency) =>
        its.Was == its.Would
            ? $"{Text(its.Was)} {currency}, and under it as much"
            : $"{Text(its.Was)} {currency}, and under it {Text(its.Would)} {currency}";

    private static string Text(decimal amount) =>
        amount.ToString("#,##0.00########", CultureInfo.InvariantCulture);
}
