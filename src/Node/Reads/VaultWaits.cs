using System.Collections.Concurrent;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Vault;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// The accounts of whose bytes something waits. It is filled from the summaries that lists show, at the first question, and kept up by
/// every account that is visited; so a question costs what waits, and no walk over the accounts. Safe to use from many threads.
/// </summary>
public sealed class VaultWaits
{
    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly ConcurrentDictionary<AccountId, VaultBacklog> names = new();
    private readonly FirstFill fill;

    internal VaultWaits(NodeContext context, AccountDirectory accounts, FirstFill fill)
    {
        (this.context, this.accounts, this.fill) = (context, accounts, fill);
        fill.Feeds(Take);
        Storage = new StorageReads(context, accounts, fill);
    }

    /// <summary>What lies in the store, and what that costs.</summary>
    public StorageReads Storage { get; }

    /// <summary>Takes note of an account as it is now. In its turn.</summary>
    internal void Look(ServedAccount account)
    {
        BytesBook.Look(account, context.Clock.Now);
        Storage.Look(account);
        if (account.Bytes is not { } bytes)
            return;
        if (
            bytes.Queue.Count > 0
            || bytes.Queue.ExportDue != Moment.Never
            || bytes.Copies.Count > 0
        )
            names[account.Name] = VaultBacklog.Of(bytes.Queue, context.Clock.Now);
        else if (names.ContainsKey(account.Name)) // which takes no lock
            names.TryRemove(account.Name, out _);
    }

    /// <summary>The accounts of which so much would leave at once that a person is asked, in order, as far as they were looked at since the start.</summary>
    public IReadOnlyList<AccountId> Stopped =>
        [.. names.Where(each => each.Value.AsksPerson).Select(each => each.Key).Order()];

    /// <summary>What waits, of all accounts that were looked at since the start: each that has something due soon was.</summary>
    internal VaultBacklog Backlog => VaultBacklog.Of(names.Values);

    /// <summary>What waits, by account and reason.</summary>
    /// <param name="account">Of one account; null for all.</param>
    /// <param name="after">The account after which the page begins; null for the first.</param>
    /// <param name="limit">After how many rows it ends, with the account that it is at.</param>
    public Page<VaultWait> Page(AccountId? account, AccountId? after, int limit)
    {
        fill.Begin();
        var items = new List<VaultWait>();
        AccountId[] names = account is { } one
            ? this.names.ContainsKey(one) && IsAfter(one)
                ? [one]
                : []
            : [.. this.names.Select(each => each.Key).Where(IsAfter).Order()];
        foreach (var name in names)
        {
            items.AddRange(accounts.LookAfter(name, Waiting) ?? []);
            if (items.Count >= limit)
                return new Page<VaultWait>(items, name == names[^1] ? null : name.Text);
        }
        return new Page<VaultWait>(items, null);

        bool IsAfter(AccountId name) => after is null || name > after;
    }

    /// <summary>An account that was just brought to memory is looked at first.</summary>
    private VaultWait[] Waiting(ServedAccount account)
    {
        Look(account);
        return Vault.Waiting.Of(account, context.Clock.Now);
    }

    private void Take(AccountSummary summary)
    {
        if (summary.Waits > 0)
            names.TryAdd(summary.Id, default);
    }
}
