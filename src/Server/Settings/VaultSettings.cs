using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Node.Settings;
using Evenhand.Stores;
using static Evenhand.Server.Settings.Values;

namespace Evenhand.Server.Settings;

/// <summary>What may be set of stored things.</summary>
internal static class VaultSettings
{
    /// <summary>The settings, in the order of help.</summary>
    public static ImmutableArray<Setting> Rows { get; } =
    [
        new(
            "vault",
            "PLACE",
            "file:vault in the data folder",
            "Where the bytes of stored things lie, a place that the server has to itself: file:DIR, or s3://BUCKET/PREFIX, azure://CONTAINER/PREFIX or gcs://BUCKET/PREFIX with terms: ?endpoint=, cold=CLASS; for s3 region=, path-style=yes; for azure account=.",
            (to, text) => to with { Vault = StorePlace.Parse(text) }
        ),
        new(
            "vault-credentials",
            "FILE",
            "as the provider's library finds them",
            "The file with the store's credentials: for s3 a [default] with aws_access_key_id and aws_secret_access_key; for azure a connection string or a key; for gcs a service account's.",
            (to, text) => to with { VaultCredentials = Path(text) }
        ),
        new(
            "vault-delay",
            "SPAN",
            "24h",
            "How long bytes stay in the store after their thing was deleted, ran out or was purged.",
            (to, text) => to with { RemovalDelay = Span(text) }
        ),
        new(
            "vault-brake",
            "PERCENT",
            "25",
            "What share of an account's stored things rules and time may take away within a day before a person is asked; 100 for all.",
            (to, text) => to with { MostRemoved = Percent(text) }
        ),
        new(
            "vault-price",
            "PRICE",
            "none",
            "What the store's provider takes for a GB (10^9 bytes) and month, hot and cold, such as 'EUR 0.023 0.0036': the console says what an account's bytes, and all together, cost.",
            (to, text) => to with { StorePrice = PriceOf(text) }
        ),
        new(
            "export-part",
            "SIZE",
            "1GiB",
            "How large a part of an export of stored things is at most, unless one thing alone is larger.",
            (to, text) => to with { ExportPart = Bytes(text, 1L << 40) }
        ),
    ];

    private static StorePrice PriceOf(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var currency, var hot, var cold]
        && currency.Length == 3
        && currency.All(char.IsAsciiLetterUpper)
        && TryRead(hot, out var ofHot)
        && TryRead(cold, out var ofCold)
            ? new StorePrice(currency, ofHot, ofCold)
            : throw new FormatException(
                "it takes a currency and two prices, such as EUR 0.023 0.0036"
            );

    private static bool TryRead(string text, out decimal price) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out price
        )
        && price < 1_000_000;
}
