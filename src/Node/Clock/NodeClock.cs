using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Clock;

/// <summary>
/// The time that a node goes by: the machine's clock as it stood when the node began,
/// carried on by the steady clock. The machine's clock steers it, slowly; one that jumps is not followed until it is back
/// or confirmed. Inside it reckons in ticks, which can be exchanged without a lock. Safe to use from many threads.
/// </summary>
internal sealed class NodeClock : TimeProvider
{
    /// <summary>By so much the machine's clock may differ from what it is expected to show.</summary>
    public static readonly long Tolerance = TimeSpan.FromMinutes(5).Ticks;

    /// <summary>For so long a node may have stood still without anybody being asked.</summary>
    public static readonly long LongestAbsence = TimeSpan.FromDays(32).Ticks;

    /// <summary>
    /// The machine's clock may drift from the steady one by 500 millionths, the most that a clock is slewed by: what is
    /// faster than that adds up to a jump, in however small steps it comes.
    /// </summary>
    private const int Drift = 2000;

    /// <summary>We follow it by a sixteenth of the time that passes, so that no bucket is filled by a step of the clock.</summary>
    private const int Slew = 16;

    private static readonly long LooksAgain = TimeSpan.FromMilliseconds(100).Ticks;

    private readonly TimeProvider machine;
    private readonly long began;
    private readonly Lock gate = new();
    private (long From, long To) begins = (long.MinValue, long.MaxValue);
    private ClockJump? jump;
    private Moment? since;
    private long lookedAt;
    private long expected;
    private long followed;
    private long latest = long.MinValue;
    private long lead;

    // What confirms another time is itself stored under the time before.
    private (long At, long Wall) confirmed = (long.MinValue, 0);
    private int steppedBack;

    /// <summary>A clock that is followed; <see cref="Begin"/> holds it against a ledger.</summary>
    public NodeClock(TimeProvider machine)
    {
        (this.machine, began) = (machine, machine.GetTimestamp());
        expected = followed = Shown;
    }

    /// <summary>The present.</summary>
    public Moment Now
    {
        get
        {
            var steady = Steady;
            if (steady - Volatile.Read(ref lookedAt) >= LooksAgain)
                Look();
            return new(Latest(steady + Volatile.Read(ref followed)));
        }
    }

    /// <summary>How it stands.</summary>
    public ClockState State
    {
        get
        {
            Look();
            lock (gate)
                return new ClockState(Now, Wall, jump, since);
        }
    }

    /// <summary>Whether what time drives may go on.</summary>
    public bool IsTrusted
    {
        get
        {
            Look();
            return jump is null;
        }
    }

    /// <summary>What the machine's clock shows, whether it is followed or not.</summary>
    public Moment Wall => new(Shown);

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now.Ticks);

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Holds the machine's clock against the ledger that the node takes up.</summary>
    /// <param name="last">When it was last written; <see cref="Moment.Earliest"/> where it never was.</param>
    /// <param name="hasAccounts">Whether there are accounts, about whom something could be stated too soon.</param>
    public void Begin(Moment last, bool hasAccounts)
    {
        if (last == Moment.Earliest)
            return;
        lock (gate)
            Begin(last.Ticks, hasAccounts);
    }

    private void Begin(long last, bool hasAccounts)
    {
        if (last == confirmed.At)
            last = confirmed.Wall;
        var most = hasAccounts ? LongestAbsence : long.MaxValue - last;
        begins = (last, last + (lead > 0 ? Math.Min(most, lead - Tolerance) : most));
        var (wall, steady) = (Shown, Steady);
        if (wall >= begins.From && wall <= begins.To)
            return;
        jump =
            wall < last ? ClockJump.BehindLedger
            : wall - last > most ? ClockJump.FarAfterLedger
            : ClockJump.Unresolved;
        (expected, followed, since) = (last - steady, last - steady, new Moment(last));
    }

    /// <summary>Looks at the machine's clock.</summary>
    public void Look()
    {
        lock (gate)
        {
            var steady = Steady;
            var passed = Math.Max(0, steady - lookedAt);
            Volatile.Write(ref lookedAt, steady);
            var offset = Shown - steady;
            Judge(offset, steady);
            if (jump is null)
                expected += Bounded(offset - expected, passed / Drift);
            var target = jump is null ? offset : expected;
            Volatile.Write(ref followed, followed + Bounded(target - followed, passed / Slew));
        }
    }

    /// <summary>Takes note of what was stored about the clock, here or by another process.</summary>
    /// <param name="record">The record.</param>
    /// <param name="at">When it was stored.</param>
    public void Learn(ClockRecord record, Moment at)
    {
        lock (gate)
        {
            lead = record.What == ClockWord.Jumped ? (record.Wall - at).Ticks : 0;
            WasConfirmed = record.What == ClockWord.Confirmed;
            if (!WasConfirmed)
                return;
            confirmed = (at.Ticks, record.Wall.Ticks);
            Look();
            if (jump is not null && Math.Abs(record.Wall.Ticks - Shown) <= Tolerance)
                Trust();
        }
    }

    /// <summary>Whether the last that was stored about it is that it is right.</summary>
    public bool WasConfirmed { get; private set; }

    /// <summary>Whether it was confirmed at an earlier time, so that what was folded is ahead of the present. Asked once.</summary>
    public bool TakeStepBack() => Interlocked.Exchange(ref steppedBack, 0) != 0;

    private long Shown => (machine.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;

    private long Steady => machine.GetElapsedTime(began).Ticks;

    private void Judge(long offset, long steady)
    {
        var away = offset - expected;
        if (jump is null && Math.Abs(away) > Tolerance)
            (jump, since) = (
                away > 0 ? ClockJump.Ahead : ClockJump.Back,
                new Moment(steady + followed)
            );
        else if (jump is ClockJump.Ahead or ClockJump.Back && Math.Abs(away) <= Tolerance)
            (jump, since) = (null, null);
        else if (jump is not null and not ClockJump.Ahead and not ClockJump.Back)
            JudgeStart(offset, steady);
    }

    /// <summary>One that was wrong at the start is followed as if it had been right then, once it could have been.</summary>
    private void JudgeStart(long offset, long steady)
    {
        var wall = offset + steady;
        if (wall < Math.Max(begins.From, begins.From + steady - Tolerance))
            return;
        if (wall - steady > begins.To)
            return;
        (jump, since, expected) = (null, null, offset);
        Volatile.Write(ref followed, Math.Max(followed, offset));
    }

    /// <summary>Follows the machine's clock as it is, also back.</summary>
    private void Trust()
    {
        var (offset, before) = (Shown - Steady, followed);
        (jump, since, expected) = (null, null, offset);
        Volatile.Write(ref followed, offset);
        if (offset >= before)
            return;
        Interlocked.Exchange(ref latest, long.MinValue);
        Interlocked.Exchange(ref steppedBack, 1);
    }

    private long Latest(long now)
    {
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

    private static long Bounded(long step, long most) => Math.Clamp(step, -most, most);
}
