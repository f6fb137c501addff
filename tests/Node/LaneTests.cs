using Evenhand.Node.Accounts;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

public class LaneTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_takes_long_keeps_nobody_waiting_who_comes_after_it()
    {
        var (slow, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        var lane = new Lane<int>(
            2,
            async item =>
            {
                if (item == 1)
                    await slow.Task;
                if (item == 3)
                    done.SetResult();
            },
            _ => { },
            Ends
        );
        lane.TryAdd(1).ShouldBeTrue();
        lane.TryAdd(1).ShouldBeFalse();
        lane.TryAdd(2).ShouldBeTrue();
        lane.TryAdd(3).ShouldBeTrue();
        await done.Task.WaitAsync(Wait.Longest, Ends);
        lane.Idle.IsCompleted.ShouldBeFalse();
        slow.SetResult();
        await lane.Idle;
    }

    [Fact]
    public async Task No_more_are_worked_on_at_once_than_it_was_made_for_and_each_may_come_again()
    {
        var (gate, now, most, times) = (new Lock(), 0, 0, 0);
        Lane<int>? lane = null;
        lane = new Lane<int>(
            3,
            async _ =>
            {
                lock (gate)
                    most = Math.Max(most, ++now);
                await Task.Yield();
                lock (gate)
                    now--;
            },
            item =>
            {
                if (Interlocked.Increment(ref times) <= 100)
                    lane!.TryAdd(item);
            },
            Ends
        );
        for (var item = 0; item < 10; item++)
            lane.TryAdd(item);
        await lane.Idle;
        (most <= 3, times).ShouldBe((true, 110));
    }

    [Fact]
    public async Task What_nobody_foresaw_ends_it_for_whoever_waits_and_it_goes_on_with_the_next()
    {
        var lane = new Lane<int>(
            1,
            item => item == 1 ? throw new InvalidOperationException("a bug") : Task.CompletedTask,
            _ => { },
            Ends
        );
        lane.TryAdd(1);
        await Should.ThrowAsync<InvalidOperationException>(() => lane.Idle);
        lane.TryAdd(2).ShouldBeTrue();
        await lane.Idle;
    }
}
