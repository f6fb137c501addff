using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>How all accounts are walked over, some at a time and by name.</summary>
/// <param name="Next">Those that follow an account as they stand, and the last of them; null behind the last of all.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Again">Looks at one once more, which makes known what it has come to.</param>
internal sealed record AccountWalk(
    Func<StreamName, (IReadOnlyList<AccountSummary> Items, StreamName? Last)> Next,
    Func<int> Count,
    Action<AccountId> Again
)
{
    /// <summary>Over the accounts of a node.</summary>
    public static AccountWalk Over(NodeContext context, AccountDirectory accounts)
    {
        var list = new AccountList(context, accounts);
        return new(list.After, () => context.Ledger.AccountCount, Again);

        void Again(AccountId name)
        {
            try
            {
                accounts.LookAfter(name, account => account);
            }
            catch (RequestException)
            {
                // It is set aside, which its door has made known.
            }
        }
    }
}
