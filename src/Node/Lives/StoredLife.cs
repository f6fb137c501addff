using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Lives;

/// <summary>
/// The life of one account as the ledger holds it up to a sequence, ready to be folded: from the last checkpoint that
/// holds on, a window of time after the other.
/// </summary>
internal sealed class StoredLife
{
    private const int Account = 1;
    private readonly NodeContext context;
    private readonly LifeBook book;
    private readonly NameTable accounts;
    private readonly WindowReader reader;
    private readonly RecordHead[] deciding;
    private readonly Dictionary<ulong, RecordHead[]> repeated;
    private readonly Dictionary<long, long> refiled;
    private readonly byte[] named;
    private readonly bool isAll;

    /// <summary>Looks at an account while nobody reads on.</summary>
    public StoredLife(
        NodeContext context,
        AccountId account,
        StreamName stream,
        LifeBook book,
        Survey survey,
        long before
    )
    {
        (this.context, this.book) = (context, book);
        Sequence = Math.Min(before, survey.Sequence);
        isAll = Sequence == survey.Sequence;
        Last = survey.Last;
        accounts = new NameTable(context.Seed);
        accounts.NewCache().Intern(System.Text.Encoding.UTF8.GetBytes(account.Text));
        Sources = new NameTable(context.Seed);
        deciding = [.. survey.Deciding.Where(head => head.Line < Sequence)];
        repeated = survey.Repeated.ToDictionary(each => each.Key, each => each.Value.ToArray());
        refiled = survey.Refiled.ToDictionary();
        named = Named(survey);
        reader = new WindowReader(context, stream, Sources, Sequence);
        Stretches = survey.Stretches;
    }

    /// <summary>Names of the sources of its records.</summary>
    public NameTable Sources { get; }

    /// <summary>How many records of all kinds the account's stream holds.</summary>
    public long Sequence { get; }

    /// <summary>The time of the last event; <see cref="long.MinValue"/> where there is none.</summary>
    public Moment Last { get; }

    /// <summary>Heads of voids, exceptions and decisions on charges, in the order of arrival.</summary>
    public IReadOnlyList<RecordHead> Deciding => deciding;

    private Stretches Stretches { get; }

    /// <summary>Whether since a sequence events were found to belong to another account.</summary>
    public bool HasRefiledSince(long sequence) =>
        refiled.Values.Any(at => at >= sequence && at < Sequence);

    /// <summary>The time of the first event after an instant; null where there is none.</summary>
    public Moment? NextAfter(Moment instant)
    {
        Moment? next = null;
        foreach (var record in After(instant))
            if (next is null || Record.Head(record, 0).Time < next)
                next = Record.Head(record, 0).Time;
        return next;
    }

    /// <summary>
    /// The sequence at which an event was found to belong to another account, so that it does not count here from then
    /// on; null where it does count.
    /// </summary>
    public long? RefiledAt(in RecordHead head) =>
        refiled.Count > 0 && refiled.TryGetValue(head.Line, out var at) && at < Sequence
            ? at
            : null;

    /// <summary>Whether an event of some time is there of which something holds.</summary>
    /// <param name="from">It did not happen earlier.</param>
    /// <param name="to">It happened before.</param>
    /// <param name="since">It arrived at this sequence or later.</param>
    /// <param name="holds">What holds of it.</param>
    public bool Any(Moment from, Moment to, long since, Func<RecordHead, bool> holds)
    {
        var there = book.With(() => Stretches.Between(from, to));
        foreach (
            var (records, offset) in reader.Arrivals(there.Where(stretch => stretch.End > since))
        )
            if (holds(Record.Head(records, offset)))
                return true;
        return false;
    }

    /// <summary>Events after an instant that were not found to belong to another account, each an array of its own.</summary>
    public IEnumerable<byte[]> After(Moment instant)
    {
        if (Last <= instant)
            yield break;
        var there = book.With(() => Stretches.Between(instant.Next, Moment.Never));
        foreach (var (records, offset) in reader.Arrivals(there))
        {
            var head = Record.Head(records, offset);
            if (head.Time > instant && RefiledAt(head) is null)
                yield return records.AsSpan(offset, head.Length).ToArray();
        }
    }

    /// <summary>Events of a while that were not found to belong to another account, each an array of its own, in the order of arrival.</summary>
    /// <param name="from">They did not happen earlier.</param>
    /// <param name="to">They happened before.</param>
    /// <param name="wanted">Which.</param>
    public IEnumerable<byte[]> Between(Moment from, Moment to, Func<RecordHead, bool> wanted)
    {
        var there = book.With(() => Stretches.Between(from, to));
        foreach (var (records, offset) in reader.Arrivals(there))
        {
            var head = Record.Head(records, offset);
            if (head.Time >= from && head.Time < to && wanted(head) && RefiledAt(head) is null)
                yield return records.AsSpan(offset, head.Length).ToArray();
        }
    }

