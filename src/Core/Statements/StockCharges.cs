using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Statements;

/// <summary>Rates a stock: one of its values over the cycle, less what was free of it and what is included.</summary>
internal static class StockCharges
{
    /// <summary>What a charge comes to.</summary>
    public static RatedUsage Rate(AccountState state, Charge charge, StockState stock)
    {
        var (quantity, free) = Taken(state, charge, stock);
        var included = charge.Beyond.IsNone
            ? Rational.Zero
            : Included.Whole(state, Included.Of(state, charge.Meter));
        var billable = charge.Once
            ? NewlyBeyond(stock, included)
            : Rational.Max(0, quantity - free - included);
        return Included.Rated(state, charge, quantity, free + included, billable);
    }

    private static (Rational Quantity, Rational Free) Taken(
        AccountState state,
        Charge charge,
        StockState stock
    ) =>
        charge.Taken switch
        {
            StockValue.Average => (
                (Rational)stock.Integral / state.Cycle.Length.Ticks / StockMeter.WeightScale,
                (Rational)stock.FreeIntegral / state.Cycle.Length.Ticks / StockMeter.WeightScale
            ),
            StockValue.Peak => (
                (Rational)stock.Peak / StockMeter.WeightScale,
                (Rational)(stock.Peak - stock.PaidPeak) / StockMeter.WeightScale
            ),
            StockValue.End => (
                (Rational)stock.Level / StockMeter.WeightScale,
                stock.FreeUntil < state.Cycle.To
                    ? 0
                    : (Rational)stock.Level / StockMeter.WeightScale
            ),
            _ => (stock.Touched, 0),
        };

    /// <summary>How many things beyond what is included came up for the first time in this cycle.</summary>
    private static Rational NewlyBeyond(StockState stock, Rational included)
    {
        var (ever, before) = stock.TouchedEver;
        return Rational.Max(0, ever - included) - Rational.Max(0, before - included);
    }
}
