namespace Evenhand.Wording;

/// <summary>What an account is told of the thresholds that it has set for itself.</summary>
public static class ThresholdSentence
{
    /// <summary>A share of what is included or allowed is used.</summary>
    public static string ShareReached(
        (string Used, string Whole, string Units, string Percent, string Title) its
    ) =>
        $"{Amount.Number(its.Used)} of {Whole(its.Whole, its.Units)} under \"{its.Title}\" are used. You asked to be told at {its.Percent} %.";

    /// <summary>It is no longer.</summary>
    public static string ShareResolved(
        (string Used, string Whole, string Units, string Percent, string Title) its
    ) =>
        $"What you were told is no longer so: {Amount.Number(its.Used)} of {Whole(its.Whole, its.Units)} under \"{its.Title}\" are used, which is "
        + $"less than the {its.Percent} % at which you asked to be told.";

    /// <summary>Charges came to an amount.</summary>
    public static string AmountReached((string Sum, string Threshold, string Currency) its) =>
        $"The charges of this cycle have come to {Amount.Number(its.Sum)} {its.Currency}. You asked to be told at "
        + $"{Amount.Number(its.Threshold)} {its.Currency}.";

    /// <summary>They no longer do.</summary>
    public static string AmountResolved((string Sum, string Threshold, string Currency) its) =>
        $"What you were told is no longer so: the charges of this cycle come to {Amount.Number(its.Sum)} {its.Currency}, which is less than the "
        + $"{Amount.Number(its.Threshold)} {its.Currency} at which you asked to be told.";

    private static string Whole(string whole, string units) =>
        units.Length == 0 ? Amount.Number(whole) : $"{Amount.Number(whole)} {units}";
}
