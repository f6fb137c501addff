using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>What a cycle came to, and would have under a version to come.</summary>
public static class AmendedCycle
{
    /// <summary>The words: what is owed, and what is proposed where anything is.</summary>
    /// <param name="day">The first day of the cycle.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <param name="due">What is owed, and would be.</param>
    /// <param name="proposed">What is proposed, and would be.</param>
    /// <param name="say">In which language.</param>
    public static string InWords(
        string day,
        string currency,
        (decimal Was, decimal Would) due,
        (decimal Was, decimal Would) proposed,
        Language say
    ) =>
        say["from {0}: {1}", day, Pair(due, currency, say)]
        + (proposed == (0, 0) ? "" : say["; proposed {0}", Pair(proposed, currency, say)]);

    private static string Pair((decimal Was, decimal Would) its, string currency, Language say) =>
        its.Was == its.Would
            ? say["{0}, and under it as much", $"{Text(its.Was, say)} {currency}"]
            : say[
                "{0}, and under it {1}",
                $"{Text(its.Was, say)} {currency}",
                $"{Text(its.Would, say)} {currency}"
            ];

    private static string Text(decimal amount, Language say) =>
        amount.ToString("#,##0.00########", say.Culture);
}