    /// <summary>The latest instant before another at which, as coarsely as stretches tell, an event may lie; null where none does.</summary>
    public Moment? LatestBefore(Moment to)
    {
        var there = book.With(() => Stretches.Between(Moment.Earliest, to));
        return there.Length == 0
            ? null
            : Moment.Min(there.Max(stretch => stretch.Last), to.Previous);
    }

    /// <summary>All events in the order of arrival, from a sequence on.</summary>
    public IEnumerable<(byte[] Records, int Offset)> Arrivals(long from) =>
        reader
            .Arrivals(book.With(() => Stretches.Since(from)))
            .Where(each => Record.Head(each.Records, each.Offset).Line >= from);

    /// <summary>All events against the order of arrival, of before a sequence; a record is good until the next one is asked for.</summary>
    public IEnumerable<(byte[] Records, int Offset)> Backwards(long before)
    {
        foreach (var stretch in book.With(() => Stretches.Before(before)))
        {
            var records = reader
                .Arrivals([stretch])
                .Where(each => Record.Head(each.Records, each.Offset).Line < before)
                .Select(each =>
                    each.Records.AsSpan(each.Offset, Record.Head(each.Records, each.Offset).Length)
                        .ToArray()
                )
                .ToList();
            for (var at = records.Count - 1; at >= 0; at--)
                yield return (records[at], 0);
        }
    }

    /// <summary>The events at some sequences, in the order of arrival.</summary>
    public IEnumerable<(byte[] Records, int Offset)> At(IReadOnlySet<int> lines)
    {
        if (lines.Count == 0)
            return [];
        var (first, last) = (lines.Min(), lines.Max());
        var there = book.With(() => Stretches.Since(first)).Where(stretch => stretch.From <= last);
        return reader
            .Arrivals(there)
            .Where(each => lines.Contains(Record.Head(each.Records, each.Offset).Line));
    }

    /// <summary>A while in which prepaid money was moved for so many times, as closely as checkpoints tell.</summary>
    /// <param name="first">The number of the first movement; it was moved as often before.</param>
    /// <param name="last">The number of the last one.</param>
    public (Moment From, Moment To) WhileOfMoves(long first, long last)
    {
        var (from, to) = (Moment.Earliest, Moment.Never);
        foreach (var checkpoint in isAll ? book.Checkpoints : [])
            if (checkpoint.Moves <= first)
                from = checkpoint.At;
            else if (checkpoint.Moves > last)
                return (from, checkpoint.At);
        return (from, to);
    }

    /// <summary>Folds it.</summary>
    public AccountOutcome Run(LifeFold fold)
    {
        var watch = fold.Watch ?? new RunOutWatch(Moment.Never, fold.EventsBefore);
        return From(fold, (fold, before) => AccountReplay.Run(LifeOf(fold, before, watch), watch));
    }

    /// <summary>Folds it to go on with it live; null where it is not open.</summary>
    public LiveAccount? Live(LifeFold fold)
    {
        var watch = new RunOutWatch(Moment.Never, fold.EventsBefore);
        return From(fold, (fold, before) => AccountReplay.Live(LifeOf(fold, before, watch), watch));
    }

    private T From<T>(LifeFold fold, Func<LifeFold, ImmutableArray<Checkpoint>, T> run)
    {
        try
        {
            return run(fold, Usable(fold, knowing: 0));
        }
        catch (BadSnapshotException)
        {
            return FromAnother(fold, run);
        }
    }

    /// <summary>
    /// Where a version has taken effect that counts otherwise than those before it, checkpoints that know it may be there already; else all
    /// are made anew.
    /// </summary>
    private T FromAnother<T>(LifeFold fold, Func<LifeFold, ImmutableArray<Checkpoint>, T> run)
    {
        var knowing = fold with { Knowing = fold.Knowing ?? book.MostVersions };
        try
        {
            if (Usable(knowing, knowing.Knowing.Value) is { IsEmpty: false } known)
                return run(knowing, known);
        }
        catch (BadSnapshotException)
        {
            // None of them is any good.
        }
        if (fold.Knowing is null)
            book.Drop();
        return run(fold, []);
    }

    private AccountLife LifeOf(LifeFold fold, ImmutableArray<Checkpoint> before, ReplayWatch watch)
    {
        var set = new EventSet(1);
        set.Add(Those(named, fold), (_, _) => { });
        var context = new ReplayContext(
            fold.Rules,
            set,
            accounts,
            Sources,
            fold.Until,
            this.context.Seed,
            fold.EventsBefore,
            fold.Rates
        )
        {
            Knowing = fold.Knowing ?? 0,
        };
        var latest = before.IsEmpty ? null : before[^1];
        var from = latest?.At ?? Moment.Earliest;
        var mostKept = InForce(fold.EventsBefore);
        Action<Checkpoint>? cut =
            isAll && fold.Counts is null && watch is RunOutWatch
                ? made =>
                {
                    if (made.At > mostKept)
                        return;
                    book.Keep(made, latest, Sequence, fold.Knowing is not null);
                    latest = made;
                }
                : null;
        return new AccountLife(context, Account, Windows(from, fold), before)
        {
            StatedFrom = fold.StatesAll ? fold.StatedFrom : from,
            Cut = cut,
        };
    }

