using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Which cases are wanted; what is null is not asked for.</summary>
/// <param name="State">In one state.</param>
/// <param name="Clause">Of one clause.</param>
/// <param name="Account">Of one account.</param>
/// <param name="Policy">Under one policy.</param>
/// <param name="Assigned">Seen to by one person; empty for nobody.</param>
public sealed record CaseQuery(
    CaseState? State,
    string? Clause,
    AccountId? Account,
    string? Policy,
    string? Assigned
)
{
    /// <summary>Whether a case is one of them.</summary>
    public bool Wants(QueuedCase each) =>
        (State is null || each.Case.State == State)
        && (Clause is null || each.Case.Clause.Slug == Clause)
        && (Account is null || each.Account == Account)
        && (Policy is null || each.Case.Policy == Policy)
        && (Assigned is null || each.Assigned == Assigned);
}

/// <summary>
/// The cases of all accounts in the order of urgency: what runs out first comes first. It is filled from the summaries that lists
/// show, at the first question, and kept up by every account that is visited. Safe to use from many threads.
/// </summary>
internal sealed class CaseQueue
{
    /// <summary>Cases that one page looks at; a page may so be short, or empty, and still have a next.</summary>
    private const int MostLooked = 5_000;

    private readonly NodeContext context;
    private readonly ConcurrentDictionary<AccountId, Row> rows = new();
    private readonly SortedSet<QueuedCase> inOrder = new(ByUrgency.Instance);

    /// <summary>Those that wait for a person: few, and asked for by every page of the console.</summary>
    private readonly SortedSet<QueuedCase> open = new(ByUrgency.Instance);

    private readonly SortedSet<AccountId> asking = new();
    private readonly Lock gate = new();
    private readonly FirstFill fill;

    public CaseQueue(NodeContext context, FirstFill fill)
    {
        (this.context, this.fill) = (context, fill);
        fill.Feeds(Take);
    }

    /// <summary>Takes note of an account as it is now. In its turn; of one without cases it costs a look.</summary>
    public void Look(ServedAccount account)
    {
        if (account.Live is not { } live)
            return;
        var isKnown = rows.TryGetValue(account.Name, out var row);
        if (!isKnown && live.StandingMark < 0 && account.Notes.All.Count == 0)
            return;
        var mark = (RuntimeHelpers.GetHashCode(live), live.StandingMark, account.Notes.All.Count);
        if (isKnown && row!.Mark == mark)
            return;
        var standing =
            live.StandingMark < 0
                ? StandingFigures.Nothing
                : StandingReading.Of(live, context.Clock.Now);
        var asks = QueuedCases.AsksOf(account, standing);
        lock (gate)
            Put(account.Name, new Row(mark, QueuedCases.Of(account, standing), asks));
    }

    /// <summary>The accounts of which something asked waits for an answer, by name.</summary>
    /// <param name="after">The name after which it begins; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    public Page<AccountId> Asking(string? after, int limit)
    {
        fill.Begin();
        AccountId[] found;
        lock (gate)
            found =
            [
                .. (
                    after is null || asking.Count == 0 ? asking
                    : new AccountId(after) is var from && from < asking.Max
                        ? asking.GetViewBetween(from, asking.Max).Where(each => each > from)
                    : []
                ).Take(limit + 1),
            ];
        return found.Length > limit
            ? new Page<AccountId>(found[..limit], found[limit - 1].Text)
            : new Page<AccountId>(found, null);
    }

    /// <summary>A page of cases; it may be short, or empty, and still have a next.</summary>
    /// <param name="query">Which.</param>
    /// <param name="after">The cursor after which it begins; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    public Page<QueuedCase> Page(CaseQuery query, string? after, int limit)
    {
        fill.Begin();
        var from = after is null ? null : Cursor(after);
        lock (gate)
            return Cut(query, RowsFrom(query, from), limit);
    }

