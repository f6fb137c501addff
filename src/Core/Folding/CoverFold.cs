using Evenhand.Core.Allowances;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>Offers an act's units to the covers of its meter, in their order; the rest pays the price in force.</summary>
internal static class CoverFold
{
    /// <summary>Offers units that were counted.</summary>
    public static void Offer(in Act act, CoverChain chain, long key, long units)
    {
        var (rest, free) = (units, 0L);
        foreach (var link in chain.Links)
        {
            if (rest == 0)
                break;
            var taken = Take(act, link, key, rest);
            rest -= taken;
            free += link.Cover is Free ? taken : 0;
        }
        Count(act.State, chain, units, free, units - rest);
        Thresholds.Tell(act.State, chain, act.Time);
    }

    /// <summary>
    /// Sets units apart under the price of each charge. Where the cycle is priced at its close there is no price yet.
    /// </summary>
    private static void Count(
        AccountState state,
        CoverChain chain,
        long units,
        long free,
        long covered
    )
    {
        if (chain.Charges.Length == 0)
            chain.Count(0, units, free, covered, null);
        for (var charge = 0; charge < chain.Charges.Length; charge++)
            chain.Count(
                charge,
                units,
                free,
                covered,
                chain.IsClosing ? null : Prices.Of(state, chain.Charges[charge])
            );
    }

    /// <summary>How many units of an act a cover would leave to others, without taking any.</summary>
    public static long Left(in Act act, in Covered covered)
    {
        if (!Applies(act, covered.Link) || covered.Link.Cover is not Allowance allowance)
            return covered.Units;
        var left = LeftOf(act.State, covered.Link, allowance, covered.Key, act.Time);
        return (long)Int128.Max(0, covered.Units - Int128.Max(0, left));
    }

    /// <summary>What is left of an allowance that is drawn in order; it may be below zero. What is held is the gate's to subtract.</summary>
    public static Int128 LeftOf(
        AccountState state,
        CoverState link,
        Allowance allowance,
        long key,
        Moment time
    ) => Size(state, allowance, time) - link.Drawn(DrawKey(allowance, key));

    private static long Take(in Act act, CoverState link, long key, long rest)
    {
        if (!Applies(act, link))
            return 0;
        if (link.Cover is Allowance allowance)
            return TakeOf(act, link, allowance, key, rest);
        var free = (Free)link.Cover;
        if (free.PlaceField.Length > 0 && !HasPlace(act, link, free))
            return 0;
        link.Free(key, rest);
        return rest;
    }

    private static long TakeOf(
        in Act act,
        CoverState link,
        Allowance allowance,
        long key,
        long rest
    )
    {
        if (allowance.Drawing != Drawing.AtClose)
            return link.Draw(DrawKey(allowance, key), rest, Size(act.State, allowance, act.Time));
        link.Offer(rest);
        return 0;
    }

    /// <summary>Whether a cover is offered an act.</summary>
    public static bool Applies(in Act act, CoverState link) =>
        (link.Cover.Acts.Length == 0 || act.IsAmong(link.Cover.Acts))
        && act.IsUnder(link.Cover.While);

    private static long DrawKey(Allowance allowance, long key) => allowance.PerKey ? key : 0;

    /// <summary>How much an allowance includes at an instant, in base units.</summary>
    public static Int128 Size(AccountState state, Allowance allowance, Moment time) =>
        (Int128)decimal.Floor(Figures.Now(state, allowance.Figure, 0, time) ?? 0);

    private static bool HasPlace(in Act act, CoverState link, Free free)
    {
        var (state, e) = (act.State, act.Event);
        var slot = act.Rules.PlaceSlots[free.Place.Index];
        if (slot < 0 || !e.Has(slot))
            return false;
        long size = 0;
        foreach (var (addOn, places) in free.Places)
            size += places * state.AddOns.Count(addOn);
        if (size == 0)
            return false;
        var episode = free.OnceWhile.IsNone
            ? 0
            : state.States[free.OnceWhile.Index].Episode(e[slot], e.Time);
        return link.TakePlace(e[slot], size, episode);
    }
}