    private IEnumerable<EventSet> Windows(Moment from, LifeFold fold)
    {
        var to = Moment.Min(fold.EventsBefore, fold.To);
        for (Moment end; from < to; from = end)
        {
            var start = from;
            var most = context.Settings.MostInWindow;
            (end, var there) = book.With(() =>
            {
                var end = Stretches.WindowEnd(start, to, most);
                return (end, Stretches.Between(start, end));
            });
            yield return reader.Window(there, start, end, WantedIn(fold));
        }
    }

    /// <summary>What counts in a fold; null where all does.</summary>
    private Func<RecordHead, bool>? WantedIn(LifeFold fold) =>
        fold.Counts is null && refiled.Count == 0 && repeated.Count == 0
            ? null
            : head =>
                IsOwn(head, fold) && fold.Counts?.Invoke(head) != false && !IsRepeat(head, fold);

    private bool IsOwn(in RecordHead head, LifeFold fold) =>
        RefiledAt(head) is not { } at || at >= fold.OwnBy;

    /// <summary>Whether an event of its source and id came before it, be it one whose time has not come.</summary>
    private bool IsRepeat(RecordHead head, LifeFold fold) =>
        repeated.Count > 0
        && repeated.TryGetValue(head.Key, out var all)
        && Array.Exists(all, other => other.Line < head.Line && IsOwn(other, fold));

    private byte[] Those(byte[] records, LifeFold fold)
    {
        if (WantedIn(fold) is not { } wanted)
            return records;
        var writer = new RecordWriter();
        foreach (var offset in Record.Offsets(records))
        {
            ref readonly var head = ref Record.Head(records, offset);
            if (wanted(head))
                records.AsSpan(offset, head.Length).CopyTo(writer.Room(head.Length));
        }
        return writer.Take();
    }

    /// <summary>The last checkpoint that holds for a fold, and those before it.</summary>
    private ImmutableArray<Checkpoint> Usable(LifeFold fold, int knowing)
    {
        if (fold.Counts is not null && fold.AsOf is null)
            return [];
        var all = book.Checkpoints;
        var asOf = fold.AsOf ?? (isAll ? null : new AsOf(Sequence, Moment.Never));
        var most = Moment.Min(Moment.Min(fold.From, fold.EventsBefore), InForce(fold.EventsBefore));
        if (asOf is { } moment)
            most = Moment.Min(most, Untouched(moment));
        for (var last = all.Length - 1; last >= 0; last--)
            if (
                !all[last].State.IsEmpty
                && all[last].Versions >= knowing
                && all[last].At <= most
                && (asOf is not { } then || all[last].Line < then.Sequence)
            )
                return all[..(last + 1)];
        return [];
    }

    /// <summary>Up to where nothing that was not known at a moment reaches by what it takes back.</summary>
    private Moment Untouched(AsOf moment)
    {
        if (refiled.Values.Any(at => at >= moment.Sequence))
            return Moment.Earliest;
        var known = moment.Time == Moment.Never ? Moment.Never : moment.Time.Next;
        return Moment.Min(known, ReachOf(isVoid => !moment.Knew(isVoid)));
    }

    /// <summary>
    /// Up to where nothing is reached by a void that is dated ahead: a checkpoint of today would hold what it takes back
    /// once its time has come.
    /// </summary>
    private Moment InForce(Moment eventsBefore) => ReachOf(isVoid => isVoid.Time >= eventsBefore);

    /// <summary>How far some voids reach back: the time of the earliest event that one names.</summary>
    private Moment ReachOf(Func<RecordHead, bool> isMeant)
    {
        var keys = new HashSet<ulong>();
        foreach (var offset in Record.Offsets(named))
            if (
                Record.Head(named, offset).Type == (int)Kind.Voided
                && isMeant(Record.Head(named, offset))
                && Matters.NamedBy(named, offset, context.Seed) is { } key
            )
                keys.Add(key);
        var first = Moment.Never;
        if (keys.Count > 0)
            foreach (var offset in Record.Offsets(named))
                if (keys.Contains(Record.Head(named, offset).Key))
                    first = Moment.Min(first, Record.Head(named, offset).Time);
        return first;
    }

    /// <summary>The records that decide over others, with numbers of the sources as they are here.</summary>
    private byte[] Named(Survey survey)
    {
        var (writer, cache) = (new RecordWriter(), Sources.NewCache());
        foreach (var record in survey.Named)
        {
            var head = Record.Head(record, 0);
            if (head.Line >= Sequence)
                continue;
            head.Source = cache.Intern(survey.Sources.Bytes(head.Source));
            var start = writer.Length;
            record.CopyTo(writer.Room(record.Length));
            writer.Head(start, in head);
        }
        return writer.Take();
    }
}
