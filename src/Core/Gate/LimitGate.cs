using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Gate;

/// <summary>Finds the limits that an act would pass: what is used so far and what the act would add.</summary>
internal static class LimitGate
{
    /// <summary>Adds a reason for each limit that the act would pass.</summary>
    public static void Collect(
        AccountState state,
        TypeRules rules,
        Event ask,
        ThingEntry? thing,
        List<(int, Reason)> reasons
    )
    {
        foreach (var (place, tap) in rules.Flows)
            if (Matching.All(tap.Selection.Conditions, ask, thing))
                Flow(state, rules, (FlowState)state.Meters[place], tap, ask, reasons);
        foreach (var (place, tap) in rules.Adds)
            if (Matching.All(tap.Selection.Conditions, ask, thing))
                Balance(state, (BalanceState)state.Meters[place], tap, ask, reasons);
        if (rules.Role == ThingRole.Opens && thing is null)
            foreach (var stock in state.Stocks)
                if (stock.Meter.Thing == rules.Thing)
                    Stock(state, rules, stock, ask, reasons);
    }

    private static void Flow(
        AccountState state,
        TypeRules rules,
        FlowState flow,
        Tap tap,
        Event ask,
        List<(int, Reason)> reasons
    )
    {
        if (!Circumstancing.Hold(state, rules, ask, flow.Meter.While))
            return;
        var key = MeterFold.KeyOf(tap, ask);
        var window = state.WindowAt(flow.Meter.Window, ask.Time);
        var adds = MeterFold.WouldAdd(flow, tap, ask, window);
        if (adds == 0)
            return;
        foreach (var limit in state.Dispatch.LimitsOf[flow.Meter.Index])
        {
            var used =
                flow.Sum(key, ask.Time, window)
                - state.Excepted[limit.Index].Sum(key, window)
                + state.Held.Of(flow.Meter.Index, key);
            var resets = state.WindowEnd(flow.Meter.Window, ask.Time) ?? flow.NextDecrease(key);
            Check(state, limit, key, used, adds, resets, ask, reasons);
        }
    }

    private static void Balance(
        AccountState state,
        BalanceState balance,
        Tap tap,
        Event ask,
        List<(int, Reason)> reasons
    )
    {
        var key = MeterFold.KeyOf(tap, ask);
        foreach (var limit in state.Dispatch.LimitsOf[balance.Meter.Index])
            Check(
                state,
                limit,
                key,
                balance.Sum(key) + state.Held.Of(balance.Meter.Index, key),
                Measuring.Of(tap.Measure, ask),
                null,
                ask,
                reasons
            );
    }

    private static void Stock(
        AccountState state,
        TypeRules rules,
        StockState stock,
        Event ask,
        List<(int, Reason)> reasons
    )
    {
        long[] kept = [.. rules.KeptSlots.Select(slot => slot < 0 ? 0 : ask[slot])];
        var adds = stock.Weigh(kept);
        if (adds == 0)
            return;
        foreach (var limit in state.Dispatch.LimitsOf[stock.Meter.Index])
        {
            var level = stock.Level + state.Held.Of(stock.Meter.Index, 0);
            var after = Levels.Whole(level + adds * ask.Times);
            var used = Levels.Whole(level);
            Check(state, limit, 0, used, after - used, null, ask, reasons);
        }
    }

    private static void Check(
        AccountState state,
        Limit limit,
        long key,
        Int128 used,
        Int128 adds,
        long? resets,
        Event ask,
        List<(int, Reason)> reasons
    )
    {
        if (
            limit.Gate == Outcome.Allow
            || Judging.FigureOf(state, limit, key, ask.Time) is not { } figure
        )
            return;
        var most = figure * limit.AveragedOver;
        if (Judging.Exceeds(limit, used + adds, most))
            reasons.Add((limit.Clause, TooMuch(state, limit, used, most, resets)));
    }

    private static Reason TooMuch(
        AccountState state,
        Limit limit,
        Int128 used,
        decimal most,
        long? resets
    )
    {
        var unit = state.Policy.Meters[limit.Meter].Unit;
        var message = $"{Shown.Of(used, unit)} used of {Shown.Of(most, unit)}; this would be more.";
        return Gatekeeper.Because(state, limit.Clause, limit.Gate, message) with
        {
            Limit = Shown.Number(most, unit),
            Used = Shown.Number(used, unit),
            Resets = resets,
            RetryAt = limit.Gate == Outcome.Deny ? resets : null,
        };
    }
}
