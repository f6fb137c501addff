using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Allowances;

/// <summary>What one cover took in the cycle.</summary>
/// <param name="cover">The cover.</param>
/// <param name="keyed">Whether what is free is noted for each key.</param>
internal sealed class CoverState(Cover cover, bool keyed)
{
    private SmallMap<long, Int128> drawn;
    private SmallSet<long> places;
    private SmallMap<long, long> placeOfEpisode;

    /// <summary>The cover.</summary>
    public Cover Cover { get; } = cover;

    /// <summary>What it took, from all keys.</summary>
    public Int128 Covered { get; private set; }

    /// <summary>What was offered to it: what it took and what went on to what follows it.</summary>
    public Int128 Offered { get; private set; }

    /// <summary>What a key has drawn from an allowance, or, where that is noted, what it had free.</summary>
    public Int128 Drawn(long key) => drawn.GetValueOrDefault(key);

    /// <summary>What the key has drawn that drew the most.</summary>
    public Int128 MostDrawn => drawn.Values.DefaultIfEmpty().Max();

    /// <summary>Draws from an allowance of a size what is left of it, and returns how much.</summary>
    public long Draw(long key, long units, Int128 size)
    {
        Offered += units;
        var left = Int128.Max(0, size - Drawn(key));
        var taken = (long)Int128.Min(units, left);
        drawn[key] = Drawn(key) + taken;
        Covered += taken;
        return taken;
    }

    /// <summary>Notes units that are only offered: they are set against the allowance when the cycle closes.</summary>
    public void Offer(long units) => Offered += units;

    /// <summary>Notes units of a key that are free.</summary>
    public void Free(long key, long units)
    {
        Offered += units;
        Covered += units;
        if (keyed)
            drawn[key] = Drawn(key) + units;
    }

    /// <summary>Whether a key has one of the cycle's places, or takes one while there are any.</summary>
    /// <param name="key">The key; 0 never has a place.</param>
    /// <param name="size">How many places there are.</param>
    /// <param name="episode">The opening for which a place is enough in every cycle; 0 when each cycle needs its own.</param>
    public bool TakePlace(long key, long size, long episode)
    {
        if (key == 0)
            return false;
        if (
            places.Contains(key)
            || episode != 0 && placeOfEpisode.GetValueOrDefault(key) == episode
        )
            return true;
        if (places.Count >= size)
            return false;
        places.Add(key);
        if (episode != 0)
            placeOfEpisode[key] = episode;
        return true;
    }

    /// <summary>Begins a cycle.</summary>
    public void BeginCycle()
    {
        drawn.Clear();
        places.Clear();
        (Covered, Offered) = (0, 0);
    }

    /// <summary>Writes or reads what it took.</summary>
    public void Exchange(StatePort port)
    {
        port.Map(ref drawn, (port, units) => port.Exchange(units));
        port.Set(ref places);
        port.Map(ref placeOfEpisode, StatePort.Long);
        Covered = port.Exchange(Covered);
        Offered = port.Exchange(Offered);
    }
}
