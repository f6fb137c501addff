using System.Globalization;
using System.Text.Json.Serialization;

namespace Evenhand.Node.Stored;

/// <summary>Something that an account wants to be told of: a share of what a clause includes or allows, or an amount of money.</summary>
/// <param name="Clause">The slug of the clause; null for an amount.</param>
/// <param name="Percent">How many hundredths; null for an amount.</param>
/// <param name="Amount">What the charges of the cycle come to, in the account's currency; null for a share.</param>
public sealed record Threshold(string? Clause, int? Percent, decimal? Amount)
{
    /// <summary>Names it among those of its account.</summary>
    [JsonIgnore]
    public string Id =>
        Clause is null
            ? string.Create(CultureInfo.InvariantCulture, $"amount:{Amount:0.##########}")
            : string.Create(CultureInfo.InvariantCulture, $"{Clause}:{Percent}");
}
