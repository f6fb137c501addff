namespace Evenhand.Node.Amending;

/// <summary>A draft on the last cycles of all accounts.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Version">The draft's version.</param>
/// <param name="Months">On how many of the last ended cycles it was tried.</param>
/// <param name="Accounts">How many accounts it was tried on.</param>
/// <param name="Totals">The sums by currency.</param>
/// <param name="Clauses">The sums by currency and clause, of clauses of which something would have been otherwise.</param>
/// <param name="Items">The accounts for which something would have been otherwise, most money first.</param>
public sealed record BacktestReport(
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
        var tally = new BacktestTally(int.MaxValue);
        foreach (var each in found)
            tally.Add(each);
        return tally.Report(policy, version, months);
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
public sealed record BacktestTotal(
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
    /// <summary>These and one account more.</summary>
    public BacktestTotal With(TriedAccount each) =>
        new(
            Currency,
            Accounts + 1,
            More + (each.More > 0 ? 1 : 0),
            Less + (each.More < 0 ? 1 : 0),
            Was + each.Was,
            Would + each.Would,
            Stopped + each.Stopped,
            Passed + each.Passed
        );
}

/// <summary>A clause, of all accounts of a currency.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Accounts">For how many accounts something of it would have been otherwise.</param>
/// <param name="Sums">Their sums.</param>
public sealed record BacktestClause(string Currency, int Accounts, TriedClause Sums);
