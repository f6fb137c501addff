using System.Collections.Concurrent;
using Evenhand.Core.Time;

namespace Evenhand.Server.Access;

/// <summary>
/// Sessions that somebody signed out of, and links that open once and were opened, as long as a copy would still open something.
/// Nothing else about sessions is kept, and a start forgets it.
/// </summary>
/// <param name="now">The present.</param>
/// <param name="lasting">How long a session goes on unused.</param>
internal sealed class EndedSessions(Func<Moment> now, TimeSpan lasting)
{
    private readonly ConcurrentDictionary<string, Moment> ended = new(StringComparer.Ordinal);

    /// <summary>Ends a session for good, or has a link opened.</summary>
    public void Add(string id) => TryAdd(id);

    /// <summary>The same; whether it was not so before.</summary>
    public bool TryAdd(string id)
    {
        var present = now();
        foreach (var (other, until) in ended)
            if (until <= present)
                ended.TryRemove(other, out _);
        return ended.TryAdd(id, present + lasting);
    }

    /// <summary>Whether a session was ended.</summary>
    public bool Has(string id) => ended.ContainsKey(id);
}
