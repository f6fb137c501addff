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

    // Units of account: a unit of development, and one indexed to wages.
    private static readonly HashSet<string> Four = ["CLF", "UYW"];

    /// <summary>0, 2, 3 or 4.</summary>
    public static int Decimals(string currency) =>
        None.Contains(currency) ? 0
        : Three.Contains(currency) ? 3
        : Four.Contains(currency) ? 4
        : 2;
}
