using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// Summaries of accounts, for lists. They bring no account into memory and keep none there: of those that are not in memory
/// the ledger has what lists show; what it lacks, or has as it was, is made of the account's stream and kept there.
/// </summary>
internal sealed class AccountList(NodeContext context, AccountDirectory accounts)
{
    /// <summary>Accounts that are read at once where all are looked at.</summary>
    private const int AtOnce = 1_000;

    /// <summary>Those of some accounts that are wanted, in their order.</summary>
    /// <param name="names">The accounts.</param>
    /// <param name="wanted">Which are.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>The summaries, and how many accounts were looked at for them.</returns>
    public (List<AccountSummary> Items, int Looked) Of(
        IReadOnlyList<StreamName> names,
        Func<AccountSummary, bool> wanted,
        int limit
    )
    {
        var kept = Kept(names);
        var (items, made, looked) = (new List<AccountSummary>(), new List<KeptSummary>(), 0);
        for (; looked < names.Count && items.Count < limit; looked++)
            if (Of(names[looked], kept, made) is { } summary && wanted(summary))
                items.Add(summary);
        Keep(made);
        return (items, looked);
    }

    /// <summary>Looks at all accounts, by name.</summary>
    /// <param name="take">Takes each as it stands.</param>
    public void Each(Action<AccountSummary> take)
    {
        var names = context.Ledger.Accounts(StreamName.OrShared(""), AtOnce);
        while (names.Count > 0)
        {
            foreach (var summary in Of(names, _ => true, names.Count).Items)
                take(summary);
            names = context.Ledger.Accounts(names[^1], AtOnce);
        }
    }

    /// <summary>An account that is set aside.</summary>
    public static AccountSummary Aside(Door door) =>
        new(door.Name, null, null, "", "", "", "", "", 0, 0, 0) { Parked = door.Parked };

    /// <summary>What the ledger has of those that are not in memory, where it still holds.</summary>
    private Dictionary<StreamName, AccountSummary> Kept(IReadOnlyList<StreamName> names)
    {
        StreamName[] away = [.. names.Where(name => !accounts.Holds(name.Account))];
        var kept = new Dictionary<StreamName, AccountSummary>();
        if (away.Length > 0)
            foreach (var snapshot in context.Ledger.SnapshotsOf(away, Snapshot.Listed))
                if (KeptSummary.Read(context, snapshot) is { } found)
                    kept[snapshot.Stream] = found.Summary;
        return kept;
    }

    /// <summary>An account as it stands now, also one that is set aside; null where there is none.</summary>
    private AccountSummary? Of(
        StreamName name,
        Dictionary<StreamName, AccountSummary> kept,
        List<KeptSummary> made
    )
    {
        try
        {
            if (accounts.Holds(name.Account))
                return Look(accounts, name.Account)?.Summary;
            if (kept.TryGetValue(name, out var known))
                return known;
            if (Read(name.Account) is not { } read)
                return null;
            if (read.HoldsAt(context.Clock.Now))
                made.Add(read);
            return read.Summary;
        }
        catch (RequestException aside) when (aside.Code == Code.Parked)
        {
            return accounts.Find(name.Account) is { } door ? Aside(door) : null;
        }
    }

    /// <summary>What it takes to read it is thrown away with its directory. What breaks there breaks in the account's own too.</summary>
    private KeptSummary? Read(AccountId name)
    {
        try
        {
            return Look(new AccountDirectory(context), name);
        }
        catch (RequestException aside) when (aside.Code == Code.Parked)
        {
            return Look(accounts, name);
        }
    }

    private KeptSummary? Look(AccountDirectory directory, AccountId name) =>
        directory.LookAfter(name, account => KeptSummary.Of(account, context.Clock.Now));

    /// <summary>Keeping them only saves time: where that cannot be done, the next list makes them again.</summary>
    private void Keep(List<KeptSummary> made)
    {
        if (made.Count == 0 || context.Fence.Why is not null)
            return;
        try
        {
            context.Ledger.Keep([.. made.Select(each => each.Snapshot(context))]);
        }
        catch (FencedException found)
        {
            context.Fence.Fall(found);
        }
        catch (LedgerException) { }
    }
}
