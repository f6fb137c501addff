using System.Collections.Concurrent;
using System.Collections.Immutable;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Settings;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// What lies in the store, of each account and of all, and what it costs whoever runs it. It is filled from the summaries that lists show, and kept up by every
/// account that is visited. Safe to use from many threads.
/// </summary>
public sealed class StorageReads
{
    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly FirstFill fill;
    private readonly ConcurrentDictionary<AccountId, LyingBytes> lying = new();

    internal StorageReads(NodeContext context, AccountDirectory accounts, FirstFill fill)
    {
        (this.context, this.accounts, this.fill) = (context, accounts, fill);
        fill.Feeds(Take);
    }

    /// <summary>What the store's provider takes; null where nobody said.</summary>
    public StorePrice? Price => context.Settings.StorePrice;

    /// <summary>What lies there of all accounts, as far as they were looked at since the start.</summary>
    public LyingBytes All
    {
        get
        {
            fill.Begin();
            return lying.Aggregate(default(LyingBytes), (sum, each) => sum.And(each.Value));
        }
    }

    /// <summary>What lies there of an account.</summary>
    public LyingBytes Of(AccountId account) =>
        accounts.Visit(account, its => Tuple.Create(its.Bytes?.Queue.Lying))?.Item1 ?? default;

    /// <summary>The names of the meters that measure how much an account stores.</summary>
    public ImmutableHashSet<string> Meters(AccountId account) =>
        accounts.Visit(
            account,
            its => its.Live is { } live ? VaultReading.Meters(live, context.Clock.Now) : null
        ) ?? [];

    /// <summary>Takes note of an account as it is now. In its turn.</summary>
    internal void Look(ServedAccount account)
    {
        if (account.Bytes is not { } bytes)
            return;
        // Most looks find what was known, and to read takes no lock.
        if (!lying.TryGetValue(account.Name, out var known) || known != bytes.Queue.Lying)
            lying[account.Name] = bytes.Queue.Lying;
    }

    private void Take(AccountSummary summary)
    {
        if (summary.Lying != default)
            lying.TryAdd(summary.Id, summary.Lying);
    }
}
