using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Context;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Lives;

/// <summary>
/// Folds the life of an account: from the last checkpoint that holds on, a window of time after the other. What it makes on the way is kept.
/// </summary>
/// <param name="context">The node.</param>
/// <param name="book">Where checkpoints are kept.</param>
/// <param name="life">The life.</param>
internal sealed class LifeFolding(NodeContext context, LifeBook book, StoredLife life)
{
    private const int Account = 1;

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
        set.Add(Those(life.Named, fold), (_, _) => { });
        var named = new ReplayContext(
            fold.Rules,
            set,
            life.Names,
            life.Sources,
            fold.Until,
            context.Seed,
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
            life.IsAll && fold.Counts is null && watch is RunOutWatch
                ? made =>
                {
                    if (made.At > mostKept)
                        return;
                    book.Keep(made, latest, life.Sequence, fold.Knowing is not null);
                    latest = made;
                }
                : null;
        return new AccountLife(named, Account, Windows(from, fold), before)
        {
            Account = life.Account,
            StatedFrom = fold.StatesAll ? fold.StatedFrom : from,
            Cut = cut,
        };
    }

    private IEnumerable<EventSet> Windows(Moment from, LifeFold fold)
    {
        var to = Moment.Min(fold.EventsBefore, fold.To);
        while (from < to)
        {
            (from, var events) = life.Window(from, to, WantedIn(fold));
            yield return events;
        }
    }

    /// <summary>What counts in a fold; null where all does.</summary>
    private Func<RecordHead, bool>? WantedIn(LifeFold fold) =>
        fold.Counts is null && !life.HasRefiled && life.Repeated.Count == 0
            ? null
            : head =>
                IsOwn(head, fold) && fold.Counts?.Invoke(head) != false && !IsRepeat(head, fold);

    private bool IsOwn(in RecordHead head, LifeFold fold) =>
        life.RefiledAt(head) is not { } at || at >= fold.OwnBy;

    /// <summary>Whether an event of its source and id came before it, be it one whose time has not come.</summary>
    private bool IsRepeat(RecordHead head, LifeFold fold) =>
        life.Repeated.Count > 0
        && life.Repeated.TryGetValue(head.Key, out var all)
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
        var asOf = fold.AsOf ?? (life.IsAll ? null : new AsOf(life.Sequence, Moment.Never));
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
        if (life.IsRefiledFrom(moment.Sequence))
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
        foreach (var offset in Record.Offsets(life.Named))
            if (
                Record.Head(life.Named, offset).Type == (int)Kind.Voided
                && isMeant(Record.Head(life.Named, offset))
                && Matters.NamedBy(life.Named, offset, context.Seed) is { } key
            )
                keys.Add(key);
        var first = Moment.Never;
        if (keys.Count > 0)
            foreach (var offset in Record.Offsets(life.Named))
                if (keys.Contains(Record.Head(life.Named, offset).Key))
                    first = Moment.Min(first, Record.Head(life.Named, offset).Time);
        return first;
    }
}
