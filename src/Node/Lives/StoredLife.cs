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
/// The life of one account as the ledger holds it up to a sequence: its events by time and by arrival, and what is known of them all.
/// <see cref="LifeFolding"/> folds it.
/// </summary>
internal sealed class StoredLife
{
    private readonly NodeContext context;
    private readonly LifeBook book;
    private readonly WindowReader reader;
    private readonly RecordHead[] deciding;
    private readonly Dictionary<long, long> refiled;

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
        (this.context, this.book, Account) = (context, book, account);
        Sequence = Math.Min(before, survey.Sequence);
        IsAll = Sequence == survey.Sequence;
        Last = survey.Last;
        Names = new NameTable(context.Seed);
        Names.NewCache().Intern(System.Text.Encoding.UTF8.GetBytes(account.Text));
        Sources = new NameTable(context.Seed);
        deciding = [.. survey.Deciding.Where(head => head.Line < Sequence)];
        Repeated = survey.Repeated.ToDictionary(each => each.Key, each => each.Value.ToArray());
        refiled = survey.Refiled.ToDictionary();
        Named = NamedIn(survey);
        reader = new WindowReader(context, stream, Sources, Sequence);
        Stretches = survey.Stretches;
    }

    /// <summary>The account.</summary>
    public AccountId Account { get; }

    /// <summary>Names of the sources of its records.</summary>
    public NameTable Sources { get; }

    /// <summary>How many records of all kinds the account's stream holds.</summary>
    public long Sequence { get; }

    /// <summary>The time of the last event; <see cref="long.MinValue"/> where there is none.</summary>
    public Moment Last { get; }

    /// <summary>Heads of voids, exceptions and decisions on charges, in the order of arrival.</summary>
    public IReadOnlyList<RecordHead> Deciding => deciding;

    /// <summary>Whether it is all that is known of the account's stream.</summary>
    public bool IsAll { get; }

    /// <summary>The name of the account, as number 1.</summary>
    public NameTable Names { get; }

    /// <summary>Records that decide over others, and those that they name.</summary>
    public byte[] Named { get; }

    /// <summary>By name, the events of which there are several.</summary>
    public IReadOnlyDictionary<ulong, RecordHead[]> Repeated { get; }

    private Stretches Stretches { get; }

    /// <summary>Up to which of some instants a window of time goes that begins at one, and its events of which something holds.</summary>
    /// <param name="from">The first instant.</param>
    /// <param name="to">It goes no further.</param>
    /// <param name="wanted">What holds of them; null for all.</param>
    public (Moment End, EventSet Events) Window(
        Moment from,
        Moment to,
        Func<RecordHead, bool>? wanted
    )
    {
        var most = context.Settings.MostInWindow;
        var (end, there) = book.With(() =>
        {
            var end = Stretches.WindowEnd(from, to, most);
            return (end, Stretches.Between(from, end));
        });
        return (end, reader.Window(there, from, end, wanted));
    }

    /// <summary>Whether any event was found to belong to another account.</summary>
    public bool HasRefiled => refiled.Count > 0;

    /// <summary>Whether any was, at a sequence or later, whatever this life knows of.</summary>
    public bool IsRefiledFrom(long sequence) => refiled.Values.Any(at => at >= sequence);

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
        foreach (var checkpoint in IsAll ? book.Checkpoints : [])
            if (checkpoint.Moves <= first)
                from = checkpoint.At;
            else if (checkpoint.Moves > last)
                return (from, checkpoint.At);
        return (from, to);
    }

    /// <summary>Folds it.</summary>
    public AccountOutcome Run(LifeFold fold) => new LifeFolding(context, book, this).Run(fold);

    /// <summary>Folds it to go on with it live; null where it is not open.</summary>
    public LiveAccount? Live(LifeFold fold) => new LifeFolding(context, book, this).Live(fold);

    /// <summary>The records that decide over others, with numbers of the sources as they are here.</summary>
    private byte[] NamedIn(Survey survey)
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
