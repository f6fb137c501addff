using Evenhand.Core.Backtesting;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;

namespace Evenhand.Node.Amending;

/// <summary>What one version means for the accounts that were looked at, most money first. Safe to use from many threads.</summary>
internal sealed class ImpactIndex
{
    private readonly Lock gate = new();
    private readonly Dictionary<AccountId, ImpactRow?> rows = [];
    private readonly SortedSet<ImpactRow> inOrder = new(ByMoney.Instance);
    private readonly SortedDictionary<string, ImpactTotal> totals = new(StringComparer.Ordinal);

    /// <summary>Whether an account was looked at.</summary>
    public bool Has(AccountId account)
    {
        lock (gate)
            return rows.ContainsKey(account);
    }

    /// <summary>Takes note of an account; of one that it does not concern the row is null.</summary>
    public void Put(AccountId account, ImpactRow? row)
    {
        lock (gate)
        {
            if (!rows.TryAdd(account, row) || row is null)
                return;
            inOrder.Add(row);
            totals[row.Currency] = Add(totals.GetValueOrDefault(row.Currency), row);
        }
    }

    /// <summary>How many accounts it concerns, and their sums by currency.</summary>
    public (int Accounts, IReadOnlyList<ImpactTotal> Totals) Sums()
    {
        lock (gate)
            return (inOrder.Count, [.. totals.Values]);
    }

    /// <summary>A page of accounts.</summary>
    /// <param name="after">The account after which it begins; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="RequestException">There is no such account in it.</exception>
    public Page<ImpactRow> Page(string? after, int limit)
    {
        lock (gate)
        {
            IEnumerable<ImpactRow> rest = inOrder;
            if (after is not null)
            {
                if (rows.GetValueOrDefault(new AccountId(after)) is not { } last)
                    throw new RequestException(Code.Malformed, "after is no cursor of this list")
                    {
                        Pointer = "?after",
                    };
                rest = inOrder.GetViewBetween(last, inOrder.Max!).Skip(1);
            }
            var items = rest.Take(limit + 1).ToList();
            var isMore = items.Count > limit;
            if (isMore)
                items.RemoveAt(limit);
            return new Page<ImpactRow>(items, isMore ? items[^1].Account.Text : null);
        }
    }

    private static ImpactTotal Add(ImpactTotal? to, ImpactRow row)
    {
        to ??= new ImpactTotal(row.Currency, 0, 0, 0, default, default, default);
        return to with
        {
            Accounts = to.Accounts + 1,
            More = to.More + (row.More > 0 ? 1 : 0),
            Less = to.Less + (row.More < 0 ? 1 : 0),
            InForce = to.InForce + row.InForce,
            Other = to.Other + row.Other,
            Acts = new Apart(to.Acts.InForce + row.Acts.InForce, to.Acts.Other + row.Acts.Other),
        };
    }

    /// <summary>Most money first, whichever way; then most acts, then by name. Currencies are mere numbers here: an order, not a sum.</summary>
    private sealed class ByMoney : IComparer<ImpactRow>
    {
        public static readonly ByMoney Instance = new();

        public int Compare(ImpactRow? one, ImpactRow? other)
        {
            var order = Math.Abs(other!.More).CompareTo(Math.Abs(one!.More));
            if (order == 0)
                order = (other.Acts.Other + other.Acts.InForce).CompareTo(
                    one.Acts.Other + one.Acts.InForce
                );
            return order == 0 ? one.Account.CompareTo(other.Account) : order;
        }
    }
}
