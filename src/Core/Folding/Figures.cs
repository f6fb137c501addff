using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>What a figure comes to for an account at an instant.</summary>
internal static class Figures
{
    /// <summary>The figure before the cycle's end, in base units; null when the plan does not give it.</summary>
    /// <param name="state">The account.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="key">The key whose count multiplies it, where another meter does.</param>
    /// <param name="time">The instant.</param>
    public static decimal? Now(AccountState state, Figure figure, long key, Moment time)
    {
        var amount = Amount(state, figure);
        if (amount is null || figure.PerSeat == SeatKind.None && figure.PerMeter.IsNone)
            return amount;
        if (figure.PerMeter.IsNone)
            return amount * state.Seats.Count(figure.PerSeat, figure.Taken);
        return amount
            * Units(state, state.Meters[figure.PerMeter], key, time)
            / state.Policy.Meters.At(figure.PerMeter).Unit.Factor;
    }

    /// <summary>What a meter that multiplies a figure has counted, in base units; of a stock, what is there now.</summary>
    private static decimal Units(AccountState state, MeterState meter, long key, Moment time) =>
        meter switch
        {
            FlowState flow => (decimal)flow.Sum(key, time, state.WindowAt(flow, time)),
            BalanceState balance => (decimal)balance.Sum(key),
            StockState stock => (decimal)stock.Level / StockMeter.WeightScale,
            _ => throw meter.Unknown(),
        };

    /// <summary>The figure for the whole cycle, at its end; 0 when the plan does not give it.</summary>
    public static Rational AtClose(AccountState state, Figure figure)
    {
        Rational amount = Amount(state, figure) ?? 0;
        if (figure.PerSeat == SeatKind.None)
            return amount;
        return figure.Taken == SeatBasis.Average
            ? amount * state.Seats.Average(figure.PerSeat, state.Cycle)
            : amount * state.Seats.Count(figure.PerSeat, figure.Taken);
    }

    /// <summary>The rate of a bucket now, in tokens a second; an exception may give another.</summary>
    public static decimal PerSecond(AccountState state, Bucket bucket, Moment time) =>
        state.Waivers.At(bucket.Clause, time)?.Amount
        ?? bucket.PerSecond * state.Seats.Count(bucket.PerSeat, SeatBasis.Now);

    /// <summary>How many acts may go on at once now; an exception may give another number.</summary>
    public static decimal AtOnce(AccountState state, Concurrency concurrency, Moment time) =>
        decimal.Floor(
            state.Waivers.At(concurrency.Clause, time)?.Amount
                ?? (decimal)concurrency.Most * state.Seats.Count(concurrency.PerSeat, SeatBasis.Now)
        );

    private static decimal? Amount(AccountState state, Figure figure)
    {
        if (figure.PlanTerm is null)
            return figure.Amount;
        return
            state.Plan.Plan is { } plan && plan.Terms.TryGetValue(figure.PlanTerm, out var amount)
            ? amount
            : null;
    }
}
