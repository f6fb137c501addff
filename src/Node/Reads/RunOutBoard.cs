using System.Collections.Concurrent;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// What runs out next, over all accounts. It is filled from the summaries that lists show, at the first question. A visit only notes
/// that an account may have changed: what that comes to is looked at by whoever asks next, of so many accounts at a time, for an event
/// should not wait for it. Safe to use from many threads.
/// </summary>
internal sealed class RunOutBoard
{
    /// <summary>So many accounts that changed are looked at by one question; the rest by the next.</summary>
    private const int MostLooked = 1_000;

    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly ConcurrentDictionary<AccountId, bool> changed = new();
    private readonly Dictionary<AccountId, NextRunOut> rows = [];
    private readonly SortedSet<(Moment At, AccountId Account)> inOrder = [];
    private readonly Lock gate = new();
    private readonly FirstFill fill;

    public RunOutBoard(NodeContext context, AccountDirectory accounts, FirstFill fill)
    {
        (this.context, this.accounts, this.fill) = (context, accounts, fill);
        fill.Feeds(summary => Put(summary.Id, summary.RunsOut));
    }

    /// <summary>Takes note that an account may have changed.</summary>
    public void Look(ServedAccount account)
    {
        if (fill.IsBegun)
            changed.TryAdd(account.Name, true);
    }

    /// <summary>What runs out next, the nearest first.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<(AccountId Account, NextRunOut Next)> Next(int most)
    {
        fill.Ensure();
        CatchUp();
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

    private void CatchUp()
    {
        // Not its keys: those would be copied, all of them.
        foreach (var (account, _) in changed.Take(MostLooked))
        {
            // Looked at first, for the look is a visit too.
            var found = accounts.LookAfter(
                account,
                each => new[] { KeptSummary.RunsOutOf(each, context.Clock.Now) }
            );
            changed.TryRemove(account, out _);
            Put(account, found?[0]);
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
