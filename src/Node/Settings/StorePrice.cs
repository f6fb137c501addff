using Evenhand.Node.Views;

namespace Evenhand.Node.Settings;

/// <summary>What the store's provider takes for bytes that lie there. It is nobody's bill: what an account owes, its policy says.</summary>
/// <param name="Currency">The currency, ISO 4217.</param>
/// <param name="Hot">For a GB (10⁹ bytes) and month on the hot side.</param>
/// <param name="Cold">The same on the cold side.</param>
public sealed record StorePrice(string Currency, decimal Hot, decimal Cold)
{
    private const decimal Gigabyte = 1_000_000_000;

    /// <summary>What a month of bytes comes to, if they stay as they are; rounded to hundredths.</summary>
    public decimal OfMonth(LyingBytes lying) =>
        decimal.Round(
            (lying.Hot * Hot + lying.Cold * Cold) / Gigabyte,
            2,
            MidpointRounding.AwayFromZero
        );
}
