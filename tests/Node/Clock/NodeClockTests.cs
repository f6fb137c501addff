using Evenhand.Core.Time;
using Evenhand.Node.Clock;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Clock;

/// <summary>The time that a node goes by, while the machine's clock does what clocks do.</summary>
[Trait("fault", "H4")]
public class NodeClockTests(ITestOutputHelper output)
{
    private static readonly Moment Start = Core.Story.Moment("2026-01-10");

    [Fact]
    public void While_the_clock_runs_as_the_steady_one_does_it_is_followed_to_the_tick()
    {
        var (hand, clock) = Begun();
        foreach (var span in new[] { 0.1, 3, 86_400, 30 * 86_400.0 })
        {
            hand.Add(TimeSpan.FromSeconds(span));
            clock.State.ShouldBe(new ClockState(clock.Wall, clock.Wall, null, null));
        }
    }

    [Theory]
    [InlineData(366 * 86_400, ClockJump.Ahead)]
    [InlineData(600, ClockJump.Ahead)]
    [InlineData(301, ClockJump.Ahead)]
    [InlineData(299, null)]
    [InlineData(1, null)]
    [InlineData(-1, null)]
    [InlineData(-299, null)]
    [InlineData(-301, ClockJump.Back)]
    [InlineData(-366 * 86_400, ClockJump.Back)]
    public void A_step_of_more_than_five_minutes_is_a_jump_and_is_not_followed(
        int seconds,
        ClockJump? jump
    )
    {
        var (hand, clock) = Begun();
        hand.Jump(TimeSpan.FromSeconds(seconds));
        hand.Add(TimeSpan.FromSeconds(2));
        clock.State.Jump.ShouldBe(jump);
        var passed = clock.Now - Start;
        passed.ShouldBeInRange(Seconds(2) - Seconds(2) / 16, Seconds(2) + Seconds(2) / 16);
        hand.Jump(TimeSpan.FromSeconds(-seconds));
        clock.State.IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public void A_clock_that_comes_back_a_little_off_is_followed_again()
    {
        var (hand, clock) = Begun();
        hand.Jump(TimeSpan.FromDays(366));
        clock.State.Why.ShouldBe("the machine's clock jumped ahead by 366 days");
        hand.Add(TimeSpan.FromHours(1));
        hand.Jump(TimeSpan.FromDays(-366) + TimeSpan.FromSeconds(40));
        clock.State.IsTrusted.ShouldBeTrue();
        hand.Add(TimeSpan.FromHours(1));
        clock.Now.ShouldBe(clock.Wall);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(-10, 1)]
    [InlineData(290, 3_600)]
    [InlineData(-290, 3_600)]
    public void A_jump_in_small_steps_is_a_jump(int step, int every)
    {
        var (hand, clock) = Begun();
        var steps = 0;
        while (clock.State.IsTrusted && steps < 1_000)
        {
            hand.Jump(TimeSpan.FromSeconds(step));
            hand.Add(TimeSpan.FromSeconds(every));
            steps++;
        }
        (steps * Math.Abs(step)).ShouldBeInRange(300, 600);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(-400)]
    public void A_clock_that_is_slewed_for_months_is_followed(int millionths)
    {
        var (hand, clock) = Begun();
        for (var hour = 0; hour < 100 * 24; hour++)
        {
            hand.Add(TimeSpan.FromHours(1));
            hand.Jump(TimeSpan.FromTicks(TimeSpan.TicksPerHour / 1_000_000 * millionths));
            clock.State.IsTrusted.ShouldBeTrue();
        }
        (clock.Now - clock.Wall).Duration().ShouldBeLessThan(Seconds(2));
    }

    [Fact]
    public void A_machine_that_slept_for_a_week_did_not_jump()
    {
        var (hand, clock) = Begun();
        hand.Add(TimeSpan.FromDays(7));
        clock.State.IsTrusted.ShouldBeTrue();
        clock.Now.ShouldBe(Start + TimeSpan.FromDays(7));
    }

    [Fact]
    public void The_machines_steady_clock_runs_at_its_frequency()
    {
        var time = MachineTime.Instance;
        var (begun, system) = (time.GetTimestamp(), System.Diagnostics.Stopwatch.GetTimestamp());
        while (System.Diagnostics.Stopwatch.GetElapsedTime(system).TotalMilliseconds < 20) { }
        time.GetElapsedTime(begun).TotalMilliseconds.ShouldBeInRange(19, 2_000);
    }

    [Theory]
    [InlineData("2026-01-10", "2026-01-10", true, null)]
    [InlineData("2026-01-10", "2026-01-17", true, null)]
    [InlineData("2026-01-10", "2026-02-11", true, null)]
    [InlineData("2026-01-10", "2026-02-11T00:00:01Z", true, ClockJump.FarAfterLedger)]
    [InlineData("2026-01-10", "2027-01-11", true, ClockJump.FarAfterLedger)]
    [InlineData("2026-01-10", "2027-01-11", false, null)]
    [InlineData("2026-01-10", "2026-01-09T23:59:59Z", true, ClockJump.BehindLedger)]
    [InlineData("2026-01-10", "1970-01-01", false, ClockJump.BehindLedger)]
    [InlineData(null, "1970-01-01", false, null)]
    public void At_the_start_the_clock_is_held_against_the_last_commit(
        string? last,
        string wall,
        bool accounts,
        ClockJump? jump
    )
    {
        var clock = new NodeClock(new HandClock(wall));
        clock.Begin(last is null ? Moment.Earliest : Core.Story.Moment(last), accounts);
        clock.State.Jump.ShouldBe(jump);
        clock.Now.ShouldBe(Core.Story.Moment(jump is null ? wall : last!));
    }

    [Fact]
    public void A_clock_that_was_behind_at_the_start_is_followed_once_it_can_be_right()
    {
        var hand = new HandClock("1970-01-01");
        var clock = new NodeClock(hand);
        clock.Begin(Start, hasAccounts: true);
        hand.Add(TimeSpan.FromMinutes(3));
        clock.Now.ShouldBe(Start + TimeSpan.FromMinutes(3));
        hand.Jump(Core.Story.Moment("2026-01-12") - Core.Story.Moment("1970-01-01"));
        clock.State.IsTrusted.ShouldBeTrue();
        clock.Now.ShouldBe(clock.Wall);
    }

    [Theory]
    [InlineData("2026-01-10T00:30:00Z", null)]
    [InlineData("2026-01-10T01:00:00Z", ClockJump.Unresolved)]
    [InlineData("2026-01-17", ClockJump.Unresolved)]
    [InlineData("2026-03-17", ClockJump.FarAfterLedger)]
    public void A_jump_that_nothing_resolved_is_one_after_a_restart_too(
        string wall,
        ClockJump? jump
    )
    {
        var clock = new NodeClock(new HandClock(wall));
        var ahead = Start + TimeSpan.FromHours(1);
        clock.Learn(new ClockRecord(ClockWord.Jumped, ahead, ClockJump.Ahead, null), Start);
        clock.Begin(Start, hasAccounts: true);
        clock.State.Jump.ShouldBe(jump);
    }

    [Fact]
    public void A_clock_that_is_confirmed_is_followed_at_once_also_back()
    {
        var (hand, clock) = Begun();
        foreach (var days in new[] { 366, -366 })
        {
            hand.Jump(TimeSpan.FromDays(days));
            clock.State.IsTrusted.ShouldBeFalse();
            clock.Learn(Confirmed(clock.Wall + Seconds(3_600)), Start);
            clock.State.IsTrusted.ShouldBeFalse("another clock was confirmed");
            clock.Learn(Confirmed(clock.Wall + Seconds(2)), Start);
            clock.State.ShouldBe(new ClockState(clock.Wall, clock.Wall, null, null));
            clock.TakeStepBack().ShouldBe(days < 0);
            clock.TakeStepBack().ShouldBeFalse();
        }
    }

    [Fact]
    public void Whatever_the_clock_does_time_goes_forward_and_hardly_faster_than_it_passes()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (hand, clock) = Begun();
        var (before, passed) = (clock.Now, 0L);
        for (var i = 0; i < 5_000; i++)
        {
            var pass = random.NextInt64(Seconds(1 << random.Next(12)).Ticks);
            hand.Add(TimeSpan.FromTicks(pass));
            if (random.Next(3) == 0)
                hand.Jump(
                    TimeSpan.FromTicks(random.NextInt64(-Seconds(700).Ticks, Seconds(700).Ticks))
                );
            passed += pass;
            var now = clock.Now;
            now.ShouldBeGreaterThanOrEqualTo(before);
            (now - Start).Ticks.ShouldBeInRange(passed - passed / 16, passed + passed / 16 + 1);
            before = now;
        }
    }

    private static (HandClock Hand, NodeClock Clock) Begun()
    {
        var hand = new HandClock("2026-01-10");
        var clock = new NodeClock(hand);
        clock.Begin(Start, hasAccounts: true);
        return (hand, clock);
    }

    private static ClockRecord Confirmed(Moment wall) => new(ClockWord.Confirmed, wall, null, "");

    private static TimeSpan Seconds(long seconds) => TimeSpan.FromSeconds(seconds);
}
