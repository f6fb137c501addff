using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// Fills what is kept across accounts from the summaries that lists show, at the first question and once; a fill that fails is tried
/// again at the next. Safe to use from many threads.
/// </summary>
/// <param name="accounts">The summaries.</param>
/// <param name="take">Takes each account as it stands.</param>
internal sealed class FirstFill(AccountList accounts, Action<AccountSummary> take)
{
    private readonly Lock gate = new();
    private volatile bool isDone;

    /// <summary>Waits until it is filled.</summary>
    public void Ensure()
    {
        if (isDone)
            return;
        lock (gate)
        {
            if (isDone)
                return;
            accounts.Each(take);
            isDone = true;
        }
    }
}
