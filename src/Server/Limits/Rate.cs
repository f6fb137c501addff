namespace Evenhand.Server.Limits;

/// <summary>
/// So many a second, and two seconds' worth at once: a leaky bucket that is one number for each key, the instant up to which
/// its requests are spoken for (the generic cell rate algorithm). The framework's limiters keep queues and timers of their own,
/// and no clock of ours reaches them.
/// </summary>
/// <param name="perSecond">How many a second, from 1.</param>
internal sealed class Rate(int perSecond)
{
    private static readonly long Burst = TimeSpan.FromSeconds(2).Ticks;

    private readonly long interval = TimeSpan.TicksPerSecond / perSecond;

    /// <summary>Lets one pass; else says when the next may.</summary>
    /// <param name="spoken">Up to when the key's requests are spoken for, in ticks.</param>
    /// <param name="now">The present, in ticks of a clock that only goes forward.</param>
    /// <param name="wait">How long to wait; zero where it passes.</param>
    public bool Pass(ref long spoken, long now, out TimeSpan wait)
    {
        while (true)
        {
            var before = Volatile.Read(ref spoken);
            var from = Math.Max(before, now);
            wait = TimeSpan.FromTicks(Math.Max(0, from + interval - now - Burst));
            if (wait > TimeSpan.Zero)
                return false;
            if (Interlocked.CompareExchange(ref spoken, from + interval, before) == before)
                return true;
        }
    }
}
