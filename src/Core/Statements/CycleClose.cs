using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Rating;

namespace Evenhand.Core.Statements;

/// <summary>Ends a cycle: rates what was used, at its prices and before any rounding.</summary>
internal static class CycleClose
{
    /// <summary>Notes what the present cycle came to, if this version is the one that states it.</summary>
    public static void Close(AccountState state)
    {
        foreach (var stock in state.Stocks)
            stock.Reckon(state.Cycle.To);
        if (!state.StatesCycle)
            return;
        var charges = state
            .Policy.Charges.Where(charge => Stands(state, charge))
            .SelectMany(charge => Rate(state, charge));
        state.Shared.Cycles.Add(
            new EndedCycle(state.Policy, state.Cycle, [.. charges], [.. FeesByDay(state)])
        );
        foreach (var rule in state.Policy.Notices.Where(rule => rule.Summary))
            Summarise(state, rule);
    }

    private static bool Stands(AccountState state, Charge charge) =>
        charge.OnlyWith < 0 || state.Holdings.HeldInCycle(charge.OnlyWith);

    private static IEnumerable<RatedUsage> Rate(AccountState state, Charge charge) =>
        state.Meters[charge.Meter] switch
        {
            StockState stock => [RateStock(state, charge, stock)],
            FlowState flow when state.ChainOf[charge.Meter] is { } chain => RateChain(
                state,
                charge,
                chain,
                flow
            ),
            FlowState flow => [RateFlow(state, charge, flow)],
            _ => throw new InvalidOperationException("only stocks and flows are charged"),
        };

    private static RatedUsage RateStock(AccountState state, Charge charge, StockState stock)
    {
        var quantity = StockQuantity(state, charge, stock) / charge.Unit.Factor;
        var included = Included(state, charge) / charge.Unit.Factor;
        var billable = Rational.Max(0, quantity - included);
        if (charge.Once)
            billable = NewlyBeyond(stock, included);
        return Rated(state, charge, quantity, included, billable);
    }

    private static Rational StockQuantity(AccountState state, Charge charge, StockState stock) =>
        charge.Taken switch
        {
            StockValue.Average => (Rational)stock.Integral
                / state.Cycle.Length
                / StockMeter.WeightScale,
            StockValue.Peak => (Rational)stock.Peak / StockMeter.WeightScale,
            StockValue.End => (Rational)stock.Level / StockMeter.WeightScale,
            _ => stock.Touched,
        };

    /// <summary>How many things beyond what is included came up for the first time in this cycle.</summary>
    private static Rational NewlyBeyond(StockState stock, Rational included)
    {
        var (ever, before) = stock.TouchedEver;
        return Rational.Max(0, ever - included) - Rational.Max(0, before - included);
    }

    private static RatedUsage RateFlow(AccountState state, Charge charge, FlowState flow)
    {
        var sums = flow.All(state.WindowAt(flow.Meter.Window, state.Cycle.From))
            .Select(pair => (Rational)pair.Sum)
            .ToArray();
        var quantity = sums.Aggregate(Rational.Zero, (a, b) => a + b) / charge.Unit.Factor;
        var included = Included(state, charge) / charge.Unit.Factor;
        var billable = IsPerKey(state, charge)
            ? sums.Aggregate(
                Rational.Zero,
                (all, sum) => all + Rational.Max(0, sum / charge.Unit.Factor - included)
            )
            : Rational.Max(0, quantity - included);
        return Rated(state, charge, quantity, included, billable);
    }

    private static IEnumerable<RatedUsage> RateChain(
        AccountState state,
        Charge charge,
        Allowances.CoverChain chain,
        FlowState flow
    )
    {
        if (chain.Links.Any(link => link.Cover is Allowance { Drawing: Drawing.WholeCycle }))
            return [RateWholeCycle(state, charge, chain)];
        if (chain.Parts.Count == 0)
            return [Rated(state, charge, 0, 0, 0)];
        return chain.Parts.Select(part => new RatedUsage(
            charge,
            (Rational)part.Counted / charge.Unit.Factor,
            (Rational)part.Included / charge.Unit.Factor,
            Whole(charge, (Rational)(part.Counted - part.Included) / charge.Unit.Factor),
            part.Price
        ));
    }

    /// <summary>The whole cycle under the plan at its end: what is free, then the allotment, then the fee.</summary>
    private static RatedUsage RateWholeCycle(
        AccountState state,
        Charge charge,
        Allowances.CoverChain chain
    )
    {
        Rational counted = chain.Parts.Aggregate(Int128.Zero, (sum, part) => sum + part.Counted);
        Rational free = chain.Parts.Aggregate(Int128.Zero, (sum, part) => sum + part.Included);
        var included = free + Rational.Min(counted - free, Included(state, charge));
        var factor = charge.Unit.Factor;
        return Rated(
            state,
            charge,
            counted / factor,
            included / factor,
            (counted - included) / factor
        );
    }

    private static Rational Included(AccountState state, Charge charge) =>
        charge.Beyond < 0
            ? 0
            : Figures.AtClose(state, ((Allowance)state.Policy.Covers[charge.Beyond]).Figure);

    private static bool IsPerKey(AccountState state, Charge charge) =>
        charge.Beyond >= 0 && state.Policy.Covers[charge.Beyond] is Allowance { PerKey: true };

    private static RatedUsage Rated(
        AccountState state,
        Charge charge,
        Rational quantity,
        Rational included,
        Rational billable
    ) => new(charge, quantity, included, Whole(charge, billable), Prices.Of(state, charge));

    private static Rational Whole(Charge charge, Rational billable) =>
        charge.StartedWhole ? (billable / charge.Per).Ceiling() * charge.Per : billable;

    private static IEnumerable<DayFees> FeesByDay(AccountState state) =>
        state
            .Fees.GroupBy(fee => (fee.Rule, fee.Day))
            .Select(group => new DayFees(
                group.Key.Rule,
                group.Key.Day,
                group.Aggregate(Rational.Zero, (sum, fee) => sum + fee.Amount)
            ));

    private static void Summarise(AccountState state, Notify rule)
    {
        var cover = state.Policy.Covers[rule.Cover];
        if (state.ChainOf[cover.Meter] is not { } chain)
            return;
        var unit = state.Policy.Meters[cover.Meter].Unit;
        var counted = chain.Parts.Aggregate(Int128.Zero, (sum, part) => sum + part.Counted);
        var included = chain.Parts.Aggregate(Int128.Zero, (sum, part) => sum + part.Included);
        var message =
            $"In the cycle from {state.Cycle.FirstDay:yyyy-MM-dd}: {Shown.Of(counted, unit)} counted, {Shown.Of(included, unit)} included.";
        var slug = state.Policy.Clauses[rule.Clause].Slug;
        state.Shared.Effects.Add(
            new Notice(state.Cycle.To, state.Profile.Account, slug, "cycle-summary", message)
        );
    }
}
