using Evenhand.Core.Keeping;

namespace Evenhand.Core.Metering;

/// <summary>Sums by key within windows that follow each other: a key's sum starts afresh in each window.</summary>
internal sealed class Counters
{
    private SmallMap<long, Counter> keyed;
    private Counter ofAccount;

    /// <summary>
    /// Adds to a key's sum in a window and returns the new sum. Key 0 is the account or an unnamed user. What comes for a window before the key's
    /// own is left out: that one is forgotten.
    /// </summary>
    public Int128 Add(long key, long window, long amount)
    {
        ref var counter = ref At(key);
        if (counter.Window > window && counter.Sum != 0)
            return counter.Sum;
        if (counter.Window != window)
            counter = new Counter { Window = window };
        return counter.Sum += amount;
    }

    /// <summary>A key's sum in a window.</summary>
    public Int128 Sum(long key, long window)
    {
        var counter = key == 0 ? ofAccount : keyed.GetValueOrDefault(key);
        return counter.Window == window ? counter.Sum : 0;
    }

    /// <summary>The sums of all keys in a window.</summary>
    public IEnumerable<(long Key, Int128 Sum)> All(long window)
    {
        if (ofAccount.Window == window)
            yield return (0, ofAccount.Sum);
        foreach (var (key, counter) in keyed.All())
            if (counter.Window == window)
                yield return (key, counter.Sum);
    }

    /// <summary>Forgets keys of other windows, so that memory follows the keys of one window.</summary>
    public void ForgetAllBut(long window) =>
        keyed.RemoveWhere((_, counter) => counter.Window != window);

    /// <summary>Writes or reads sums that are made when something is added to them.</summary>
    public static void Exchange(StatePort port, ref Counters? counters)
    {
        if (port.Exchange(counters is not null))
            (counters ??= new Counters()).Exchange(port);
        else
            counters = null;
    }

    /// <summary>Writes or reads the sums.</summary>
    public void Exchange(StatePort port)
    {
        ofAccount = Counter.Exchange(port, ofAccount);
        port.Map(ref keyed, Counter.Exchange);
    }

    private ref Counter At(long key)
    {
        if (key == 0)
            return ref ofAccount;
        return ref keyed.At(key, out _);
    }

    private struct Counter
    {
        public long Window;
        public Int128 Sum;

        public static Counter Exchange(StatePort port, Counter counter) =>
            new() { Window = port.Exchange(counter.Window), Sum = port.Exchange(counter.Sum) };
    }
}
