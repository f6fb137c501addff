using System.Collections.Concurrent;

namespace Evenhand.Tests.Client;

/// <summary>
/// A clock on which short waits are over at once and noted, and long ones, which are deadlines, never end. So retries need no
/// sleep, and a test sees how long they would have waited.
/// </summary>
internal sealed class HastyTime(TimeSpan longestWait) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> waits = new();

    public IReadOnlyList<TimeSpan> Waits => [.. waits];

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        if (dueTime > longestWait || dueTime < TimeSpan.Zero)
            return new Never();
        waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
