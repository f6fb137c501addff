using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Amending;
using Evenhand.Notation;

namespace Evenhand.Cli.Backtesting;

/// <summary>Goes through the accounts of a ledger, one after the other.</summary>
internal sealed class BacktestRun(Onlooker onlooker, Backtester tester, BacktestFile kept)
{
    private const int InAPage = 1_000;
    private readonly List<TriedAccount> found = [.. kept.Known];
    private readonly HashSet<string> known = [.. kept.Known.Select(each => each.Account)];

    /// <summary>What was found, before and now.</summary>
    public IReadOnlyList<TriedAccount> Found => found;

    /// <summary>Accounts whose totals no number holds under the draft.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>Goes through them; false where it was stopped before the end.</summary>
    public bool Run(ProgressLine progress, CancellationToken stop)
    {
        foreach (var name in Names())
        {
            if (stop.IsCancellationRequested)
                return false;
            if (known.Contains(name))
                continue;
            Try(name);
            progress.Show(() => $"{Counted.Of(found.Count, "account")}");
        }
        return true;
    }

    private void Try(string name)
    {
        try
        {
            var tried = TriedAccount.Of(new AccountId(name), tester.Of(new AccountId(name)));
            found.Add(tried);
            kept.Add(tried);
        }
        catch (OverflowException)
        {
            LeftOut.Add(name);
        }
    }

    private IEnumerable<string> Names()
    {
        for (string? after = null; ; )
        {
            var page = onlooker.Names(after, InAPage);
            foreach (var name in page)
                yield return name;
            if (page.Count < InAPage)
                yield break;
            after = page[^1];
        }
    }
}
