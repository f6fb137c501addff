namespace Evenhand.Node.Amending;

/// <summary>Adds up what a draft would have meant, account after account, and holds no more of them than are asked for.</summary>
/// <param name="most">So many accounts are named at most, those for which most would have been otherwise; all are in the sums.</param>
public sealed class BacktestTally(int most)
{
    private static readonly Comparer<TriedAccount> ByMoney = Comparer<TriedAccount>.Create(
        (one, other) =>
        {
            var result = Math.Abs(other.More).CompareTo(Math.Abs(one.More));
            if (result == 0)
                result = (other.Stopped + other.Passed).CompareTo(one.Stopped + one.Passed);
            return result == 0 ? string.CompareOrdinal(one.Account, other.Account) : result;
        }
    );

    private readonly SortedSet<TriedAccount> items = new(ByMoney);
    private readonly SortedDictionary<string, BacktestTotal> totals = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Currency, string Clause), BacktestClause> clauses = [];
    private int accounts;

    /// <summary>Adds an account.</summary>
    public void Add(TriedAccount each)
    {
        if (!each.IsConcerned)
            return;
        accounts++;
        totals[each.Currency] = (
            totals.GetValueOrDefault(each.Currency)
            ?? new BacktestTotal(each.Currency, 0, 0, 0, 0, 0, 0, 0)
        ).With(each);
        foreach (var clause in each.Clauses.Where(clause => clause.Differs))
        {
            var key = (each.Currency, clause.Clause);
            clauses[key] = clauses.TryGetValue(key, out var known)
                ? new(each.Currency, known.Accounts + 1, known.Sums + clause)
                : new(each.Currency, 1, clause);
        }
        if (!each.Differs)
            return;
        items.Add(each);
        if (items.Count > most)
            items.Remove(items.Max!);
    }

    /// <summary>What was found so far.</summary>
    public BacktestReport Report(string policy, string version, int months) =>
        new(
            policy,
            version,
            months,
            accounts,
            [.. totals.Values],
            [
                .. clauses
                    .Values.OrderBy(each => each.Sums.Clause, StringComparer.Ordinal)
                    .ThenBy(each => each.Currency, StringComparer.Ordinal),
            ],
            [.. items]
        );
}
