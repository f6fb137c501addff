using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Viewing;
using Evenhand.Node.Stored;
using Evenhand.Wording;

namespace Evenhand.Node.Watching;

/// <summary>What the figures of an account say of a threshold.</summary>
/// <param name="IsReached">Whether it is reached.</param>
/// <param name="Clause">The clause that it is told under; of an amount a word, for it is of no clause.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Version">The version; null of an amount.</param>
/// <param name="Title">The heading.</param>
/// <param name="Reached">The sentence that it is reached.</param>
/// <param name="Resolved">The sentence that it is no longer.</param>
internal sealed record ThresholdFigures(
    bool IsReached,
    string Clause,
    string Policy,
    string? Version,
    string Title,
    ToldWords Reached,
    ToldWords Resolved
)
{
    /// <summary>What stands in the place of the clause where an amount is told.</summary>
    public const string Money = "charges";

    private const string Charges = "Charges of this cycle";

    /// <summary>What the figures say; null where they say nothing of it.</summary>
    /// <param name="threshold">The threshold.</param>
    /// <param name="allowances">What is included and allowed.</param>
    /// <param name="statement">The running statement; null where there is none.</param>
    public static ThresholdFigures? Of(
        Threshold threshold,
        IEnumerable<AllowanceFigures> allowances,
        Statement? statement
    ) =>
        threshold.Amount is { } amount
            ? statement is null
                ? null
                : OfAmount(amount, statement)
            : OfShare(threshold, allowances);

    private static ThresholdFigures OfAmount(decimal amount, Statement statement)
    {
        var sum = statement.Due + statement.Proposed;
        var words = (Text(sum.Amount), Text(amount), statement.Currency);
        return new(
            sum.Amount >= amount,
            Money,
            statement.Policy,
            null,
            Charges,
            ToldWords.In(say => ThresholdSentence.AmountReached(words, say)),
            ToldWords.In(say => ThresholdSentence.AmountResolved(words, say))
        );
    }

    /// <summary>Of several figures of a clause that of which the most is used.</summary>
    private static ThresholdFigures? OfShare(
        Threshold threshold,
        IEnumerable<AllowanceFigures> allowances
    )
    {
        var (most, used) = (default(AllowanceFigures), (Rational)(-1));
        foreach (var each in allowances.Where(its => its.Cited.Clause.Slug == threshold.Clause))
            if (ShareOf(each) is { } share && share > used)
                (most, used) = (each, share);
        if (most is null)
            return null;
        var words = (
            most.SoFar.ToString(),
            most.Included.ToString(),
            most.Unit.Plural,
            $"{threshold.Percent}",
            most.Cited.Title
        );
        return new(
            used >= threshold.Percent,
            most.Cited.Clause.Slug,
            most.Cited.Policy,
            most.Cited.Version,
            most.Cited.Title,
            ToldWords.In(say => ThresholdSentence.ShareReached(words, say)),
            ToldWords.In(say => ThresholdSentence.ShareResolved(words, say))
        );
    }

    private static Rational? ShareOf(AllowanceFigures its) =>
        its.Included.Number > 0 ? its.SoFar.Number * 100 / its.Included.Number : null;

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
