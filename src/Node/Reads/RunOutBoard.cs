using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Context;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// What runs out next, over all accounts. It is filled from the summaries that lists show, and kept up by those of accounts that changed.
/// Safe to use from many threads.
/// </summary>
internal sealed class RunOutBoard
{
    private readonly NodeContext context;
    private readonly ChangedAccounts changed;
    private readonly Dictionary<AccountId, NextRunOut> rows = [];
    private readonly SortedSet<(Moment At, AccountId Account)> inOrder = [];
    private readonly Lock gate = new();

    public RunOutBoard(NodeContext context, ChangedAccounts changed)
    {
        (this.context, this.changed) = (context, changed);
        changed.Feeds((account, summary) => Put(account, summary?.RunsOut));
    }

    /// <summary>What runs out next, the nearest first.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<(AccountId Account, NextRunOut Next)> Next(int most)
    {
        changed.CatchUp();
        var now = context.Clock.Now;
        lock (gate)
        {
            // What has run out by now runs out no more; else every question would pass all of it again.
            while (inOrder.Count > 0 && inOrder.Min is var first && first.At <= now)
            {
                inOrder.Remove(first);
                rows.Remove(first.Account);
            }
            return [.. inOrder.Take(most).Select(each => (each.Account, rows[each.Account]))];
        }
    }

    private void Put(AccountId account, NextRunOut? next)
    {
        lock (gate)
        {
            if (rows.Remove(account, out var before))
                inOrder.Remove((before.At, account));
            if (next is not { } row)
                return;
            rows[account] = row;
            inOrder.Add((row.At, account));
        }
    }
}
