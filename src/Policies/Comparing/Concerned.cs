using System.Collections.Immutable;

namespace Evenhand.Policies.Comparing;

/// <summary>What of the changes between two versions concerns one account.</summary>
public static class Concerned
{
    private const string OfPlan = "plan";
    private const string OfExample = "example ";
    private const int LettersOfACurrency = 3;

    /// <summary>The clauses that change for an account, each with what changes in it for the account.</summary>
    /// <param name="difference">The changes.</param>
    /// <param name="isIdle">Whether a clause has nothing of the account to speak of.</param>
    /// <param name="plan">The account's plan; empty for none.</param>
    /// <param name="currency">What it is billed in, ISO 4217.</param>
    public static ImmutableArray<ClauseChange> Of(
        Difference difference,
        Func<string, bool> isIdle,
        string plan,
        string currency
    ) =>
        [
            .. from clause in difference.Clauses
            where clause.Slug.Length == 0 || !isIdle(clause.Slug)
            let own = clause with
            {
                Changes =
                [
                    .. clause.Changes.Where(change => IsOfAccount(change.Path, plan, currency)),
                ],
            }
            where IsWorthTelling(clause, own)
            select own,
        ];

    /// <summary>
    /// Of the front matter, which changes with each version, what is more than words; of a clause whose rules change for others alone,
    /// nothing: its words follow its rules.
    /// </summary>
    private static bool IsWorthTelling(ClauseChange clause, ClauseChange own) =>
        own.Leaning > Leaning.Editorial
        || clause.Slug.Length > 0
            && own.Leaning == Leaning.Editorial
            && clause.Leaning <= Leaning.Editorial;

    private static bool IsOfAccount(string path, string plan, string currency)
    {
        // Examples show what is said elsewhere.
        if (path.StartsWith(OfExample, StringComparison.Ordinal))
            return false;
        var words = path.Split('.');
        if (words[0] == OfPlan && words.Length > 1 && words[1] != plan)
            return false;
        return !IsCurrency(words[^1]) || words[^1] == currency;
    }

    private static bool IsCurrency(string word) =>
        word.Length == LettersOfACurrency && word.All(char.IsAsciiLetterUpper);
}
