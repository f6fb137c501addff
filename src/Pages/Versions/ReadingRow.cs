using System.Collections.Immutable;
using Evenhand.Wire;

namespace Evenhand.Pages.Versions;

/// <summary>Unclear words of a version, how they are read, and how else they could be.</summary>
/// <param name="Number">Which of the readings it is, from 0.</param>
/// <param name="Clause">The heading of its clause.</param>
/// <param name="Url">The clause on the version's page.</param>
/// <param name="Words">The words.</param>
/// <param name="Chosen">How they are read.</param>
/// <param name="Because">Why.</param>
/// <param name="Instead">How else they could be read.</param>
public sealed record ReadingRow(
    int Number,
    string Clause,
    string Url,
    string Words,
    string Chosen,
    string Because,
    ImmutableArray<AlternativeRow> Instead
)
{
    /// <summary>The most that an alternative moves, whichever way, all currencies added as mere numbers: an order, not a sum of money.</summary>
    public decimal Size => Instead.Select(each => each.Size).DefaultIfEmpty().Max();
}

/// <summary>Another way to read the same words.</summary>
/// <param name="Number">Which of the alternatives it is, from 0.</param>
/// <param name="Says">What it would mean.</param>
/// <param name="Trial">It tried on the last months; null where it was not.</param>
public sealed record AlternativeRow(int Number, string Says, TrialView? Trial)
{
    /// <summary>How much it moves, whichever way, all currencies added as mere numbers.</summary>
    public decimal Size =>
        Trial?.Totals.Sum(total => Math.Abs(Amount(total.Would) - Amount(total.Was))) ?? 0;

    /// <summary>How much more would be due, by currency.</summary>
    public IEnumerable<(string Currency, decimal More)> More =>
        Trial?.Totals.Select(total => (total.Currency, Amount(total.Would) - Amount(total.Was)))
        ?? [];

    private static decimal Amount(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
