using Evenhand.Core.Time;

namespace Evenhand.Core.Vault;

/// <summary>
/// A rule that the customer set for a class, with the things that it will touch, in the order of time: whoever asks what is next
/// looks at the first, however many there are.
/// </summary>
/// <param name="days">After how many days of 24 hours it acts.</param>
/// <param name="from">From when the days of a thing run; never where the rule does not touch it any more.</param>
internal sealed class CustomersRule(long days, Func<StoredThing, Moment> from)
{
    /// <summary>Longer than that nothing is stored.</summary>
    private const long MostDays = 1_000_000;

    private readonly Queue<(StoredThing Thing, Moment From)> waiting = [];

    /// <summary>After how many days it acts.</summary>
    public long Days { get; } = days;

    /// <summary>A thing's days begin to run, not before those of the last one.</summary>
    public void Add(StoredThing thing)
    {
        if (from(thing) is var start && start != Moment.Never)
            waiting.Enqueue((thing, start));
    }

    /// <summary>Things whose days run, in any order.</summary>
    public void AddAll(IEnumerable<StoredThing> things)
    {
        foreach (var thing in things.OrderBy(from))
            Add(thing);
    }

    /// <summary>When it acts next.</summary>
    public Moment Next
    {
        get
        {
            while (waiting.TryPeek(out var first))
                if (from(first.Thing) != first.From)
                    waiting.Dequeue();
                else
                    return Due(first.From);
            return Moment.Never;
        }
    }

    /// <summary>Takes what is due at an instant.</summary>
    public IEnumerable<StoredThing> Take(Moment at)
    {
        while (Next <= at)
            yield return waiting.Dequeue().Thing;
    }

    private Moment Due(Moment start) =>
        Days > MostDays ? Moment.Never : start + TimeSpan.FromDays(Days);
}
