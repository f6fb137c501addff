using Evenhand.Core.Stream;
using Evenhand.Node.Context;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Amending;

/// <summary>Reads what versions mean for accounts.</summary>
public sealed class ImpactReads
{
    private readonly NodeContext context;
    private readonly Amendments amendments;

    internal ImpactReads(NodeContext context, Amendments amendments) =>
        (this.context, this.amendments) = (context, amendments);

    /// <summary>What a version means for all accounts that it will hold for; null where there is no such version.</summary>
    public PolicyImpact? Of(string policy, string version, string? after, int limit)
    {
        if (context.Shelf.Find(policy, version) is not { } published)
            return null;
        var index = amendments.IndexOf(published);
        var (accounts, totals) = index.Sums();
        return new PolicyImpact(
            policy,
            version,
            accounts,
            amendments.IsDone(published),
            totals,
            index.Page(after, limit)
        );
    }

    /// <summary>What an account was told of a version; null where it was told nothing.</summary>
    public AccountImpact? OfAccount(AccountId account, string version) =>
        !account.IsNone && AccountTrial.Stored(context, account, version) is { } entry
            ? Of(account, entry)
            : null;

    private static AccountImpact Of(AccountId account, ImpactEntry entry) =>
        new(
            account,
            entry.Policy,
            entry.Version,
            entry.Before,
            entry.Effective,
            entry.At,
            entry.Told.Id!,
            entry.Told.Notice!.Message,
            entry.Currency,
            entry.Plan,
            entry.Changes,
            entry.Cycles,
            entry.Denied,
            entry.StepsWithoutCase
        );
}