    private static Page<QueuedCase> Cut(CaseQuery query, IEnumerable<QueuedCase> rest, int limit)
    {
        var (items, looked) = (new List<QueuedCase>(), 0);
        QueuedCase? last = null;
        foreach (var each in rest)
        {
            if (looked++ == MostLooked)
                return new Page<QueuedCase>(items, CursorOf(last!));
            if (query.Wants(each))
            {
                if (items.Count == limit)
                    return new Page<QueuedCase>(items, CursorOf(items[^1]));
                items.Add(each);
            }
            last = each;
        }
        return new Page<QueuedCase>(items, null);
    }

    /// <summary>Of one account its own alone; of all those that follow, and of the open ones none but those.</summary>
    private IEnumerable<QueuedCase> RowsFrom(CaseQuery query, QueuedCase? from)
    {
        var order = ByUrgency.Instance;
        var rest = query.State == CaseState.Open ? open : inOrder;
        IEnumerable<QueuedCase> all = rest;
        if (query.Account is { } account)
            all = rows.TryGetValue(account, out var row) ? row.Cases.Order(order) : [];
        else if (from is not null)
            all =
                rest.Max is { } last && order.Compare(from, last) < 0
                    ? rest.GetViewBetween(from, last)
                    : [];
        return from is null ? all : all.SkipWhile(each => order.Compare(each, from) <= 0);
    }

    /// <summary>Takes an account as lists show it, unless it was looked at meanwhile.</summary>
    private void Take(AccountSummary summary)
    {
        if (summary.Cases.All.IsEmpty && summary.Asks == 0)
            return;
        lock (gate)
            if (!rows.ContainsKey(summary.Id))
                Put(summary.Id, new Row((0, -1, 0), summary.Cases.All, summary.Asks));
    }

    private void Put(AccountId account, Row row)
    {
        if (rows.TryGetValue(account, out var before))
            foreach (var each in before.Cases)
            {
                inOrder.Remove(each);
                open.Remove(each);
            }
        rows[account] = row;
        if (row.Asks > 0)
            asking.Add(account);
        else
            asking.Remove(account);
        foreach (var each in row.Cases)
        {
            inOrder.Add(each);
            if (each.Case.State == CaseState.Open)
                open.Add(each);
        }
    }

    private static string CursorOf(QueuedCase each) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{each.Case.Due.Ticks}.{each.Case.Opened.Ticks}.{Cursors.Coded(each.Account.Text)}.{Cursors.Coded(each.Case.Id)}"
        );

    private static QueuedCase Cursor(string after)
    {
        try
        {
            if (
                after.Split('.') is [var due, var opened, var account, var id]
                && long.TryParse(due, CultureInfo.InvariantCulture, out var dueTicks)
                && long.TryParse(opened, CultureInfo.InvariantCulture, out var openedTicks)
            )
                return new QueuedCase(
                    new AccountId(Cursors.Decoded(account)),
                    new(
                        Cursors.Decoded(id),
                        default,
                        "",
                        "",
                        new(openedTicks),
                        default,
                        "",
                        default,
                        false,
                        false,
                        new(dueTicks)
                    ),
                    ""
                );
        }
        catch (FormatException)
        {
            // It is no cursor of ours.
        }
        throw Cursors.Wrong;
    }

    /// <summary>An account as it was looked at last.</summary>
    /// <param name="Mark">What it was then: another live state, another change or another note makes another.</param>
    /// <param name="Cases">Its cases.</param>
    /// <param name="Asks">How much of what it asks waits for an answer.</param>
    private sealed record Row((int, int, int) Mark, IReadOnlyList<QueuedCase> Cases, int Asks);

    /// <summary>What runs out first, then what was opened first.</summary>
    private sealed class ByUrgency : IComparer<QueuedCase>
    {
        public static readonly ByUrgency Instance = new();

        public int Compare(QueuedCase? one, QueuedCase? other)
        {
            var order = one!.Case.Due.CompareTo(other!.Case.Due);
            if (order == 0)
                order = one.Case.Opened.CompareTo(other.Case.Opened);
            if (order == 0)
                order = one.Account.CompareTo(other.Account);
            return order == 0 ? string.CompareOrdinal(one.Case.Id, other.Case.Id) : order;
        }
    }
}
