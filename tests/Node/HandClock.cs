using Evenhand.Tests.Core;
using Microsoft.Extensions.Time.Testing;

namespace Evenhand.Tests.Node;

/// <summary>
/// A clock that only the test moves, also backwards. Its timers never ring, so that a jump over months is cheap; what
/// is due is done when the test says so.
/// </summary>
internal sealed class HandClock(string instant) : TimeProvider
{
    private DateTimeOffset now = At(instant);
    private long steady;

    /// <summary>Told whenever somebody looks at it.</summary>
    public Action Asked { get; set; } = () => { };

    public override DateTimeOffset GetUtcNow()
    {
        Asked();
        return now;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => steady;

    /// <summary>Lets time pass until an instant; an earlier one is a clock that is set back.</summary>
    public void Set(string instant) => Add(At(instant) - now);

    /// <summary>Lets time pass.</summary>
    public void Add(TimeSpan span)
    {
        now += span;
        steady += Math.Max(0, span.Ticks);
    }

    /// <summary>Sets the clock without any time passing.</summary>
    public void Jump(TimeSpan span) => now += span;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) => new FakeTimeProvider().CreateTimer(callback, state, dueTime, period);

    private static DateTimeOffset At(string instant) => Story.Instant(instant).ToDateTimeOffset();
}
