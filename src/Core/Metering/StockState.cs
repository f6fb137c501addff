using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>
/// The level of a stock and its integral over the cycle. A level is in base units times
/// <see cref="StockMeter.WeightScale"/>, its integral in that times ticks.
/// </summary>
/// <param name="meter">The meter.</param>
/// <param name="things">The things that it counts.</param>
/// <param name="leastTime">Its place among the stocks of these things that have a least time.</param>
/// <param name="isByThing">Whether a charge asks which things there were, and not only how much.</param>
internal sealed class StockState(StockMeter meter, Things things, int leastTime, bool isByThing)
    : MeterState,
        ITimed
{
    /// <summary>There once a share counted on.</summary>
    private PriorityQueue<ThingEntry, Moment>? expiries;
    private SmallSet<long> everTouched;
    private SmallSet<long> touched;
    private Int128 integral;
    private Int128 freeIntegral;
    private Moment from;
    private Moment since;
    private int touchedBeforeCycle;

    /// <inheritdoc/>
    public override StockMeter Meter { get; } = meter;

    /// <inheritdoc/>
    public override Window? Window => null;

    /// <inheritdoc/>
    public override IEnumerable<long> Keys(Moment time, long window) => [];

    /// <summary>The level now.</summary>
    public Int128 Level { get; private set; }

    /// <summary>The highest level in the cycle so far.</summary>
    public Int128 Peak { get; private set; }

    /// <summary>The integral of the level over the cycle so far.</summary>
    public Int128 Integral => integral;

    /// <summary>What of the integral fell into the time in which the stock was free.</summary>
    public Int128 FreeIntegral => freeIntegral;

    /// <summary>The highest level in the cycle so far at a moment in which the stock was not free.</summary>
    public Int128 PaidPeak { get; private set; }

    /// <summary>Until when the stock is free as things stand; not after now when it is not.</summary>
    public Moment FreeUntil { get; private set; } = Moment.Earliest;

    /// <summary>How many different things counted at any moment of the cycle; noted where a charge asks for it.</summary>
    public int Touched => touched.Count;

    /// <summary>How many different things counted ever, and how many of them before this cycle.</summary>
    public (int Ever, int Before) TouchedEver => (everTouched.Count, touchedBeforeCycle);

    /// <summary>A level in whole base units, a part of one counting whole.</summary>
    public static Int128 Whole(Int128 level) =>
        (level + StockMeter.WeightScale - 1) / StockMeter.WeightScale;

    /// <summary>When the next share ceases to count, or the stock is free no more.</summary>
    public Moment Next(Moment passed)
    {
        var next =
            expiries is not null && expiries.TryPeek(out _, out var time)
                ? Moment.Max(time, passed)
                : Moment.Never;
        return FreeUntil > passed ? Moment.Min(next, FreeUntil) : next;
    }

    /// <summary>Lets the shares expire whose time came.</summary>
    public void Pass(Moment at) => Expire(at);

    /// <summary>
    /// What is free until a cycle's end was free to its last moment, and is not in the next one.
    /// </summary>
    public void Passed(Moment at)
    {
        if (FreeUntil == at)
            Free(Moment.Earliest, at);
    }

    /// <summary>Begins a cycle at the present level.</summary>
    public override void BeginCycle(Cycle cycle)
    {
        (integral, freeIntegral, from, since, Peak) = (0, 0, cycle.From, cycle.From, Level);
        PaidPeak = FreeUntil > cycle.From ? 0 : Level;
        touchedBeforeCycle = everTouched.Count;
        touched.Clear();
        if (isByThing)
            foreach (var entry in things.Open)
                Touch(entry);
    }

    /// <summary>A thing came into being.</summary>
    public void Open(ThingEntry entry, Moment time, Calendar calendar)
    {
        BeginLeastTime(entry, time, calendar);
        Move(time, Contribution(entry));
        Touch(entry);
    }

    /// <summary>What is kept of a thing changed; the caller gives what it counted before.</summary>
    public void Change(
        ThingEntry entry,
        Int128 before,
        bool wasUnderLeastTime,
        Moment time,
        Calendar calendar
    )
    {
        var isUnderLeastTime = IsUnderLeastTime(entry);
        if (isUnderLeastTime && !wasUnderLeastTime)
            BeginLeastTime(entry, time, calendar);
        if (wasUnderLeastTime && !isUnderLeastTime)
            EndLeastTime(entry, time);
        Move(time, Contribution(entry) - before);
        Touch(entry);
    }

    /// <summary>A thing ended; a share of it may count on. What ends as the cycle begins was not there in it.</summary>
    public void Close(ThingEntry entry, Moment time)
    {
        if (time == from)
            touched.Remove(entry.Name);
        var before = Contribution(entry);
        if (IsUnderLeastTime(entry))
            EndLeastTime(entry, time);
        Move(time, LeastShare(entry) - before);
    }

    private void Expire(Moment time)
    {
        while (expiries is not null && expiries.TryPeek(out var entry, out var at) && at <= time)
        {
            expiries.Dequeue();
            if (!entry.LeastTimeRuns[leastTime] || entry.LeastTimeEnds[leastTime] != at)
                continue;
            var share = entry.IsSetAside ? 0 : LeastShare(entry);
            entry.LeastTimeRuns[leastTime] = false;
            Move(at, -share);
        }
    }

    /// <summary>From an instant on the stock is free until another; an instant that is not later ends it.</summary>
    public void Free(Moment until, Moment time)
    {
        Reckon(time);
        FreeUntil = until;
        NotePeaks(time);
    }

    /// <summary>Ends everything at once, held shares included.</summary>
    public override void Purge(Moment time)
    {
        Expire(time.Previous);
        expiries = null;
        Move(time, -Level);
    }

    /// <summary>Reckons the integral up to an instant.</summary>
    public void Reckon(Moment time)
    {
        integral += Level * (time - since).Ticks;
        if (FreeUntil > since)
            freeIntegral += Level * (Moment.Min(time, FreeUntil) - since).Ticks;
        since = time;
    }

    /// <summary>What the integral will be at an instant that is not earlier, as things stand, less what is free of it.</summary>
    public Int128 PaidIntegralAt(Moment time) =>
        integral
        - freeIntegral
        + Level * (time - since).Ticks
        - (FreeUntil > since ? Level * (Moment.Min(time, FreeUntil) - since).Ticks : 0);

    /// <summary>What a thing counts now: as it is, and the share that counts on; nothing while it is set aside.</summary>
    public Int128 Contribution(ThingEntry entry) =>
        entry.IsSetAside ? 0 : Weigh(entry.Kept) + LeastShare(entry);

    /// <summary>A thing was set aside, or is so no more; the caller gives what it counted before.</summary>
    public void Recount(ThingEntry entry, Int128 before, Moment time)
    {
        Move(time, Contribution(entry) - before);
        Touch(entry);
    }

    /// <summary>What a thing of these kept values counts, while it exists.</summary>
    public Int128 Weigh(long[] kept)
    {
        if (!Matching.All(Meter.Conditions, kept))
            return 0;
        Int128 amount = Meter.Amount < 0 ? 1 : kept[Meter.Amount];
        foreach (var weight in Meter.Weights)
            if (Matching.Holds(weight.Condition, kept))
                return amount * weight.Share;
        return amount * StockMeter.WeightScale;
    }

    /// <summary>Whether a thing counts as it is now, be it nothing.</summary>
    public bool Counts(ThingEntry entry) => Matching.All(Meter.Conditions, entry.Kept);

    /// <summary>Whether a thing is in the condition that has a least time.</summary>
    public bool IsUnderLeastTime(ThingEntry entry) =>
        Meter.LeastTime is { } least
        && Matching.All(Meter.Conditions, entry.Kept)
        && Matching.Holds(least.Condition, entry.Kept);

    /// <summary>Writes or reads the level and all that it came from; the things themselves pass before.</summary>
    public override void Exchange(StatePort port)
    {
        ExchangeExpiries(port);
        port.Set(ref everTouched);
        port.Set(ref touched);
        integral = port.Exchange(integral);
        freeIntegral = port.Exchange(freeIntegral);
        from = port.Exchange(from);
        since = port.Exchange(since);
        touchedBeforeCycle = port.Exchange(touchedBeforeCycle);
        Level = port.Exchange(Level);
        Peak = port.Exchange(Peak);
        PaidPeak = port.Exchange(PaidPeak);
        FreeUntil = port.Exchange(FreeUntil);
    }

    /// <summary>Shares that expire at one instant do so in any order, so that they may go out in the order of names.</summary>
    private void ExchangeExpiries(StatePort port)
    {
        List<(ThingEntry Entry, Moment At)> due =
        [
            .. (expiries ?? new()).UnorderedItems.OrderBy(item =>
                (item.Priority, item.Element.Name)
            ),
        ];
        port.List(due, (port, item) => (things.Exchange(port, item.Entry), port.Exchange(item.At)));
        if (!port.Reads)
            return;
        expiries = due.Count == 0 ? null : new(due);
    }

    private void BeginLeastTime(ThingEntry entry, Moment time, Calendar calendar)
    {
        if (!IsUnderLeastTime(entry))
            return;
        var least = Meter.LeastTime!;
        entry.LeastTimeRuns[leastTime] = false;
        entry.LeastTimeEnds[leastTime] =
            least.Months > 0 ? calendar.AddMonths(time, least.Months) : time + least.Span;
    }

    private void EndLeastTime(ThingEntry entry, Moment time)
    {
        if (entry.LeastTimeEnds[leastTime] <= time)
            return;
        entry.LeastTimeRuns[leastTime] = true;
        (expiries ??= new()).Enqueue(entry, entry.LeastTimeEnds[leastTime]);
    }

    private Int128 LeastShare(ThingEntry entry)
    {
        if (Meter.LeastTime is not { } least || !entry.LeastTimeRuns[leastTime])
            return 0;
        return (Meter.Amount < 0 ? 1 : (Int128)entry.Kept[Meter.Amount]) * least.Share;
    }

    private void Move(Moment time, Int128 change)
    {
        Reckon(time);
        Level += change;
        NotePeaks(time);
    }

    /// <summary>Of what happens as the cycle begins, only what it comes to was there in it.</summary>
    private void NotePeaks(Moment time)
    {
        if (Level > Peak || time == from)
            Peak = Level;
        var paid = FreeUntil > time ? 0 : Level;
        if (paid > PaidPeak || time == from)
            PaidPeak = paid;
    }

    private void Touch(ThingEntry entry)
    {
        if (!isByThing || entry.IsSetAside || !Matching.All(Meter.Conditions, entry.Kept))
            return;
        touched.Add(entry.Name);
        everTouched.Add(entry.Name);
    }
}
