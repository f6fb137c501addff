using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Viewing;

/// <summary>How far a figure is used: all in base units, or as ratios.</summary>
/// <param name="Whole">The figure.</param>
/// <param name="Counted">What counts so far.</param>
/// <param name="Left">What is left, below zero where more was used.</param>
/// <param name="Key">Whose it is, where each key has its own.</param>
internal readonly record struct Extent(Rational Whole, Rational Counted, Rational Left, long Key)
{
    /// <summary>How far a limit is used by a key; null where it is not judged.</summary>
    public static Extent? Of(AccountState state, Limit limit, long key, Moment time)
    {
        if (Judging.FigureOf(state, limit, key, time) is not { } figure)
            return null;
        var whole = (Rational)(figure * limit.AveragedOver);
        var counted = CountedOf(state, limit, key, time);
        var left = IsJudged(state, limit, time) ? whole - counted : whole;
        return new Extent(whole, counted, left, key);
    }

    /// <summary>How far the key has used an allowance of its own.</summary>
    public static Extent OfKey(AccountState state, Allowance allowance, long key, Moment time)
    {
        var whole = Size(state, allowance, time);
        var chain = state.ChainOf(allowance.Meter.Index);
        var link = chain?.Link(allowance.Place);
        Rational counted =
            allowance.Drawing != Drawing.AtClose && link is not null
                ? link.Drawn(key)
                : Sum(state, allowance.Meter, key, time) - (chain?.FreeOf(key) ?? 0);
        return new Extent(whole, counted, whole - counted, key);
    }

    /// <summary>How far a pool is used.</summary>
    /// <param name="state">The account.</param>
    /// <param name="allowance">The allowance, of a flow.</param>
    /// <param name="total">What its meter counted in the cycle.</param>
    /// <param name="time">The present.</param>
    public static Extent OfPool(
        AccountState state,
        Allowance allowance,
        Rational total,
        Moment time
    )
    {
        var whole = Size(state, allowance, time);
        var link = state.ChainOf(allowance.Meter.Index)?.Link(allowance.Place);
        if (link is not null && allowance.Drawing == Drawing.InOrder)
            return new Extent(whole, total, whole - link.Covered, 0);
        var offered = link is null ? total : link.Offered;
        return new Extent(
            whole,
            total,
            whole - Rational.Max(0, offered - Before(state, allowance, time)),
            0
        );
    }

    /// <summary>How far a stock has used an allowance, by the value that is taken of it, as if what is there stayed.</summary>
    public static Extent OfStock(
        AccountState state,
        Allowance allowance,
        Taken taken,
        StockState stock,
        Moment time
    )
    {
        var whole = Size(state, allowance, time);
        Rational scale = StockMeter.WeightScale;
        Rational counted = taken switch
        {
            Taken.Average => (Rational)stock.PaidIntegralAt(state.Cycle.To)
                / state.Cycle.Length.Ticks,
            Taken.Peak => (Rational)stock.PaidPeak,
            Taken.Touched => stock.Touched * scale,
            _ => stock.Level,
        };
        counted /= scale;
        return new Extent(whole, counted, whole - counted - Before(state, allowance, time), 0);
    }

    /// <summary>How much an allowance includes: of what closes with the cycle as it would close now.</summary>
    public static Rational Size(AccountState state, Allowance allowance, Moment time) =>
        allowance.Drawing == Drawing.AtClose
            ? Figures.AtClose(state, allowance.Figure)
            : CoverFold.Size(state, allowance, time);

    /// <summary>What counts against a limit of a key.</summary>
    private static Rational CountedOf(AccountState state, Limit limit, long key, Moment time)
    {
        var window = state.WindowAt(state.Meters[limit.Meter], time);
        return state.Meters[limit.Meter] switch
        {
            RatioState ratio => Share(ratio.At(time, window)),
            FlowState flow => flow.Sum(key, time, window)
                - state.Excepted.Sum(limit.Place, key, window),
            BalanceState or StockState => Sum(state, limit.Meter, key, time),
            var other => throw other.Unknown(),
        };
    }

    private static Rational Share((Int128 Part, Int128 Whole) sums) =>
        sums.Whole == 0 ? Rational.Zero : (Rational)sums.Part / sums.Whole;

    /// <summary>Whether a sample is large enough; of too few acts a ratio says nothing, and all is left.</summary>
    private static bool IsJudged(AccountState state, Limit limit, Moment time) =>
        state.Meters[limit.Meter] is not RatioState ratio
        || ratio.At(time, state.WindowAt(ratio, time)).Whole >= limit.AtLeast;

    private static Rational Sum(AccountState state, Place<Meter> meter, long key, Moment time) =>
        state.Meters[meter] switch
        {
            FlowState flow => flow.Sum(key, time, state.WindowAt(flow, time)),
            BalanceState balance => balance.Sum(key),
            StockState stock => StockState.Whole(stock.Level),
            var other => throw other.Unknown(),
        };

    /// <summary>What the allowances before it take of the same usage at the close.</summary>
    private static Rational Before(AccountState state, Allowance allowance, Moment time) =>
        state
            .Policy.Covers.OfType<Allowance>()
            .Where(other => other.Meter == allowance.Meter && !other.PerKey)
            .TakeWhile(other => other != allowance)
            .Aggregate(Rational.Zero, (sum, other) => sum + Size(state, other, time));
}
