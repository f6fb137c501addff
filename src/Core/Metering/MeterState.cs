using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>
/// What one meter has counted. It is a <see cref="FlowState"/>, a <see cref="StockState"/>, a <see cref="BalanceState"/> or a
/// <see cref="RatioState"/>, and nothing else: who tells them apart names all four, and meets a fifth with
/// <see cref="Unknown"/>.
/// </summary>
internal abstract class MeterState : Part
{
    /// <summary>The meter.</summary>
    public abstract Meter Meter { get; }

    /// <summary>The window in which it counts; null for what counts over no span.</summary>
    public abstract Window? Window { get; }

    /// <summary>The keys under which something counts at an instant; none where it goes by no key.</summary>
    /// <param name="time">The instant.</param>
    /// <param name="window">The window that holds it.</param>
    public abstract IEnumerable<long> Keys(Moment time, long window);

    /// <summary>When what counts under a key will next be less because a window rolls; null where none does.</summary>
    public virtual Moment? NextDecrease(long key) => null;

    /// <summary>What to throw where a meter is of a kind that nobody thought of, or not of the kind that counts so.</summary>
    public InvalidOperationException Unknown() => new($"{GetType().Name} does not count so");
}
