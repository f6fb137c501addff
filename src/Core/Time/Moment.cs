using System.Runtime.CompilerServices;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Core.Time;

/// <summary>
/// An instant, to the tick of 100 ns; what lies between two of them is a <see cref="TimeSpan"/>. It is a type of its own so
/// that an instant cannot stand where a key or a number of units is meant, and one word long, since the fold compares
/// instants by the million. Decision 0062 has what else was looked at.
/// </summary>
/// <param name="Ticks">Ticks of 100 ns since the Unix epoch.</param>
public readonly record struct Moment(long Ticks) : IComparable<Moment>
{
    /// <summary>Later than every instant.</summary>
    public static readonly Moment Never = new(long.MaxValue);

    /// <summary>Before every instant.</summary>
    public static readonly Moment Earliest = new(long.MinValue);

    /// <summary>The instant as the calendar's library has it.</summary>
    public static Moment Of(Instant instant) => new(instant.ToUnixTimeTicks());

    /// <summary>The instant that a clock tells.</summary>
    public static Moment Of(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks);

    /// <summary>The instant as the calendar's library has it.</summary>
    public Instant Instant => Instant.FromUnixTimeTicks(Ticks);

    /// <summary>The number of the day in UTC, counted from the epoch.</summary>
    public long UtcDay => Ticks / TimeSpan.TicksPerDay;

    /// <summary>The first instant of a day in UTC.</summary>
    public static Moment OfUtcDay(long day) => new(day * TimeSpan.TicksPerDay);

    /// <summary>The instant right after it.</summary>
    public Moment Next => new(Ticks + 1);

    /// <summary>The instant right before it.</summary>
    public Moment Previous => new(Ticks - 1);

    /// <summary>The earlier of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Moment Min(Moment one, Moment other) => one.Ticks <= other.Ticks ? one : other;

    /// <summary>The later of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Moment Max(Moment one, Moment other) => one.Ticks >= other.Ticks ? one : other;

    /// <summary>What lies between two.</summary>
    public static TimeSpan operator -(Moment later, Moment earlier) =>
        new(later.Ticks - earlier.Ticks);

    /// <summary>So much later.</summary>
    public static Moment operator +(Moment moment, TimeSpan span) => new(moment.Ticks + span.Ticks);

    /// <summary>So much earlier.</summary>
    public static Moment operator -(Moment moment, TimeSpan span) => new(moment.Ticks - span.Ticks);

    /// <summary>Whether one is before the other.</summary>
    public static bool operator <(Moment one, Moment other) => one.Ticks < other.Ticks;

    /// <summary>Whether one is not after the other.</summary>
    public static bool operator <=(Moment one, Moment other) => one.Ticks <= other.Ticks;

    /// <summary>Whether one is after the other.</summary>
    public static bool operator >(Moment one, Moment other) => one.Ticks > other.Ticks;

    /// <summary>Whether one is not before the other.</summary>
    public static bool operator >=(Moment one, Moment other) => one.Ticks >= other.Ticks;

    /// <inheritdoc/>
    public int CompareTo(Moment other) => Ticks.CompareTo(other.Ticks);

    /// <summary>As RFC 3339 has it, for whoever debugs; what is printed is printed elsewhere.</summary>
    public override string ToString() =>
        this == Never ? "never"
        : this == Earliest ? "earliest"
        : InstantPattern.ExtendedIso.Format(Instant);
}
