using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;

namespace Evenhand.Node.Views;

/// <summary>What this release would state otherwise of a stated cycle.</summary>
/// <param name="Account">The account.</param>
/// <param name="Cycle">The first day of the cycle.</param>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Status">Where the amount stands.</param>
/// <param name="Currency">The currency, ISO 4217.</param>
/// <param name="Was">What was stated, with the corrections that were made since.</param>
/// <param name="Would">What this release makes of the same events.</param>
/// <param name="Fold">The number of the fold that stated it; null where its release did not tell.</param>
public sealed record StatedOtherwise(
    AccountId Account,
    string Cycle,
    string Clause,
    LineStatus Status,
    string Currency,
    string Was,
    string Would,
    int? Fold
)
{
    /// <summary>Why: whether a fold of another number stated it, or the fold is the same and what it reads changed.</summary>
    public string Because =>
        Fold is not { } fold ? "it was stated by a release that did not name its fold"
        : fold != ReleaseFold.Number
            ? $"it was stated by fold {fold}, this release has fold {ReleaseFold.Number}"
        : "the fold is the same: the catalogue or the data of time zones changed, or the ledger did";
}
