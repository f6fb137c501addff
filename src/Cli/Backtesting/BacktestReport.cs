namespace Evenhand.Cli.Backtesting;

/// <summary>A draft on the last cycles of all accounts.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Version">The draft's version.</param>
/// <param name="Months">On how many of the last ended cycles it was tried.</param>
/// <param name="Accounts">How many accounts it was tried on.</param>
/// <param name="Totals">The sums by currency.</param>
/// <param name="Clauses">The sums by currency and clause, of clauses of which something would have been otherwise.</param>
/// <param name="Items">The accounts for which something would have been otherwise, most money first.</param>
internal sealed record BacktestReport(
    string Policy,
    string Version,
    int Months,
    int Accounts,
    IReadOnlyList<BacktestTotal> Totals,
    IReadOnlyList<BacktestClause> Clauses,
    IReadOnlyList<TriedAccount> Items
)
{
    /// <summary>Adds up what was found.</summary>
    public static BacktestReport Of(
        string policy,
        string version,
        int months,
        IEnumerable<TriedAccount> found
    )
    {
        var all = found.Where(each => each.IsConcerned).ToList();
        return new BacktestReport(
            policy,
            version,
            months,
            all.Count,
            [
                .. all.GroupBy(each => each.Currency)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => BacktestTotal.Of(group.Key, [.. group])),
            ],
            [
                .. all.SelectMany(each => each.Clauses.Select(clause => (each.Currency, clause)))
                    .Where(each => each.clause.Differs)
                    .GroupBy(each => (each.Currency, each.clause.Clause))
                    .Select(group => new BacktestClause(
                        group.Key.Currency,
                        group.Count(),
                        group.Select(each => each.clause).Aggregate((one, other) => one + other)
                    ))
                    .OrderBy(each => each.Sums.Clause, StringComparer.Ordinal)
                    .ThenBy(each => each.Currency, StringComparer.Ordinal),
            ],
            [
                .. all.Where(each => each.Differs)
                    .OrderByDescending(each => Math.Abs(each.More))
                    .ThenByDescending(each => each.Stopped + each.Passed)
                    .ThenBy(each => each.Account, StringComparer.Ordinal),
            ]
        );
    }
}

/// <summary>The accounts of a currency.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Accounts">How many there are.</param>
/// <param name="More">How many would have paid more.</param>
/// <param name="Less">How many would have paid less.</param>
/// <param name="Was">What all came to, what is proposed included.</param>
/// <param name="Would">What all would have come to.</param>
/// <param name="Stopped">Acts that would have been stopped.</param>
/// <param name="Passed">Acts that would not have been stopped any more.</param>
internal sealed record BacktestTotal(
    string Currency,
    int Accounts,
    int More,
    int Less,
    decimal Was,
    decimal Would,
    long Stopped,
    long Passed
)
{
    /// <summary>Adds up accounts of one currency.</summary>
    public static BacktestTotal Of(string currency, IReadOnlyList<TriedAccount> all) =>
        new(
            currency,
            all.Count,
            all.Count(each => each.More > 0),
            all.Count(each => each.More < 0),
            all.Sum(each => each.Was),
            all.Sum(each => each.Would),
            all.Sum(each => each.Stopped),
            all.Sum(each => each.Passed)
        );
}

/// <summary>A clause, of all accounts of a currency.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Accounts">For how many accounts something of it would have been otherwise.</param>
/// <param name="Sums">Their sums.</param>
internal sealed record BacktestClause(string Currency, int Accounts, TriedClause Sums);
