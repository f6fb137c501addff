using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Reads;

/// <summary>
/// Reads what happened to an account beside its usage, the latest first: its own events among those that every account has,
/// what it was told, its cases, its statements. It goes back in time a stretch after the other, until a page is full.
/// </summary>
internal sealed class TimelineReads(
    NodeContext context,
    AccountDirectory accounts,
    StatementReads statements
)
{
    private static readonly TimeSpan Stretch = TimeSpan.FromDays(31);

    /// <summary>So many stretches with events are read for a page; it may so be short, or empty, and still have a next.</summary>
    private const int MostStretches = 60;

    /// <summary>A page of entries, and the instant before which the next one begins; null where there is no such account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="kinds">What is wanted.</param>
    /// <param name="before">Before this instant.</param>
    /// <param name="limit">How many, and what happened at the same instant as the last.</param>
    public (IReadOnlyList<TimelineEntry> Items, Moment? Next)? Page(
        AccountId id,
        TimelineKind kinds,
        Moment before,
        int limit
    )
    {
        if (accounts.Visit(id, _ => "") is null || accounts.Find(id) is not { } door)
            return null;
        var all = new List<TimelineEntry>(Told(door, kinds, before));
        if (kinds.HasFlag(TimelineKind.Charges))
            all.AddRange(Stated(id, before));
        var from = door.Study(() => AddEvents(all, door, kinds, before, limit));
        var there = all.Where(each => each.At >= from).OrderByDescending(each => each.At).ToList();
        if (there.Count <= limit)
            return (there, from == Moment.Earliest ? null : from);
        var last = there[limit - 1].At;
        var items = there.TakeWhile(each => each.At >= last).ToList();
        return (items, items.Count == there.Count && from == Moment.Earliest ? null : last);
    }

    private IEnumerable<TimelineEntry> Told(Door door, TimelineKind kinds, Moment before)
    {
        if ((kinds & (TimelineKind.Notices | TimelineKind.Cases)) == 0)
            yield break;
        foreach (var slice in context.Ledger.Read(door.Stream, 0, ToldRecord.Kinds))
        foreach (var record in ToldRecord.In(slice))
            if (EntryOf(record) is { } entry && kinds.HasFlag(entry.Kind) && entry.At < before)
                yield return entry;
    }

    private static TimelineEntry? EntryOf(ToldRecord record) =>
        record switch
        {
            { Notice: { } notice } => new(notice.Time, TimelineKind.Notices)
            {
                Notice = notice with { Id = record.Id, Corrects = record.Corrects },
            },
            { Case: { } opened } => new(opened.Time, TimelineKind.Cases) { Case = opened },
            _ => null,
        };

    private IEnumerable<TimelineEntry> Stated(AccountId id, Moment before) =>
        from cycle in statements.All(id) ?? []
        where cycle.Stated is { } at && at < before
        select new TimelineEntry(cycle.Stated!.Value, TimelineKind.Charges) { Stated = cycle };

    /// <summary>Adds events; the instant from which on all are there.</summary>
    private Moment AddEvents(
        List<TimelineEntry> all,
        Door door,
        TimelineKind kinds,
        Moment before,
        int limit
    )
    {
        if ((kinds & (TimelineKind.Terms | TimelineKind.Decisions | TimelineKind.Charges)) == 0)
            return Moment.Earliest;
        var stored = door.Life.Look();
        var json = new EventJson(context.Shelf.Catalogue, stored.Sources);
        for (var looked = 0; stored.LatestBefore(before) is { } latest; looked++)
        {
            if (looked == MostStretches || all.Count(each => each.At >= before) > limit)
                return before;
            var (from, to) = (latest - Stretch, Moment.Min(before, latest.Next));
            foreach (var record in stored.Between(from, to, head => kinds.HasFlag(KindOf(head))))
            {
                var head = Record.Head(record, 0);
                all.Add(
                    new TimelineEntry(head.Time, KindOf(head))
                    {
                        Event = json.Write(record, 0, door.Name.Text),
                    }
                );
            }
            before = from;
        }
        return Moment.Earliest;
    }

    /// <summary>What an event is one of; everything for usage, which is never asked for in that way.</summary>
    private static TimelineKind KindOf(RecordHead head) =>
        (Kind)head.Type switch
        {
            Kind.Waived or Kind.Confirmed or Kind.TopUp => TimelineKind.Charges,
            Kind.Exception or Kind.Report => TimelineKind.Decisions,
            >= Kind.CaseDismissed and <= Kind.ExceptionRefused => TimelineKind.Decisions,
            >= Kind.Opened and <= Kind.Limit or Kind.Voided => TimelineKind.Terms,
            >= Kind.RetentionSet and <= Kind.QuarantineLifted => TimelineKind.Terms,
            _ => (TimelineKind)(-1),
        };
}
