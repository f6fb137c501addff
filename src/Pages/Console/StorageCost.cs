namespace Evenhand.Pages.Console;

/// <summary>What lies in the vendor's store, and what a month of it costs the vendor.</summary>
/// <param name="Hot">Bytes on the hot side.</param>
/// <param name="Cold">Bytes on the cold side.</param>
/// <param name="Month">What a month comes to at the provider's price, a decimal string; null where nobody said the price.</param>
/// <param name="Currency">The currency of that; empty for none.</param>
public sealed record StorageCost(long Hot, long Cold, string? Month, string Currency);
