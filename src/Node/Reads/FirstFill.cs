using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// Fills all that is kept across accounts from the summaries that lists show: one walk, at the first question to any of it, feeds
/// everything, and one that fails is made again at the next. Safe to use from many threads.
/// </summary>
/// <param name="walk">Looks at all accounts, and hands each on as it stands.</param>
internal sealed class FirstFill(Action<Action<AccountSummary>> walk)
{
    private readonly List<Action<AccountSummary>> takers = [];
    private readonly Lock gate = new();
    private volatile bool isDone;
    private volatile bool isBegun;

    /// <summary>Whether it may be filled already: what changes from now on it does not show any more.</summary>
    public bool IsBegun => isBegun;

    /// <summary>Adds what is filled; before the first question.</summary>
    /// <param name="take">Takes an account as it stands; more than once where a walk failed.</param>
    public void Feeds(Action<AccountSummary> take) => takers.Add(take);

    /// <summary>Waits until it is filled.</summary>
    public void Ensure()
    {
        if (isDone)
            return;
        lock (gate)
        {
            if (isDone)
                return;
            isBegun = true;
            walk(Take);
            isDone = true;
        }
    }

    private void Take(AccountSummary summary)
    {
        foreach (var take in takers)
            take(summary);
    }
}
