using Evenhand.Core.Stream;

namespace Evenhand.Node.Reads;

/// <summary>
/// The accounts in whose ended cycles lines may wait for a person: of the others none needs to be priced to know it. It is filled from the
/// summaries that lists show, and kept up by those of accounts that changed. Safe to use from many threads.
/// </summary>
internal sealed class ProposedBoard
{
    private readonly ChangedAccounts changed;
    private readonly SortedSet<AccountId> names = [];
    private readonly Lock gate = new();

    public ProposedBoard(ChangedAccounts changed)
    {
        this.changed = changed;
        changed.Feeds((account, summary) => Put(account, summary is { MayPropose: true }));
    }

    /// <summary>Those that follow one by name.</summary>
    /// <param name="after">The one after which they begin; null for the first.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<AccountId> After(AccountId? after, int most)
    {
        changed.CatchUp();
        lock (gate)
            return
            [
                .. (
                    after is not { } from ? names
                    : names.Count > 0 && from < names.Max
                        ? names.GetViewBetween(from, names.Max).Where(each => each > from)
                    : []
                ).Take(most),
            ];
    }

    private void Put(AccountId account, bool may)
    {
        lock (gate)
            if (may)
                names.Add(account);
            else
                names.Remove(account);
    }
}
