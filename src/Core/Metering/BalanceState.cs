using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Metering;

/// <summary>Creations less deletions by key; deleting more than there is leaves nothing.</summary>
internal sealed class BalanceState(BalanceMeter meter)
{
    private readonly Counters counts = new();

    /// <summary>The meter.</summary>
    public BalanceMeter Meter { get; } = meter;

    /// <summary>Adds to a key's balance and returns it.</summary>
    public Int128 Add(long key, long amount) => counts.Add(key, 0, amount);

    /// <summary>Takes from a key's balance.</summary>
    public void Take(long key, long amount) =>
        counts.Add(key, 0, -(long)Int128.Min(amount, Sum(key)));

    /// <summary>The balance of all keys together.</summary>
    public Int128 Total => counts.All(0).Aggregate((Int128)0, (all, counter) => all + counter.Sum);

    /// <summary>The balances of all keys.</summary>
    public IEnumerable<(long Key, Int128 Sum)> All => counts.All(0);

    /// <summary>A key's balance.</summary>
    public Int128 Sum(long key) => counts.Sum(key, 0);

    /// <summary>Writes or reads the balances.</summary>
    public void Exchange(StatePort port) => counts.Exchange(port);
}
