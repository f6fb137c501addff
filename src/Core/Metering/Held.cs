using Evenhand.Core.Policy;

namespace Evenhand.Core.Metering;

/// <summary>What reservations hold: units of meters by key, tokens of buckets, money of the wallet.</summary>
internal sealed class Held
{
    private readonly Dictionary<(int Meter, long Key), Int128> units = [];
    private readonly Dictionary<int, Int128> all = [];
    private readonly Dictionary<int, Int128> tokens = [];

    /// <summary>Money held, in the account's currency.</summary>
    public decimal Money { get; private set; }

    /// <summary>Whether anything is held.</summary>
    public bool Any => all.Count + tokens.Count > 0 || Money != 0;

    /// <summary>Units of a meter held under a key.</summary>
    public Int128 Of(int meter, long key) =>
        units.Count == 0 ? 0 : units.GetValueOrDefault((meter, key));

    /// <summary>Units of a meter held under all keys.</summary>
    public Int128 OfAll(int meter) => all.Count == 0 ? 0 : all.GetValueOrDefault(meter);

    /// <summary>Units held that an allowance would cover: those of the key, or of all keys where they share it.</summary>
    public Int128 Of(Allowance allowance, long key) =>
        allowance.PerKey ? Of(allowance.Meter, key) : OfAll(allowance.Meter);

    /// <summary>Tokens of a bucket held.</summary>
    public Int128 OfBucket(int bucket) => tokens.Count == 0 ? 0 : tokens.GetValueOrDefault(bucket);

    /// <summary>Holds units, or gives them back when negative.</summary>
    public void Add(int meter, long key, Int128 amount)
    {
        Add(units, (meter, key), amount);
        Add(all, meter, amount);
    }

    /// <summary>Holds tokens, or gives them back when negative.</summary>
    public void AddTokens(int bucket, Int128 amount) => Add(tokens, bucket, amount);

    /// <summary>Holds money, or gives it back when negative.</summary>
    public void AddMoney(decimal amount) => Money += amount;

    private static void Add<TKey>(Dictionary<TKey, Int128> sums, TKey key, Int128 amount)
        where TKey : notnull
    {
        var sum = sums.GetValueOrDefault(key) + amount;
        if (sum == 0)
            sums.Remove(key);
        else
            sums[key] = sum;
    }
}
