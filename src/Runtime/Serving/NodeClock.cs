namespace Evenhand.Runtime.Serving;

/// <summary>The present in ticks of 100 ns since the Unix epoch. It never goes back, though the system's clock may.</summary>
internal sealed class NodeClock(TimeProvider time)
{
    private long latest;

    /// <summary>The clock that it reads.</summary>
    public TimeProvider Time => time;

    /// <summary>The present.</summary>
    public long Now
    {
        get
        {
            var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
            var seen = Volatile.Read(ref latest);
            while (now > seen)
            {
                var before = Interlocked.CompareExchange(ref latest, now, seen);
                if (before == seen)
                    return now;
                seen = before;
            }
            return seen;
        }
    }
}
