using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>Creations less deletions by key; deleting more than there is leaves nothing.</summary>
internal sealed class BalanceState(BalanceMeter meter) : MeterState
{
    private readonly Counters counts = new();

    /// <inheritdoc/>
    public override BalanceMeter Meter { get; } = meter;

    /// <inheritdoc/>
    public override Window? Window => null;

    /// <inheritdoc/>
    public override IEnumerable<long> Keys(Moment time, long window) =>
        counts.All(0).Select(each => each.Key);

    /// <summary>Adds to a key's balance and returns it.</summary>
    public Int128 Add(long key, long amount) => counts.Add(key, 0, amount);

    /// <summary>Takes from a key's balance.</summary>
    public void Take(long key, long amount) =>
        counts.Add(key, 0, -(long)Int128.Min(amount, Sum(key)));

    /// <summary>The balance of all keys together.</summary>
    public Int128 Total => counts.All(0).Aggregate((Int128)0, (all, counter) => all + counter.Sum);

    /// <summary>A key's balance.</summary>
    public Int128 Sum(long key) => counts.Sum(key, 0);

    /// <summary>Writes or reads the balances.</summary>
    public override void Exchange(StatePort port) => counts.Exchange(port);
}
