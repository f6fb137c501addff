namespace Evenhand.Core.Statements;

/// <summary>Decimals of the minor unit of currencies (ISO 4217, list of 2024).</summary>
public static class Currencies
{
    private static readonly HashSet<string> None =
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ];

    private static readonly HashSet<string> Three =
    [
        "BHD",
        "IQD",
        "JOD",
        "KWD",
        "LYD",
        "OMR",
        "TND",
    ];

    /// <summary>0, 2 or 3.</summary>
    public static int Decimals(string currency) =>
        None.Contains(currency) ? 0
        : Three.Contains(currency) ? 3
        : 2;
}
