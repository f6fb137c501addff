using System.Collections.Concurrent;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// What runs out next, over all accounts. It is filled from the summaries that lists show, at the first question. A visit only notes
/// that an account may have changed: what that comes to is looked at by whoever asks next, of a few accounts, and of more in the
/// background, for neither an event nor a page should wait for it. Safe to use from many threads.
/// </summary>
internal sealed class RunOutBoard
{
    /// <summary>So many accounts that changed are looked at by one question, and at a time in the background.</summary>
    private const int MostLooked = 100;

    private readonly NodeContext context;
    private readonly AccountList list;
    private readonly ConcurrentDictionary<AccountId, bool> changed = new();
    private readonly Dictionary<AccountId, NextRunOut> rows = [];
    private readonly SortedSet<(Moment At, AccountId Account)> inOrder = [];
    private readonly Lock gate = new();
    private readonly FirstFill fill;
    private Task catchingUp = Task.CompletedTask;

    public RunOutBoard(NodeContext context, AccountDirectory accounts, FirstFill fill)
    {
        (this.context, this.fill) = (context, fill);
        list = new AccountList(context, accounts);
        fill.Feeds(summary => Put(summary.Id, summary.RunsOut));
    }

    /// <summary>Ends when nothing is looked at in the background any more.</summary>
    public Task Running => Volatile.Read(ref catchingUp);

    /// <summary>Takes note that an account may have changed.</summary>
    public void Look(ServedAccount account)
    {
        if (fill.IsBegun && !changed.ContainsKey(account.Name))
            changed.TryAdd(account.Name, true);
    }

    /// <summary>What runs out next, the nearest first.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<(AccountId Account, NextRunOut Next)> Next(int most)
    {
        fill.Begin();
        if (CatchUp())
            GoOnInBackground();
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

    /// <summary>Looks at some that changed.</summary>
    /// <returns>Whether there may be more.</returns>
    private bool CatchUp()
    {
        // Not its keys: those would be copied, all of them.
        StreamName[] some = [.. changed.Take(MostLooked).Select(each => StreamName.Of(each.Key))];
        // Looked at first, for the look may be a visit too.
        var found = list.Of(some, _ => true, some.Length).Items.ToDictionary(each => each.Id);
        foreach (var name in some)
        {
            changed.TryRemove(name.Account, out _);
            Put(name.Account, found.GetValueOrDefault(name.Account)?.RunsOut);
        }
        return some.Length == MostLooked;
    }

    private void GoOnInBackground()
    {
        lock (gate)
            if (catchingUp.IsCompleted)
                catchingUp = Task.Run(() =>
                {
                    while (!context.Stop.IsCancellationRequested && CatchUp()) { }
                });
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
