using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Allowances;

/// <summary>
/// One meter's usage in a cycle, offered act by act to its covers in their order: what each took, and the rest, which
/// pays. For each charge of the meter, parts of the cycle under different prices are kept apart.
/// </summary>
internal sealed class CoverChain : Part
{
    private readonly List<PricedPart>[] parts;

    /// <summary>A chain for a meter.</summary>
    /// <param name="meter">The place of the meter.</param>
    /// <param name="covers">All covers of the policy.</param>
    /// <param name="charges">All charges of the policy.</param>
    public CoverChain(Place<Meter> meter, IEnumerable<Cover> covers, IEnumerable<Charge> charges)
    {
        Meter = meter;
        Cover[] own = [.. covers.Where(cover => cover.Meter == meter)];
        Charges = [.. charges.Where(charge => charge.Meter == meter)];
        IsClosing = own.Any(cover => cover is Allowance { Drawing: not Drawing.InOrder });
        // What is free must be known for each key where a key's own allowance is set against what is left of its usage.
        var keyed = own.Any(cover =>
            cover is Allowance { Drawing: not Drawing.InOrder, PerKey: true }
        );
        Links = [.. own.Select(cover => new CoverState(cover, keyed))];
        parts =
        [
            .. Enumerable.Range(0, Math.Max(1, Charges.Length)).Select(_ => new List<PricedPart>()),
        ];
    }

    /// <summary>The place of the meter.</summary>
    public Place<Meter> Meter { get; }

    /// <summary>The charges of the meter, in the order of the policy.</summary>
    public ImmutableArray<Charge> Charges { get; }

    /// <summary>Whether an allowance is set against the whole usage when the cycle closes, under the price that holds then.</summary>
    public bool IsClosing { get; }

    /// <summary>The covers in the order in which usage is offered to them.</summary>
    public CoverState[] Links { get; }

    /// <summary>What was counted in the cycle, by the price of one of the charges under which it was.</summary>
    public IReadOnlyList<PricedPart> PartsOf(Charge charge) => parts[Charges.IndexOf(charge)];

    /// <summary>What was counted in the cycle, whatever its price.</summary>
    public Int128 Counted => Sum(part => part.Counted);

    /// <summary>What of it was free.</summary>
    public Int128 Free => Sum(part => part.Free);

    /// <summary>What of it was covered act by act, what was free included.</summary>
    public Int128 Covered => Sum(part => part.Covered);

    /// <summary>What of a key's usage was free; known where an allowance of the key's own is set against the rest at the close.</summary>
    public Int128 FreeOf(long key)
    {
        Int128 free = 0;
        foreach (var link in Links)
            if (link.Cover is Free)
                free += link.Drawn(key);
        return free;
    }

    /// <summary>The state of a cover, by its place in the policy; null when it is not in this chain.</summary>
    public CoverState? Link(Place<Cover> cover)
    {
        foreach (var link in Links)
            if (link.Cover.Place == cover)
                return link;
        return null;
    }

    /// <summary>Sets an act's units apart under the price of a charge.</summary>
    /// <param name="charge">The place of the charge among those of the meter; 0 when there is none.</param>
    /// <param name="units">What the act counts, more than 0.</param>
    /// <param name="free">What of it was free.</param>
    /// <param name="covered">What the covers took of it, what was free included.</param>
    /// <param name="price">The price in force; null when there is none.</param>
    public void Count(int charge, long units, long free, long covered, decimal? price)
    {
        var part = PartOf(parts[charge], price);
        part.Counted += units;
        part.Free += free;
        part.Covered += covered;
    }

    private static PricedPart PartOf(List<PricedPart> parts, decimal? price)
    {
        foreach (var candidate in parts)
            if (candidate.Price == price)
                return candidate;
        var part = new PricedPart(price);
        parts.Add(part);
        return part;
    }

    private Int128 Sum(Func<PricedPart, Int128> of) =>
        parts[0].Aggregate(Int128.Zero, (sum, part) => sum + of(part));

    /// <summary>Begins a cycle.</summary>
    public override void BeginCycle(Cycle cycle)
    {
        foreach (var list in parts)
            list.Clear();
        foreach (var link in Links)
            link.BeginCycle();
    }

    /// <summary>Writes or reads what was counted and covered.</summary>
    public override void Exchange(StatePort port)
    {
        foreach (var list in parts)
            port.List(list, PricedPart.Exchange);
        foreach (var link in Links)
            link.Exchange(port);
    }
}
