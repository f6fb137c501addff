using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Viewing;

/// <summary>When what is included or allowed came to be used up, as a fold of the whole stream found it.</summary>
public sealed class RunOuts
{
    private readonly Dictionary<(string Version, AllowanceKind Kind, int Place), Entry> entries =
    [];

    /// <summary>Nothing ran out, as far as is known.</summary>
    public static readonly RunOuts None = new();

    /// <summary>Notes how much is left of a figure after something happened.</summary>
    /// <param name="of">The version, the kind and the place of the figure in it.</param>
    /// <param name="key">Whose it is, where each key has its own.</param>
    /// <param name="window">The window in which it counts.</param>
    /// <param name="isOut">Whether nothing is left.</param>
    /// <param name="at">The instant.</param>
    internal void Note(
        (string Version, AllowanceKind Kind, int Place) of,
        long key,
        long window,
        bool isOut,
        Moment at
    )
    {
        var known = entries.TryGetValue(of, out var entry) && entry.Window == window;
        if (isOut && !known)
            entries[of] = new Entry(key, window, at);
        else if (!isOut && known && entry.Key == key)
            entries.Remove(of);
    }

    /// <summary>When a figure ran out in a window; null where it did not.</summary>
    internal Moment? At((string Version, AllowanceKind Kind, int Place) of, long window) =>
        entries.TryGetValue(of, out var entry) && entry.Window == window ? entry.At : null;

    /// <summary>What ran out of a limit of a version ran out of the same limit of one that counts alike.</summary>
    internal void TakeOver(string version, string from, Place<Limit> limit)
    {
        if (entries.TryGetValue((from, AllowanceKind.Limit, limit.Index), out var entry))
            entries[(version, AllowanceKind.Limit, limit.Index)] = entry;
    }

    /// <summary>Writes or reads it.</summary>
    internal void Exchange(StatePort port) =>
        port.Map(
            entries,
            (port, of) =>
                (
                    port.Exchange(of.Version),
                    (AllowanceKind)port.Exchange((int)of.Kind),
                    port.Exchange(of.Place)
                ),
            (port, entry) =>
                new Entry(
                    port.Exchange(entry.Key),
                    port.Exchange(entry.Window),
                    port.Exchange(entry.At)
                )
        );

    private readonly record struct Entry(long Key, long Window, Moment At);
}
