using System.Diagnostics;

namespace Evenhand.Ledger.Segments;

/// <summary>Something that is not done again before a while has passed. For one thread at a time.</summary>
internal sealed class Seldom(TimeSpan pause)
{
    private long? last;

    /// <summary>Whether it may be done now; if so, it counts as done.</summary>
    public bool IsDue()
    {
        if (last is { } then && Stopwatch.GetElapsedTime(then) < pause)
            return false;
        last = Stopwatch.GetTimestamp();
        return true;
    }
}
