using System.Collections.Frozen;

namespace Evenhand.Pages.Figures;

/// <summary>How a currency is written before an amount, so that no two are mistaken for each other.</summary>
internal static class CurrencySign
{
    /// <summary>Signs in use by code of ISO 4217; a currency without one here is written by its code.</summary>
    private static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string>
    {
        ["AUD"] = "A$",
        ["CAD"] = "CA$",
        ["EUR"] = "€",
        ["GBP"] = "£",
        ["JPY"] = "¥",
        ["NZD"] = "NZ$",
        ["USD"] = "US$",
        ["ZAR"] = "R",
    }.ToFrozenDictionary();

    /// <summary>The sign, or the code and a space.</summary>
    public static string Of(string currency) =>
        Signs.GetValueOrDefault(currency, $"{currency}\u00a0");
}
