using Evenhand.Core.Time;

namespace Evenhand.Node.Accounts;

/// <summary>
/// The copies that are to be made to one target, in the order in which they are tried. When each of them is tried again is forgotten with the account's place in
/// memory; when the target is, is written down.
/// </summary>
/// <param name="target">The name of the target.</param>
internal sealed class CopyQueue(string target)
{
    private readonly SortedSet<(Moment Again, string Thing)> due = [];
    private readonly Dictionary<string, DueCopy> byThing = new(StringComparer.Ordinal);

    /// <summary>The name of the target.</summary>
    public string Target => target;

    /// <summary>How many there are.</summary>
    public int Count => byThing.Count;

    /// <summary>All of them, in the order in which they are tried.</summary>
    public IEnumerable<DueCopy> All => due.Select(each => byThing[each.Thing]);

    /// <summary>Before when none is tried, because the target takes nothing.</summary>
    public Moment Again { get; private set; } = Moment.Earliest;

    /// <summary>How often the target failed since it last took one.</summary>
    public int Failed { get; private set; }

    /// <summary>Until when somebody is at work on it, so that nobody else need look.</summary>
    public Moment AtWorkUntil { get; set; } = Moment.Earliest;

    /// <summary>When the next is tried; never while there is none.</summary>
    public Moment Next => due.Count > 0 ? Moment.Max(due.Min.Again, Again) : Moment.Never;

    /// <summary>When somebody should look at it.</summary>
    public Moment NextLook => Moment.Max(Next, AtWorkUntil);

    /// <summary>The one that is tried next; null for none by now.</summary>
    public DueCopy? DueBy(Moment now) => Next <= now ? byThing[due.Min.Thing] : null;

    /// <summary>The copy of a thing; null where none is to be made.</summary>
    public DueCopy? Find(string thing) => byThing.GetValueOrDefault(thing);

    /// <summary>A copy of a thing is to be made; where that is known it changes nothing.</summary>
    public void Add(string thing, Moment now)
    {
        if (byThing.TryAdd(thing, new DueCopy(thing, now)))
            due.Add((Moment.Earliest, thing));
    }

    /// <summary>A copy is made, or not to be made any more.</summary>
    public void Remove(string thing)
    {
        if (byThing.Remove(thing, out var copy))
            due.Remove((copy.Again, thing));
    }

    /// <summary>A copy is not tried until an instant; others are.</summary>
    /// <param name="thing">The thing.</param>
    /// <param name="until">The instant.</param>
    /// <param name="why">Why not.</param>
    /// <param name="failed">Whether something failed.</param>
    public void PutOff(string thing, Moment until, string why, bool failed)
    {
        if (!byThing.TryGetValue(thing, out var copy))
            return;
        due.Remove((copy.Again, thing));
        (copy.Again, copy.Why) = (until, why);
        copy.Failed += failed ? 1 : 0;
        due.Add((copy.Again, thing));
    }

    /// <summary>Nothing is tried until an instant.</summary>
    public void PutOff(Moment until) => (Again, Failed) = (until, Failed + 1);

    /// <summary>Goes on from what was written down.</summary>
    /// <param name="until">Before when nothing is tried.</param>
    /// <param name="failed">How often the target failed since it last took one.</param>
    public void GoOn(Moment until, int failed) => (Again, Failed) = (until, failed);

    /// <summary>The target took one, or may be another now.</summary>
    public void Renew() => (Again, Failed) = (Moment.Earliest, 0);

    /// <summary>All of them are tried now, whatever stood in the way.</summary>
    public void TryAll()
    {
        Renew();
        foreach (var thing in byThing.Keys.ToArray())
        {
            due.Remove((byThing[thing].Again, thing));
            byThing[thing].Again = Moment.Earliest;
            due.Add((Moment.Earliest, thing));
        }
    }
}

/// <summary>A copy that is to be made.</summary>
/// <param name="thing">The name of the thing.</param>
/// <param name="since">When that was found.</param>
internal sealed class DueCopy(string thing, Moment since)
{
    /// <summary>The name of the thing.</summary>
    public string Thing => thing;

    /// <summary>When it was found to be due.</summary>
    public Moment Since => since;

    /// <summary>Before when it is not tried again.</summary>
    public Moment Again { get; set; } = Moment.Earliest;

    /// <summary>Why not; null where nothing stands in the way.</summary>
    public string? Why { get; set; }

    /// <summary>How often it failed.</summary>
    public int Failed { get; set; }

    /// <summary>Whether the account was told that it could not be made.</summary>
    public bool IsTold { get; set; }
}
