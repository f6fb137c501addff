using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>For which keys a state is open, and until when.</summary>
internal sealed class KeyedState(OpenState rule) : Part
{
    private SmallMap<long, Opening> openings;
    private long episodes;

    /// <summary>The rule.</summary>
    public OpenState Rule { get; } = rule;

    /// <summary>
    /// Opens the state for a key, or opens it anew. What came late opens it from when it happened; it shortens nothing, and
    /// what would be over is not opened.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="happened">When it was opened.</param>
    /// <param name="time">The present.</param>
    /// <param name="calendar">The account's calendar.</param>
    public void Open(long key, Moment happened, Moment time, Calendar calendar)
    {
        if (happened < time && Moment.Max(time, OpenUntil(key)) >= Ends(happened, calendar))
            return;
        var episode = IsOpen(key, time) ? openings[key].Episode : ++episodes;
        openings[key] = new Opening(Ends(happened, calendar), episode);
    }

    /// <summary>Closes the state for a key.</summary>
    public void Close(long key) => openings.Remove(key);

    /// <summary>Whether it is open for a key.</summary>
    public bool IsOpen(long key, Moment time) =>
        openings.TryGetValue(key, out var opening) && time < opening.Ends;

    /// <summary>Until when it is open for a key as things stand; an instant that is past when it is not.</summary>
    public Moment OpenUntil(long key) =>
        openings.TryGetValue(key, out var opening) ? opening.Ends : Moment.Earliest;

    /// <summary>Whether it is open for no key at all.</summary>
    public bool IsEmpty(Moment time)
    {
        foreach (var (_, opening) in openings.All())
            if (time < opening.Ends)
                return false;
        return true;
    }

    /// <summary>The number of the present opening for a key; 0 when it is not open.</summary>
    public long Episode(long key, Moment time) => IsOpen(key, time) ? openings[key].Episode : 0;

    /// <summary>Writes or reads the openings.</summary>
    public override void Exchange(StatePort port)
    {
        port.Map(
            ref openings,
            (port, opening) => new(port.Exchange(opening.Ends), port.Exchange(opening.Episode))
        );
        episodes = port.Exchange(episodes);
    }

    private Moment Ends(Moment time, Calendar calendar)
    {
        if (Rule.Lasts == TimeSpan.Zero)
            return Moment.Never;
        var end = time + Rule.Lasts;
        return Rule.ToEndOfDay ? calendar.DayAt(end).To : end;
    }

    private readonly record struct Opening(Moment Ends, long Episode);
}
