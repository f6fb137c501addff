using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Rating;

namespace Evenhand.Core.Allowances;

/// <summary>
/// One meter's usage in a cycle, offered act by act to its covers in their order: what each took, and the rest,
/// which pays. Parts of the cycle under different prices are kept apart.
/// </summary>
internal sealed class CoverChain
{
    private readonly List<PricedPart> parts = [];

    /// <summary>A chain for a meter.</summary>
    public CoverChain(int meter, IEnumerable<Cover> covers)
    {
        Meter = meter;
        Links =
        [
            .. covers.Where(cover => cover.Meter == meter).Select(cover => new CoverState(cover)),
        ];
    }

    /// <summary>The place of the meter.</summary>
    public int Meter { get; }

    /// <summary>The covers in the order in which usage is offered to them.</summary>
    public CoverState[] Links { get; }

    /// <summary>What was counted in the cycle, by the price under which it was.</summary>
    public IReadOnlyList<PricedPart> Parts => parts;

    /// <summary>The state of a cover, by its place in the policy; null when it is not in this chain.</summary>
    public CoverState? Link(int cover)
    {
        foreach (var link in Links)
            if (link.Cover.Index == cover)
                return link;
        return null;
    }

    /// <summary>Sets an act's units apart under a price.</summary>
    /// <param name="units">What the act counts, more than 0.</param>
    /// <param name="covered">What the covers took of it.</param>
    /// <param name="price">The price in force; null when there is none.</param>
    public void Count(long units, Int128 covered, decimal? price)
    {
        var part = PartOf(price);
        part.Counted += units;
        part.Included += covered;
    }

    private PricedPart PartOf(decimal? price)
    {
        foreach (var candidate in parts)
            if (candidate.Price == price)
                return candidate;
        var part = new PricedPart(price);
        parts.Add(part);
        return part;
    }

    /// <summary>Begins a cycle.</summary>
    public void BeginCycle()
    {
        parts.Clear();
        foreach (var link in Links)
            link.BeginCycle();
    }

    /// <summary>Writes or reads what was counted and covered.</summary>
    public void Exchange(StatePort port)
    {
        port.List(parts, PricedPart.Exchange);
        foreach (var link in Links)
            link.Exchange(port);
    }
}

/// <summary>Usage of a cycle under one price.</summary>
internal sealed class PricedPart(decimal? price)
{
    /// <summary>The price per <see cref="Charge.Per"/> units; null when there is none.</summary>
    public decimal? Price { get; } = price;

    /// <summary>What was counted, in base units.</summary>
    public Int128 Counted { get; set; }

    /// <summary>What of it was covered.</summary>
    public Int128 Included { get; set; }

    /// <summary>Writes or reads a part.</summary>
    public static PricedPart Exchange(StatePort port, PricedPart? part) =>
        new(port.Exchange(part?.Price))
        {
            Counted = port.Exchange(part?.Counted ?? 0),
            Included = port.Exchange(part?.Included ?? 0),
        };
}

/// <summary>What one cover took in the cycle.</summary>
internal sealed class CoverState(Cover cover)
{
    private readonly Dictionary<long, Int128> drawn = [];
    private readonly HashSet<long> places = [];
    private readonly Dictionary<long, long> placeOfEpisode = [];

    /// <summary>The cover.</summary>
    public Cover Cover { get; } = cover;

    /// <summary>What it took, from all keys.</summary>
    public Int128 Covered { get; private set; }

    /// <summary>What was offered to it: what it took and what went on to what follows it.</summary>
    public Int128 Offered { get; private set; }

    /// <summary>What a key has drawn from an allowance.</summary>
    public Int128 Drawn(long key) => drawn.GetValueOrDefault(key);

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

    /// <summary>Notes units that are free, or that are only offered.</summary>
    public void Take(long units, bool free)
    {
        Offered += units;
        if (free)
            Covered += units;
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
        port.Map(drawn, (port, units) => port.Exchange(units));
        port.Set(places);
        port.Map(placeOfEpisode, StatePort.Long);
        Covered = port.Exchange(Covered);
        Offered = port.Exchange(Offered);
    }
}
