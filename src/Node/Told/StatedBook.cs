using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Told;

/// <summary>
/// What one account was stated, and when the last arrivals for its other cycles were. Arrivals are noted slice by
/// slice: a slice counts for every cycle between its first and its last event.
/// </summary>
internal sealed class StatedBook
{
    /// <summary>There once a cycle was stated.</summary>
    private List<StatedRecord>? records;
    private readonly List<Arrival> arrivals = [];
    private static readonly TimeSpan LooksAgain = TimeSpan.FromDays(1);
    private long lookedAt = -1;
    private Moment lookedFor = Moment.Earliest;
    private Moment? ahead;
    private bool isPriced;
    private Moment comparedUpTo = Moment.Earliest;

    /// <summary>The stated statements, in order.</summary>
    public IReadOnlyList<StatedRecord> Records => records ?? [];

    /// <summary>The last statement that was made; null where there is none.</summary>
    public StatedRecord? Latest => records?[^1];

    /// <summary>Whether a line was stated as proposed; what was decided of it since is not looked at.</summary>
    public bool HasProposed =>
        Records.Any(record =>
            record.Statement.Lines.Any(line =>
                line.Status == LineStatus.Proposed && line.Amount.Amount != 0
            )
        );

    /// <summary>Stated cycles that are to be compared with those of others, and were not yet; in order.</summary>
    public IEnumerable<StatedRecord> Uncompared =>
        Records.Where(record => record.Usage is not null && record.Statement.Time > comparedUpTo);

    /// <summary>Takes note that a cycle was compared.</summary>
    /// <param name="to">The end of the cycle.</param>
    public void Compared(Moment to) => comparedUpTo = Moment.Max(comparedUpTo, to);

    /// <summary>The stated statement of a cycle; null while it runs.</summary>
    public StatedRecord? Of(string firstDay) =>
        records?.Find(record => record.FirstDay == firstDay);

    /// <summary>Takes note of a stored statement.</summary>
    /// <returns>The statement; null where it is known.</returns>
    public StatedRecord? Learn(ReadOnlyMemory<byte> payload)
    {
        var record = StoredJson.Read(payload, StoredJson.Default.StatedRecord);
        if (Of(record.FirstDay) is not null)
            return null;
        (records ??= []).Add(record);
        if (!record.Closing)
            arrivals.RemoveAll(arrival =>
                arrival.Last < record.Statement.Time && arrival.Sequence < record.Sequence
            );
        return record;
    }

    /// <summary>Takes note of what arrived.</summary>
    public void Note(in StoredSlice slice)
    {
        if (slice.Kind is not (SliceKind.Events or SliceKind.Refiled))
            return;
        if (arrivals.Count > 0 && TryJoin(arrivals[^1], slice, out var joined))
            arrivals[^1] = joined;
        else
        {
            // Most have one, and there are many of them.
            if (arrivals.Count == arrivals.Capacity)
                arrivals.Capacity += 1 + arrivals.Capacity / 2;
            arrivals.Add(
                new Arrival(slice.First, slice.Last, slice.Committed, slice.Committed, slice.From)
            );
        }
    }

    /// <summary>The first cycle that is not stated; null when all that will ever be are.</summary>
    public Cycle? Next(LiveAccount live)
    {
        var cycle = live.CycleAt(live.Opened);
        var latest = records?.FindLast(record => !record.Closing);
        if (latest is not null)
            cycle = live.CycleAfter(live.CycleAt(latest.Statement.From));
        return cycle.From > live.Ends ? null : cycle;
    }

    /// <summary>The first instant that is not stated.</summary>
    public Moment Open(LiveAccount live) => Next(live)?.From ?? Moment.Never;

    /// <summary>
    /// When a cycle is to be stated: after its end and the last arrival for it, but not put off for ever by a
    /// trickle of arrivals. One of which nothing had arrived at its end, as when past months are brought in, is put off from
    /// the first arrival on.
    /// </summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="grace">How long after the end and the last arrival.</param>
    /// <param name="most">How long after the end, or a first arrival after it, at the latest.</param>
    public Moment Due(Cycle cycle, TimeSpan grace, TimeSpan most)
    {
        var (first, last) = (Moment.Never, cycle.To);
        foreach (var arrival in arrivals)
            if (arrival.Last >= cycle.From && arrival.First < cycle.To)
                (first, last) = (
                    Moment.Min(first, arrival.Since),
                    Moment.Max(last, arrival.Committed)
                );
        var began = first == Moment.Never ? cycle.To : Moment.Max(cycle.To, first);
        return Moment.Min(last + grace, began + Longer(grace, most));
    }

