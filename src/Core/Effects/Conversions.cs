using System.Collections.Immutable;
using Evenhand.Core.Numbers;

namespace Evenhand.Core.Effects;

/// <summary>By which rates the fees of a line were converted.</summary>
/// <param name="Parts">A part for each rate of a day, in the order of days.</param>
public sealed record Conversions(ImmutableArray<Conversion> Parts)
{
    /// <summary>Conversions of the same parts are the same.</summary>
    public bool Equals(Conversions? other) =>
        other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Length;
}

/// <summary>Fees that were converted at one rate.</summary>
/// <param name="Currency">The currency in which they were incurred.</param>
/// <param name="Date">The day of the rate, such as 2026-01-31: that of the fee, or the last one before with a rate.</param>
/// <param name="Rate">Units of the account's currency for one.</param>
/// <param name="Quantity">Their sum, in <paramref name="Currency"/>.</param>
/// <param name="Amount">The same in the account's currency, not rounded to its minor unit.</param>
public sealed record Conversion(
    string Currency,
    string Date,
    Quantity Rate,
    Quantity Quantity,
    Quantity Amount
);
