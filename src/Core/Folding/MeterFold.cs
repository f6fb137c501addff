using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Adds acts to flows and balances, sets them against their covers, draws tokens, and has limits judged.</summary>
internal static class MeterFold
{
    /// <summary>Counts an act wherever it counts.</summary>
    public static void Apply(in Act act, ReadOnlySpan<Touch> touches)
    {
        foreach (ref readonly var touch in touches)
            switch (touch.Kind)
            {
                case TouchKind.Flow:
                    Flow(act, touch);
                    break;
                case TouchKind.Takes:
                    act.State.Meters.Balance(touch.Meter).Take(touch.Key, (long)touch.Units);
                    act.State.Watcher?.Stood(act.State, touch.Meter, touch.Key);
                    break;
                case TouchKind.Adds:
                    Add(act, touch);
                    break;
                case TouchKind.Bucket:
                    Draw(act, touch);
                    break;
            }
    }

    /// <summary>Holds a stock against its limits after something was opened.</summary>
    public static void JudgeStock(AccountState state, StockState stock, Event e)
    {
        foreach (var limit in state.Dispatch.LimitsOf[stock.Meter.Place.Index])
            Judging.Amount(state, limit, 0, StockState.Whole(stock.Level), e.Time);
    }

    private static void Flow(in Act act, in Touch touch)
    {
        var state = act.State;
        var flow = state.Meters.Flow(touch.Meter);
        var added = flow.Add(touch.Key, touch.Value, (long)touch.Units, act.Happened, touch.Window);
        state.Watcher?.Counted(state, touch, added);
        if (added == 0)
            return;
        if (state.ChainOf(touch.Place) is { } chain)
            CoverFold.Offer(act, chain, touch.Key, added);
        foreach (var limit in state.Dispatch.LimitsOf[touch.Place])
            Judging.Flow(state, limit, touch, added, act.Time);
    }

    private static void Add(in Act act, in Touch touch)
    {
        var balance = act.State.Meters.Balance(touch.Meter);
        var sum = balance.Add(touch.Key, (long)touch.Units);
        act.State.Watcher?.Stood(act.State, touch.Meter, touch.Key);
        foreach (var limit in act.State.Dispatch.LimitsOf[touch.Place])
            Judging.Amount(act.State, limit, touch.Key, sum, act.Time);
    }

    private static void Draw(in Act act, in Touch touch)
    {
        var bucket = act.State.Policy.Buckets[touch.Place];
        // What is older than a bucket takes to fill has come back since.
        if (act.Time - act.Happened >= bucket.Capacity && act.Time > act.Happened)
            return;
        var perSecond = Figures.PerSecond(act.State, bucket, act.Time);
        act.State.Buckets[touch.Place].Draw(bucket, perSecond, act.Time, (long)touch.Units);
    }
}
