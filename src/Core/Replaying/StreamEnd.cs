using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>
/// Where a stream ends of which nobody says so: just after its last event, but not beyond a gap of more than 366 days. One
/// event of the year 2099, mistyped, would else bring every account the statements of seventy years.
/// </summary>
public static class StreamEnd
{
    private static readonly TimeSpan WidestGap = TimeSpan.FromDays(366);

    /// <summary>Why an event behind the end has no effect.</summary>
    public static Fault FarAhead { get; } = new(Code.FarAhead, FaultKind.FarAhead);

    /// <summary>The first instant after the stream.</summary>
    public static Moment Of(EventSet set)
    {
        if (set.Count == 0)
            return default;
        if (set.Last - set.First <= WidestGap || FirstThatCounts(set) is not { } first)
            return set.Last.Next;
        var days = new Days();
        foreach (var account in set.Accounts)
        foreach (var place in set.Of(account))
            days.Note(Moment.Max(place.Time, first));
        return days.EndBeforeGap().Next;
    }

    /// <summary>The events at or after an instant: where each stood in the input.</summary>
    public static IEnumerable<Rejection> Behind(EventSet set, Moment end)
    {
        if (set.Last < end)
            yield break;
        foreach (var account in set.Accounts)
        foreach (var place in set.Of(account))
            if (place.Time >= end)
                yield return At(set, place, FarAhead);
    }

    internal static Rejection At(EventSet set, RecordPlace place, Fault fault)
    {
        ref readonly var head = ref Record.Head(set.Batch(place.Batch), place.Offset);
        return new Rejection(head.File, head.Line, fault);
    }

    /// <summary>
    /// The first event of an account that is open. Rates of years ago, and events of the year 1970 before any opening, lie
    /// far from the rest too, and stretch nothing.
    /// </summary>
    private static Moment? FirstThatCounts(EventSet set)
    {
        Moment? first = null;
        foreach (var account in set.Accounts)
        foreach (var place in set.Of(account))
            if (
                place.Time < (first ?? Moment.Never)
                && Record.Head(set.Batch(place.Batch), place.Offset).Type
                    == (int)BuiltIns.Kind.Opened
            )
                first = place.Time;
        return first;
    }

    /// <summary>The first and the last event of each day: gaps of a year show in them, and nothing has to be sorted.</summary>
    private sealed class Days
    {
        private readonly Dictionary<int, (Moment First, Moment Last)> days = [];

        public void Note(Moment time)
        {
            var day = (int)time.UtcDay;
            days[day] = days.TryGetValue(day, out var known)
                ? (Moment.Min(known.First, time), Moment.Max(known.Last, time))
                : (time, time);
        }

        /// <summary>The last event before the first gap, or the last of all.</summary>
        public Moment EndBeforeGap()
        {
            Moment? end = null;
            foreach (var (first, last) in days.OrderBy(day => day.Key).Select(day => day.Value))
            {
                if (first - end > WidestGap)
                    break;
                end = last;
            }
            return end!.Value;
        }
    }
}