    /// <summary>Whether a statement left fees open for which no reference rate was known, as far as that was looked at.</summary>
    public bool WaitsForRates =>
        !isPriced && Records.Any(record => !record.Statement.Unpriced.IsEmpty);

    /// <summary>
    /// When the corrections of an account whose last cycle is stated are due; never where nothing came since, nor comes
    /// true that was dated ahead. While fees wait for a rate they are looked for once a day.
    /// </summary>
    /// <param name="grace">How long after the last arrival, or after what was dated ahead has come true.</param>
    /// <param name="most">How long after the first arrival at the latest.</param>
    public Moment ClosingDue(TimeSpan grace, TimeSpan most)
    {
        if (Latest is not { } latest)
            return Moment.Never;
        var (first, last, due) = (Moment.Never, Moment.Earliest, Moment.Never);
        foreach (var arrival in arrivals)
            if (arrival.Sequence >= Math.Max(latest.Sequence, lookedAt))
                (first, last) = (
                    Moment.Min(first, arrival.Since),
                    Moment.Max(last, arrival.Committed)
                );
        if (last > Moment.Earliest)
            due = Moment.Min(last + grace, first + Longer(grace, most));
        if (WaitsForRates)
            due = Moment.Min(due, Moment.Max(latest.At, lookedFor) + LooksAgain);
        return ComesTrue(latest) is { } time ? Moment.Min(due, time + grace) : due;
    }

    /// <summary>
    /// When something comes true that had arrived before the last statement, or before the last look, and had no effect
    /// then. Until it was looked for, of what arrived together only the first and the last time are known.
    /// </summary>
    private Moment? ComesTrue(StatedRecord latest)
    {
        if (lookedFor >= latest.At)
            return ahead;
        Moment? soonest = null;
        foreach (var arrival in arrivals)
            if (arrival.Last > latest.At)
                soonest = Moment.Min(
                    soonest ?? Moment.Never,
                    Moment.Min(arrival.Last, Moment.Max(arrival.First, latest.At + LooksAgain))
                );
        return soonest;
    }

    /// <summary>Notes that what came before a sequence corrects nothing.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="now">The present.</param>
    /// <param name="priced">Whether there is a rate for every fee by now.</param>
    /// <param name="next">The time of the next event that waits for its time; null where none does.</param>
    public void LookedAt(long sequence, Moment now, bool priced, Moment? next) =>
        (lookedAt, lookedFor, isPriced, ahead) = (sequence, now, priced, next);

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        lookedAt = port.Exchange(lookedAt);
        comparedUpTo = port.Exchange(comparedUpTo);
        port.List(
            arrivals,
            (port, arrival) =>
                new Arrival(
                    port.Exchange(arrival.First),
                    port.Exchange(arrival.Last),
                    port.Exchange(arrival.Since),
                    port.Exchange(arrival.Committed),
                    port.Exchange(arrival.Sequence)
                )
        );
        port.Few(ref records, Exchange);
    }

    private static StatedRecord Exchange(StatePort port, StatedRecord? record)
    {
        var bytes = port.Exchange(
            record is null ? [] : StoredJson.Write(record, StoredJson.Default.StatedRecord)
        );
        return record ?? StoredJson.Read(bytes, StoredJson.Default.StatedRecord);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Slices that follow each other within an hour of arrival and one day of events are one arrival.</summary>
    private static bool TryJoin(Arrival before, in StoredSlice slice, out Arrival joined)
    {
        var first = Moment.Min(before.First, slice.First);
        var last = Moment.Max(before.Last, slice.Last);
        joined = new Arrival(first, last, before.Since, slice.Committed, slice.From);
        return slice.Committed - before.Committed < TimeSpan.FromHours(1)
            && last - first < TimeSpan.FromDays(1);
    }

    /// <summary>Events that arrived together.</summary>
    /// <param name="First">The time of the earliest.</param>
    /// <param name="Last">The time of the latest.</param>
    /// <param name="Since">When they arrived; where they came in several slices, when the first one did.</param>
    /// <param name="Committed">When the last one did.</param>
    /// <param name="Sequence">Where the last slice of them begins in the account's stream.</param>
    private readonly record struct Arrival(
        Moment First,
        Moment Last,
        Moment Since,
        Moment Committed,
        long Sequence
    );
}
