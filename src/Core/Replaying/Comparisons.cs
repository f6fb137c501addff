using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>Comparisons that an account's own events say: they were made where the account was served, and are not made again.</summary>
public static class Comparisons
{
    /// <summary>What the comparisons of an account's cycles come to, each with the end of its cycle: as its events say, else as somebody found.</summary>
    /// <param name="context">The stream.</param>
    /// <param name="places">The account's events, or those that decide over others.</param>
    /// <param name="profile">The account.</param>
    /// <param name="found">What was found where no event says anything.</param>
    internal static IEnumerable<(Moment To, Compared What)> Of(
        ReplayContext context,
        List<RecordPlace> places,
        Profile profile,
        IReadOnlyList<Compared> found
    )
    {
        var said = new Dictionary<(ClauseId, string), Compared>();
        foreach (var place in places)
        {
            var batch = context.Set.Batch(place.Batch);
            if (
                Record.Head(batch, place.Offset) is { Type: (int)Kind.Compared, Bad: 0 }
                && Read(batch, place.Offset, context.Rules) is var compared
            )
                said.TryAdd((compared.Clause, compared.Cycle), compared);
        }
        foreach (var each in found)
            said.TryAdd((each.Clause, each.Cycle), each);
        return said.Values.Select(each => (EndOf(profile, each.Cycle), each));
    }

    /// <summary>
    /// An instant in the cycle that an event is about, where the event is much later than its end; else the event's own. What is
    /// known of the account after it may be something else because of the event.
    /// </summary>
    /// <param name="batch">The batch that holds it.</param>
    /// <param name="offset">Where it lies.</param>
    /// <param name="rules">The policies.</param>
    public static Moment Reach(byte[] batch, int offset, Rulebook rules)
    {
        var time = Record.Head(batch, offset).Time;
        if (Lines.DayOf(Read(batch, offset, rules).Cycle) is not { } day)
            return time;
        // A cycle has 28 days at least, and begins within a day of midnight UTC.
        var begun = Moment.Of(day.AtMidnight().InUtc().ToInstant());
        return time - begun > TimeSpan.FromDays(54) ? begun + TimeSpan.FromDays(26) : time;
    }

    /// <summary>What an event says.</summary>
    internal static Compared Read(byte[] batch, int offset, Rulebook rules)
    {
        var (e, texts) = (new Event(), new Symbols());
        e.Read(batch, offset, rules.Shelf.Catalogue, texts, rules.AllTexts);
        return new Compared(
            new ClauseId(texts.Text(e[ComparedSlot.Clause])),
            texts.Text(e[ComparedSlot.Cycle]),
            e.Has(ComparedSlot.Meter) ? texts.Text(e[ComparedSlot.Meter]) : "",
            e.Money(ComparedSlot.Value),
            e.Money(ComparedSlot.Median),
            (int)long.Min(e[ComparedSlot.Accounts], int.MaxValue)
        );
    }

    /// <summary>The end of a cycle; the earliest instant where the account has none that begins on such a day.</summary>
    private static Moment EndOf(Profile profile, string day) =>
        Lines.CycleOf(profile.Calendar, day)?.To ?? Moment.Earliest;
}
