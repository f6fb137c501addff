using System.Collections.Concurrent;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// The messages of all accounts that have not arrived. It is filled from the summaries that lists show, at the first question, and
/// kept up by every account that is visited; so a question costs what it looks at here, and no walk over the accounts. Safe to use
/// from many threads.
/// </summary>
public sealed class UndeliveredReads
{
    /// <summary>Messages that one page looks at; a page may so be short, or empty, and still have a next.</summary>
    private const int MostLooked = 5_000;

    private readonly ConcurrentDictionary<AccountId, Row> rows = new();
    private readonly Dictionary<DeliveryOrder, SortedSet<QueuedDelivery>> inOrder =
        Enum.GetValues<DeliveryOrder>()
            .ToDictionary(
                order => order,
                order => new SortedSet<QueuedDelivery>(new InOrder(order))
            );
    private readonly Dictionary<DeliveryStage, int> counts = [];
    private readonly Lock gate = new();
    private readonly FirstFill fill;

    internal UndeliveredReads(FirstFill fill)
    {
        this.fill = fill;
        fill.Feeds(Take);
    }

    /// <summary>Takes note of an account as it is now. In its turn; of one of which nothing is sent it costs a look.</summary>
    internal void Look(ServedAccount account)
    {
        var state = account.Sending.State;
        if (!rows.TryGetValue(account.Name, out var row))
        {
            if (state.Open.IsEmpty && state.Trails.IsEmpty)
                return;
        }
        else if (ReferenceEquals(row.State, state))
            return;
        var all = QueuedDeliveries.Of(account.Name, account.Sending);
        lock (gate)
            Put(account.Name, new Row(state, all));
    }

    /// <summary>A page of messages.</summary>
    /// <param name="query">Which.</param>
    /// <param name="after">The cursor after which it begins; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    public Page<QueuedDelivery> Page(DeliveryQuery query, string? after, int limit)
    {
        fill.Begin();
        var from = after is null ? null : DeliveryCursor.Read(after);
        lock (gate)
            return Cut(query, RowsFrom(query, from), limit);
    }

    /// <summary>How many there are in each stage; a stage that none is in may be left out.</summary>
    public IReadOnlyDictionary<DeliveryStage, int> Counts()
    {
        fill.Begin();
        lock (gate)
            return counts.ToDictionary();
    }

    private static Page<QueuedDelivery> Cut(
        DeliveryQuery query,
        IEnumerable<QueuedDelivery> rest,
        int limit
    )
    {
        var (items, looked) = (new List<QueuedDelivery>(), 0);
        QueuedDelivery? last = null;
        foreach (var each in rest)
        {
            if (items.Count == limit || looked == MostLooked)
                return new Page<QueuedDelivery>(items, DeliveryCursor.Of(last!));
            (last, looked) = (each, looked + 1);
            if (query.Wants(each))
                items.Add(each);
        }
        return new Page<QueuedDelivery>(items, null);
    }

    /// <summary>Of one account its own alone; of all those that follow.</summary>
    private IEnumerable<QueuedDelivery> RowsFrom(DeliveryQuery query, QueuedDelivery? from)
    {
        var order = new InOrder(query.Order);
        IEnumerable<QueuedDelivery> all = inOrder[query.Order];
        if (query.Account is { } account)
            all = rows.TryGetValue(account, out var row) ? row.All.Order(order) : [];
        else if (from is not null)
            all =
                inOrder[query.Order].Max is { } last && order.Compare(from, last) < 0
                    ? inOrder[query.Order].GetViewBetween(from, last)
                    : [];
        return from is null ? all : all.SkipWhile(each => order.Compare(each, from) <= 0);
    }

    /// <summary>Takes an account as lists show it, unless it was looked at meanwhile.</summary>
    private void Take(AccountSummary summary)
    {
        if (summary.Deliveries.All.IsEmpty)
            return;
        lock (gate)
            if (!rows.ContainsKey(summary.Id))
                Put(summary.Id, new Row(null, summary.Deliveries.All));
    }

    private void Put(AccountId account, Row row)
    {
        rows.TryGetValue(account, out var before);
        rows[account] = row;
        foreach (var each in before?.All ?? [])
            counts[each.Stage]--;
        foreach (var each in row.All)
            counts[each.Stage] = counts.GetValueOrDefault(each.Stage) + 1;
        foreach (var sorted in inOrder.Values)
        {
            foreach (var each in before?.All ?? [])
                sorted.Remove(each);
            foreach (var each in row.All)
                sorted.Add(each);
        }
    }

    /// <summary>An account as it was looked at last.</summary>
    /// <param name="State">How its messages stood: another state is another object; null where lists showed it.</param>
    /// <param name="All">Its messages that have not arrived.</param>
    private sealed record Row(SendingState? State, IReadOnlyList<QueuedDelivery> All);

    private sealed class InOrder(DeliveryOrder order) : IComparer<QueuedDelivery>
    {
        public int Compare(QueuedDelivery? one, QueuedDelivery? other)
        {
            var result = order == DeliveryOrder.Urgency ? Rank(one!).CompareTo(Rank(other!)) : 0;
            if (result == 0)
                result = one!.Told.CompareTo(other!.Told);
            if (result == 0)
                result = one!.Account.CompareTo(other!.Account);
            return result == 0 ? string.CompareOrdinal(one!.Id, other!.Id) : result;
        }

        /// <summary>What starts a clock lapses when nobody has it in time.</summary>
        private static int Rank(QueuedDelivery each) => each.Step is null ? 1 : 0;
    }
}
