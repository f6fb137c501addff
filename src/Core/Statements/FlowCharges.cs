using Evenhand.Core.Allowances;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Statements;

/// <summary>
/// Rates a flow. Where everything is drawn act by act, the acts have said what each part of the cycle comes to; else the
/// whole cycle is set against its allowances now: first what was free, then each key's own, then the account's pools.
/// </summary>
internal static class FlowCharges
{
    /// <summary>What a charge comes to: one line, or, act by act, one for each price under which acts counted.</summary>
    public static IEnumerable<RatedUsage> Rate(AccountState state, Charge charge, FlowState flow)
    {
        var chain = state.ChainOf(charge.Meter.Index);
        if (chain is { IsClosing: false })
            return ActByAct(state, charge, chain);
        return [AtClose(state, charge, chain, flow)];
    }

    private static IEnumerable<RatedUsage> ActByAct(
        AccountState state,
        Charge charge,
        CoverChain chain
    )
    {
        var parts = chain.PartsOf(charge);
        if (parts.Count == 0)
            return [Included.Rated(state, charge, 0, 0, 0)];
        return parts.Select(part =>
        {
            var included = charge.Beyond.IsNone ? part.Free : part.Covered;
            return Included.Rated(
                state,
                charge,
                part.Counted,
                included,
                part.Counted - included
            ) with
            {
                Price = part.Price,
            };
        });
    }

    private static RatedUsage AtClose(
        AccountState state,
        Charge charge,
        CoverChain? chain,
        FlowState flow
    )
    {
        (long Key, Int128 Sum)[] sums =
        [
            .. flow.All(state.WindowAt(flow.Meter.Window, state.Cycle.From)),
        ];
        Rational counted = sums.Aggregate(Int128.Zero, (all, key) => all + key.Sum);
        Rational free = chain?.Free ?? 0;
        if (charge.Beyond.IsNone)
            return Included.Rated(state, charge, counted, free, counted - free);
        Allowance[] allowances = [.. Included.Of(state, charge.Meter)];
        var own = OfKeys(state, [.. allowances.Where(each => each.PerKey)], chain, sums);
        var pool = Included.Whole(state, allowances.Where(each => !each.PerKey));
        var drawn = Rational.Min(counted - free - own, pool);
        // An allowance at close is told whole, as people know it; one that was watched all cycle, as it was drawn.
        var told = allowances.Any(each => each.Drawing == Drawing.WholeCycle) ? drawn : pool;
        return Included.Rated(
            state,
            charge,
            counted,
            free + own + told,
            counted - free - own - drawn
        );
    }

    /// <summary>What the keys draw from what is their own: each as much as it used and did not have free.</summary>
    private static Rational OfKeys(
        AccountState state,
        Allowance[] own,
        CoverChain? chain,
        (long Key, Int128 Sum)[] sums
    )
    {
        if (own.Length == 0)
            return 0;
        var size = Included.Whole(state, own);
        return sums.Aggregate(
            Rational.Zero,
            (all, key) => all + Rational.Min(key.Sum - (chain?.FreeOf(key.Key) ?? 0), size)
        );
    }
}
