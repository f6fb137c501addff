namespace Evenhand.Sampling;

/// <summary>Finds the scale of all rates at which a sample has just more events than asked for, by playing it unwritten.</summary>
internal sealed class Calibration(
    Func<double, IEnumerable<Func<SampleAccount>>> accounts,
    Period period
)
{
    private const int MostAttempts = 12;

    // Chance moves the count a little: each attempt aims somewhat higher above the goal, and is less particular about the
    // surplus, than the one before.
    private const double Step = 0.005;
    private const double Tolerance = 0.1;

    // Few events are played first, since the natural number may be far greater than that wanted.
    private const double Start = 1.0 / 64;

    /// <summary>Null when so few, or so many, events cannot be.</summary>
    public (double Scale, Tally Tally)? Reach(long events)
    {
        // Openings and the like happen at any scale.
        var fixedEvents = Count(accounts(0)).Events;
        if (events < fixedEvents)
            return null;
        var scale = Start;
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var tally = Count(accounts(scale));
            var surplus = tally.Events - events;
            if (surplus >= 0 && surplus <= tally.Leaves * Math.Min(1, Tolerance * attempt))
                return (scale, tally);
            var goal = events * (1 + Step * attempt);
            scale *= (goal - fixedEvents) / Math.Max(1, tally.Events - fixedEvents);
        }
        return null;
    }

    private Tally Count(IEnumerable<Func<SampleAccount>> made)
    {
        var gate = new Lock();
        var total = default(Tally);
        Parallel.ForEach(
            made,
            make =>
            {
                var slice = new Slice(countsOnly: true);
                make().AdvanceTo(period.Length, slice);
                lock (gate)
                    total = new Tally(total.Events + slice.Events, total.Leaves + slice.Leaves);
            }
        );
        return total;
    }
}

/// <summary>A number of events, and how many of them can be left out.</summary>
internal readonly record struct Tally(long Events, long Leaves);
