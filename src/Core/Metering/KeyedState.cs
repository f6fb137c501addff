using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>For which keys a state is open, and until when.</summary>
internal sealed class KeyedState(State rule) : Part
{
    private readonly Dictionary<long, Opening> openings = [];
    private long episodes;

    /// <summary>The rule.</summary>
    public State Rule { get; } = rule;

    /// <summary>
    /// Opens the state for a key, or opens it anew. What came late opens it from when it happened; it shortens nothing, and
    /// what would be over is not opened.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="happened">When it was opened.</param>
    /// <param name="time">The present.</param>
    /// <param name="calendar">The account's calendar.</param>
    public void Open(long key, long happened, long time, Calendar calendar)
    {
        if (happened < time && Math.Max(time, OpenUntil(key)) >= Ends(happened, calendar))
            return;
        var episode = IsOpen(key, time) ? openings[key].Episode : ++episodes;
        openings[key] = new Opening(Ends(happened, calendar), episode);
    }

    /// <summary>Closes the state for a key.</summary>
    public void Close(long key) => openings.Remove(key);

    /// <summary>Whether it is open for a key.</summary>
    public bool IsOpen(long key, long time) =>
        openings.TryGetValue(key, out var opening) && time < opening.Ends;

    /// <summary>Until when it is open for a key as things stand; an instant that is past when it is not.</summary>
    public long OpenUntil(long key) =>
        openings.TryGetValue(key, out var opening) ? opening.Ends : long.MinValue;

    /// <summary>Whether it is open for no key at all.</summary>
    public bool IsEmpty(long time)
    {
        foreach (var opening in openings.Values)
            if (time < opening.Ends)
                return false;
        return true;
    }

    /// <summary>The number of the present opening for a key; 0 when it is not open.</summary>
    public long Episode(long key, long time) => IsOpen(key, time) ? openings[key].Episode : 0;

    /// <summary>Writes or reads the openings.</summary>
    public override void Exchange(StatePort port)
    {
        port.Map(
            openings,
            (port, opening) => new(port.Exchange(opening.Ends), port.Exchange(opening.Episode))
        );
        episodes = port.Exchange(episodes);
    }

    private long Ends(long time, Calendar calendar)
    {
        if (Rule.Lasts == 0)
            return long.MaxValue;
        var end = time + Rule.Lasts;
        return Rule.ToEndOfDay ? calendar.DayAt(end).To : end;
    }

    private readonly record struct Opening(long Ends, long Episode);
}
