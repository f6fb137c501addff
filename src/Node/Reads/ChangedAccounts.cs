using System.Collections.Concurrent;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// Accounts that may have changed since what is dear to find out of them was found out. A visit only notes them: what it comes to is
/// looked at by whoever asks next, of a few accounts, and of more in the background, for neither an event nor a page should wait for it.
/// Safe to use from many threads.
/// </summary>
internal sealed class ChangedAccounts(NodeContext context, AccountList list, FirstFill fill)
{
    /// <summary>So many are looked at by one question, and at a time in the background.</summary>
    private const int MostLooked = 100;

    private readonly ConcurrentDictionary<AccountId, bool> changed = new();
    private readonly List<Action<AccountId, AccountSummary?>> takers = [];
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;

    /// <summary>Ends when nothing is looked at in the background any more.</summary>
    public Task Running => Volatile.Read(ref running);

    /// <summary>Adds what is kept up, beside being filled first; before the first question.</summary>
    /// <param name="take">Takes an account as it stands; null where there is none any more, or it is set aside.</param>
    public void Feeds(Action<AccountId, AccountSummary?> take)
    {
        takers.Add(take);
        fill.Feeds(summary => take(summary.Id, summary));
    }

    /// <summary>Takes note that an account may have changed.</summary>
    public void Look(AccountId account)
    {
        if (fill.IsBegun && !changed.ContainsKey(account))
            changed.TryAdd(account, true);
    }

    /// <summary>Begins to fill what is kept, or looks at what changed.</summary>
    public void CatchUp()
    {
        fill.Begin();
        if (!LookAtSome())
            return;
        lock (gate)
            if (running.IsCompleted)
                running = Task.Run(() =>
                {
                    while (!context.Stop.IsCancellationRequested && LookAtSome()) { }
                });
    }

    /// <summary>Looks at some that changed.</summary>
    /// <returns>Whether there may be more.</returns>
    private bool LookAtSome()
    {
        // Not its keys: those would be copied, all of them.
        StreamName[] some = [.. changed.Take(MostLooked).Select(each => StreamName.Of(each.Key))];
        // Looked at first, for the look may be a visit too.
        var found = list.Of(some, _ => true, some.Length).Items.ToDictionary(each => each.Id);
        foreach (var name in some)
        {
            changed.TryRemove(name.Account, out _);
            foreach (var take in takers)
                take(name.Account, found.GetValueOrDefault(name.Account));
        }
        return some.Length == MostLooked;
    }
}
