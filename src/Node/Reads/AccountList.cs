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
    private const int AtOnce = 500;

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
        // What it takes to read those that are away is thrown away with their directory.
        var away = new AccountDirectory(context);
        for (; looked < names.Count && items.Count < limit; looked++)
            if (Of(names[looked], kept, away, made) is { } summary && wanted(summary))
                items.Add(summary);
        Keep(made);
        return (items, looked);
    }

    /// <summary>Some of the accounts that follow one by name, as they stand, and the last of them; null where there are no more.</summary>
    public (IReadOnlyList<AccountSummary> Items, StreamName? Last) After(StreamName name)
    {
        var names = context.Ledger.Accounts(name, AtOnce);
        return (Of(names, _ => true, names.Count).Items, names.Count == AtOnce ? names[^1] : null);
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
        AccountDirectory away,
        List<KeptSummary> made
    )
    {
        try
        {
            if (accounts.Holds(name.Account))
                return Look(accounts, name.Account)?.Summary;
            if (kept.TryGetValue(name, out var known))
                return known;
            if (Read(away, name.Account) is not { } read)
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

    /// <summary>What breaks where it is read breaks in the account's own place too.</summary>
    private KeptSummary? Read(AccountDirectory away, AccountId name)
    {
        try
        {
            return Look(away, name);
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
