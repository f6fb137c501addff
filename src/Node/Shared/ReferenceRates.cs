using Evenhand.Core.Replaying;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Shared;

/// <summary>
/// The reference rates of the shared stream, as they are now and as they were. Like every event, rates that are dated ahead wait
/// for their time.
/// </summary>
internal sealed class ReferenceRates(long seed)
{
    private readonly Lock gate = new();
    private readonly NameTable sources = new(seed);
    private readonly List<Batch> batches = [];
    private Known? latest;
    private long sequence;

    /// <summary>Names of the sources of its events.</summary>
    public NameTable Sources => sources;

    /// <summary>How much of the shared stream has been read.</summary>
    public long Sequence => Volatile.Read(ref sequence);

    /// <summary>Takes in events that were published.</summary>
    /// <param name="batch">Records of rates; the line of each is its sequence.</param>
    /// <param name="from">The sequence of the first.</param>
    /// <param name="next">The sequence after the last.</param>
    public void Add(byte[] batch, long from, long next)
    {
        lock (gate)
        {
            batches.Add(new Batch(batch, from));
            latest = null;
            sequence = next;
        }
    }

    /// <summary>Notes that something else was appended to the shared stream.</summary>
    public void Pass(long next)
    {
        lock (gate)
            sequence = Math.Max(sequence, next);
    }

    /// <summary>Whether there are rates by now that were not there at a moment of the past: they had not arrived, or their time had not come.</summary>
    /// <param name="before">How many records the shared stream held then.</param>
    /// <param name="at">When it was.</param>
    /// <param name="now">The present.</param>
    public bool HasSince(long before, Moment at, Moment now)
    {
        lock (gate)
            return batches.Exists(batch => batch.HasBetween(batch.From < before ? at : null, now));
    }

    /// <summary>Whether rates wait for their time.</summary>
    public bool HasAfter(Moment now)
    {
        lock (gate)
            return batches.Exists(batch => batch.HasBetween(now, Moment.Never));
    }

    /// <summary>The rates known now, of before an instant.</summary>
    public Rates Latest(Rulebook rules, Moment eventsBefore)
    {
        lock (gate)
        {
            if (latest?.IsOf(eventsBefore) != true)
                latest = new Known(
                    Read(rules, long.MaxValue, eventsBefore),
                    batches
                        .Select(batch => batch.LastBefore(eventsBefore))
                        .Append(Moment.Earliest)
                        .Max(),
                    batches
                        .Select(batch => batch.FirstFrom(eventsBefore))
                        .Append(Moment.Never)
                        .Min()
                );
            return latest.Rates;
        }
    }

    /// <summary>The rates known when the shared stream held so many records, of before an instant.</summary>
    public Rates At(Rulebook rules, long before, Moment eventsBefore)
    {
        lock (gate)
            return before >= sequence && latest?.IsOf(eventsBefore) == true
                ? latest.Rates
                : Read(rules, before, eventsBefore);
    }

    private Rates Read(Rulebook rules, long before, Moment eventsBefore)
    {
        var set = new EventSet(64);
        foreach (var batch in batches)
            if (batch.From < before)
                set.Add(batch.Records, (_, _) => { });
        return new ReplayContext(
            rules,
            set,
            sources,
            sources,
            Moment.Never,
            seed,
            eventsBefore
        ).Rates;
    }

    /// <summary>Rates that were published together.</summary>
    private sealed class Batch
    {
        private readonly Moment[] times;

        public Batch(byte[] records, long from)
        {
            (Records, From) = (records, from);
            times =
            [
                .. Record.Offsets(records).Select(offset => Record.Head(records, offset).Time),
            ];
            Array.Sort(times);
        }

        public byte[] Records { get; }

        public long From { get; }

        /// <param name="after">They are later; null for whenever.</param>
        /// <param name="to">They are not later.</param>
        public bool HasBetween(Moment? after, Moment to) =>
            Array.Exists(times, time => !(time <= after) && time <= to);

        public Moment LastBefore(Moment instant) =>
            times[0] < instant ? Array.FindLast(times, time => time < instant) : Moment.Earliest;

        public Moment FirstFrom(Moment instant) =>
            times[^1] < instant ? Moment.Never : Array.Find(times, time => time >= instant);
    }

    /// <summary>Rates as they are for events of before any instant that is later than one and no later than another.</summary>
    private sealed record Known(Rates Rates, Moment After, Moment To)
    {
        public bool IsOf(Moment eventsBefore) => After < eventsBefore && eventsBefore <= To;
    }
}
