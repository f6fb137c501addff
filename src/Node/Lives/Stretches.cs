using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Ledger;

namespace Evenhand.Node.Lives;

/// <summary>Slices of events that follow each other in an account's stream.</summary>
/// <param name="From">The sequence of the first record.</param>
/// <param name="End">The sequence after the last one.</param>
/// <param name="First">The time of the earliest event.</param>
/// <param name="Last">The time of the latest event.</param>
/// <param name="Count">How many events there are.</param>
/// <param name="Bytes">How many bytes they take.</param>
internal readonly record struct Stretch(
    long From,
    long End,
    Moment First,
    Moment Last,
    long Count,
    long Bytes
);

/// <summary>
/// Where in an account's stream events of which times lie, coarsely: what follows each other is one stretch until it has
/// some bytes or spans a month, so that a long life takes little.
/// </summary>
internal sealed class Stretches
{
    private const long MostBytes = 64 << 10;
    private const long MostBetween = 256;
    private readonly List<Stretch> all = [];

    /// <summary>Takes note of a slice of events.</summary>
    public void Note(in StoredSlice slice)
    {
        var next = new Stretch(
            slice.From,
            slice.From + slice.Count,
            slice.First,
            slice.Last,
            slice.Count,
            slice.Payload.Length
        );
        if (all.Count > 0 && Joined(all[^1], next) is { Bytes: <= MostBytes } one && IsOfMonth(one))
            all[^1] = one;
        else
            all.Add(next);
    }

    /// <summary>Those that hold events from an instant on and before another.</summary>
    public Stretch[] Between(Moment from, Moment to) =>
        [.. all.Where(stretch => stretch.Last >= from && stretch.First < to)];

    /// <summary>Those that hold a record from a sequence on.</summary>
    public Stretch[] Since(long sequence)
    {
        var first = all.Count;
        while (first > 0 && all[first - 1].End > sequence)
            first--;
        return [.. all[first..]];
    }

    /// <summary>Those that hold a record of before a sequence, the latest first.</summary>
    public Stretch[] Before(long sequence) =>
        [.. all.AsEnumerable().Reverse().SkipWhile(stretch => stretch.From >= sequence)];

    /// <summary>Those that follow each other as one; a few records between them are read over.</summary>
    public static IEnumerable<Stretch> Runs(IEnumerable<Stretch> stretches)
    {
        Stretch? run = null;
        foreach (var next in stretches)
        {
            var isNear = run is { } before && next.From - before.End <= MostBetween;
            if (run is { } far && !isNear)
                yield return far;
            run = isNear ? Joined(run!.Value, next) : next;
        }
        if (run is { } last)
            yield return last;
    }

    /// <summary>
    /// Where a window ends that begins at an instant, so that about so many bytes of events lie in it; beyond it where no
    /// time lies between more.
    /// </summary>
    /// <param name="from">The instant.</param>
    /// <param name="to">Where it ends at the latest.</param>
    /// <param name="most">So many bytes.</param>
    public Moment WindowEnd(Moment from, Moment to, long most)
    {
        var there = Between(from, to);
        var bytes = there.Sum(stretch => stretch.Bytes);
        if (bytes <= most)
            return to;
        long sum = 0;
        foreach (var stretch in there.OrderBy(stretch => stretch.First))
        {
            sum += stretch.Bytes;
            if (sum > most && stretch.First > from)
                return stretch.First;
            if (sum > most)
                break;
        }
        // What arrived at any time is of any time: so each part of the time has its part of the bytes.
        var first = Moment.Max(from, there.Min(stretch => stretch.First));
        var last = Moment.Min(to.Previous, there.Max(stretch => stretch.Last));
        return Moment.Min(to, first.Next + new TimeSpan((last - first).Ticks / (bytes / most + 1)));
    }

    /// <summary>Writes or reads them.</summary>
    public void Exchange(StatePort port)
    {
        Moment time = default;
        port.List(
            all,
            (port, stretch) =>
                new Stretch(
                    port.Exchange(stretch.From),
                    port.Exchange(stretch.End),
                    time = port.After(time, stretch.First),
                    time = port.After(time, stretch.Last),
                    port.Exchange(stretch.Count),
                    port.Exchange(stretch.Bytes)
                )
        );
    }

    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private static bool IsOfMonth(in Stretch stretch) => stretch.Last - stretch.First < Month;

    private static Stretch Joined(in Stretch a, in Stretch b) =>
        new(
            a.From,
            b.End,
            Moment.Min(a.First, b.First),
            Moment.Max(a.Last, b.Last),
            a.Count + b.Count,
            a.Bytes + b.Bytes
        );
}
