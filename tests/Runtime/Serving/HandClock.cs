using Evenhand.Tests.Core;
using Microsoft.Extensions.Time.Testing;

namespace Evenhand.Tests.Runtime.Serving;

/// <summary>
/// A clock that only the test moves, also backwards. Its timers never ring, so that a jump over months is cheap; what
/// is due is done when the test says so.
/// </summary>
internal sealed class HandClock(string instant) : TimeProvider
{
    private DateTimeOffset now = At(instant);

    public override DateTimeOffset GetUtcNow() => now;

    public void Set(string instant) => now = At(instant);

    public void Add(TimeSpan span) => now += span;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) => new FakeTimeProvider().CreateTimer(callback, state, dueTime, period);

    private static DateTimeOffset At(string instant) => Story.Instant(instant).ToDateTimeOffset();
}
