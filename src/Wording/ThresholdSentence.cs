using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>What an account is told of the thresholds that it has set for itself.</summary>
public static class ThresholdSentence
{
    /// <summary>A share of what is included or allowed is used.</summary>
    public static string ShareReached(
        (string Used, string Whole, string Units, string Percent, string Title) its,
        Language say
    ) =>
        say[
            "{0} of {1} under \"{2}\" are used. You asked to be told at {3} %.",
            say.Number(its.Used),
            Whole(its.Whole, its.Units, say),
            its.Title,
            its.Percent
        ];

    /// <summary>It is no longer.</summary>
    public static string ShareResolved(
        (string Used, string Whole, string Units, string Percent, string Title) its,
        Language say
    ) =>
        say[
            "What you were told is no longer so: {0} of {1} under \"{2}\" are used, which is less than the {3} % at which you asked to be told.",
            say.Number(its.Used),
            Whole(its.Whole, its.Units, say),
            its.Title,
            its.Percent
        ];

    /// <summary>Charges came to an amount.</summary>
    public static string AmountReached(
        (string Sum, string Threshold, string Currency) its,
        Language say
    ) =>
        say[
            "The charges of this cycle have come to {0} {2}. You asked to be told at {1} {2}.",
            say.Number(its.Sum),
            say.Number(its.Threshold),
            its.Currency
        ];

    /// <summary>They no longer do.</summary>
    public static string AmountResolved(
        (string Sum, string Threshold, string Currency) its,
        Language say
    ) =>
        say[
            "What you were told is no longer so: the charges of this cycle come to {0} {2}, which is less than the {1} {2} at which you asked to be told.",
            say.Number(its.Sum),
            say.Number(its.Threshold),
            its.Currency
        ];

    private static string Whole(string whole, string units, Language say) =>
        units.Length == 0 ? say.Number(whole) : $"{say.Number(whole)} {units}";
}
