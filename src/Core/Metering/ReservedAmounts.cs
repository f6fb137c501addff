using System.Runtime.InteropServices;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>
/// What reservations hold of one state: units of meters by key, values of distinct meters, tokens of buckets, money of the
/// wallet, places among the acts that go on at once. It is made anew from the reservations and is no part of the state.
/// </summary>
internal sealed class ReservedAmounts
{
    private readonly Dictionary<(Place<Meter> Meter, long Key), Int128> units = [];
    private readonly Dictionary<(Place<Meter> Meter, long Key, long Value), Share> values = [];
    private readonly Dictionary<Place<Meter>, Int128> all = [];
    private readonly Dictionary<int, Int128> tokens = [];
    private readonly Dictionary<int, GoingOn> acts = [];

    /// <summary>Nothing, for whoever asks where there are no reservations.</summary>
    public static readonly ReservedAmounts Nothing = new();

    /// <summary>A number of acts under every bound on what goes on at once, and nothing else.</summary>
    public static ReservedAmounts OfActs(PolicyVersion policy, int number)
    {
        if (number == 0)
            return Nothing;
        var reserved = new ReservedAmounts();
        for (var bound = 0; bound < policy.Concurrencies.Length; bound++)
        for (var act = 0; act < number; act++)
            reserved.Begin(bound, Moment.Never);
        return reserved;
    }

    /// <summary>Money reserved, in the account's currency.</summary>
    public decimal Money { get; private set; }

    /// <summary>Units of a meter reserved under a key.</summary>
    public Int128 Of(Place<Meter> meter, long key) =>
        units.Count == 0 ? 0 : units.GetValueOrDefault((meter, key));

    /// <summary>Units of a meter reserved under all keys.</summary>
    public Int128 OfAll(Place<Meter> meter) => all.Count == 0 ? 0 : all.GetValueOrDefault(meter);

    /// <summary>Units reserved that an allowance would cover: those of the key, or of all keys where they share it.</summary>
    public Int128 Of(Allowance allowance, long key) =>
        allowance.PerKey ? Of(allowance.Meter, key) : OfAll(allowance.Meter);

    /// <summary>Whether a distinct value is reserved.</summary>
    public bool Has(Place<Meter> meter, long key, long value) =>
        values.Count > 0 && values.ContainsKey((meter, key, value));

    /// <summary>Tokens of a bucket reserved.</summary>
    public Int128 OfBucket(int bucket) => tokens.Count == 0 ? 0 : tokens.GetValueOrDefault(bucket);

    /// <summary>Reserves units, or gives them back when negative.</summary>
    public void Add(Place<Meter> meter, long key, Int128 amount)
    {
        Add(units, (meter, key), amount);
        Add(all, meter, amount);
    }

    /// <summary>Reserves the units of a distinct value, which count once however often it is reserved.</summary>
    public void AddValue(Place<Meter> meter, long key, long value, Int128 amount)
    {
        ref var share = ref CollectionsMarshal.GetValueRefOrAddDefault(
            values,
            (meter, key, value),
            out _
        );
        if (share.Holders++ > 0)
            return;
        share.Units = amount;
        Add(meter, key, amount);
    }

    /// <summary>Gives a distinct value back; with the last who reserved it go its units.</summary>
    public void RemoveValue(Place<Meter> meter, long key, long value)
    {
        ref var share = ref CollectionsMarshal.GetValueRefOrNullRef(values, (meter, key, value));
        if (--share.Holders > 0)
            return;
        Add(meter, key, -share.Units);
        values.Remove((meter, key, value));
    }

    /// <summary>Reserves tokens, or gives them back when negative.</summary>
    public void AddTokens(int bucket, Int128 amount) => Add(tokens, bucket, amount);

    /// <summary>Reserves money, or gives it back when negative.</summary>
    public void AddMoney(decimal amount) => Money += amount;

    /// <summary>How many acts go on under a bound on that.</summary>
    public int GoingOn(int bound) =>
        acts.Count == 0 ? 0 : acts.GetValueOrDefault(bound)?.Count ?? 0;

    /// <summary>When one more may begin at the latest, as <see cref="Metering.GoingOn.FreeAt"/> says it.</summary>
    public Moment FreeAt(int bound, decimal most) =>
        acts.GetValueOrDefault(bound)?.FreeAt(most) ?? Moment.Never;

    /// <summary>An act begins under a bound, that ends by itself at an instant.</summary>
    public void Begin(int bound, Moment ends)
    {
        if (!acts.TryGetValue(bound, out var going))
            acts[bound] = going = new GoingOn();
        going.Begin(ends);
    }

    /// <summary>Such an act is over.</summary>
    public void End(int bound, Moment ends) => acts[bound].End(ends);

    private static void Add<TKey>(Dictionary<TKey, Int128> sums, TKey key, Int128 amount)
        where TKey : notnull
    {
        var sum = sums.GetValueOrDefault(key) + amount;
        if (sum == 0)
            sums.Remove(key);
        else
            sums[key] = sum;
    }

    private struct Share
    {
        public int Holders;
        public Int128 Units;
    }
}
