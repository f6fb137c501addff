using Evenhand.Core.Allowances;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Adds acts to flows and balances, sets them against their covers, draws tokens, and has limits judged.</summary>
internal static class MeterFold
{
    /// <summary>Counts an act wherever it counts.</summary>
    public static void Apply(AccountState state, TypeRules rules, Event e, ThingEntry? thing)
    {
        foreach (var (place, tap) in rules.Flows)
            if (Matching.All(tap.Selection.Conditions, e, thing))
                Flow(state, rules, (FlowState)state.Meters[place], tap, e, thing);
        foreach (var (place, tap) in rules.Takes)
            if (Matching.All(tap.Selection.Conditions, e, thing))
                ((BalanceState)state.Meters[place]).Take(
                    KeyOf(tap, e),
                    Measuring.Of(tap.Measure, e)
                );
        foreach (var (place, tap) in rules.Adds)
            if (Matching.All(tap.Selection.Conditions, e, thing))
                Add(state, (BalanceState)state.Meters[place], tap, e);
        foreach (var (place, tap) in rules.Buckets)
            if (Matching.All(tap.Selection.Conditions, e, thing))
                Draw(state, place, Measuring.Of(tap.Measure, e), e.Time);
    }

    /// <summary>Holds a stock against its limits after something was opened.</summary>
    public static void JudgeStock(AccountState state, StockState stock, Event e)
    {
        foreach (var limit in state.Dispatch.LimitsOf[stock.Meter.Index])
            Judging.Amount(state, limit, 0, Levels.Whole(stock.Level), e.Time);
    }

    /// <summary>Lets meters of a kind of window forget what belongs to earlier ones.</summary>
    public static void Forget(AccountState state, WindowKind kind, long window)
    {
        foreach (var meter in state.Meters)
            if (meter is FlowState flow && flow.Meter.Window.Kind == kind && flow.Meter.Keyed)
                flow.Keep(window);
    }

    /// <summary>The key under which an act counts; 0 for the account, and for acts without the field.</summary>
    public static long KeyOf(Tap tap, Event e) => tap.Key < 0 ? 0 : e[tap.Key];

    /// <summary>What an act that is asked about would add to a flow: nothing where its distinct value is there already.</summary>
    public static long WouldAdd(FlowState flow, Tap tap, Event ask, long window)
    {
        var amount = Measuring.Of(tap.Measure, ask);
        if (tap.DistinctBy < 0 || IsUnnamed(tap, ask))
            return amount;
        return flow.WouldAdd(KeyOf(tap, ask), ask[tap.DistinctBy], amount, ask.Time, window);
    }

    /// <summary>Whether an ask leaves out the name that every such act will have: it asks for a new one.</summary>
    private static bool IsUnnamed(Tap tap, Event ask) =>
        !ask.Has(tap.DistinctBy) && ask.Type!.Fields[tap.DistinctBy].Required;

    private static void Flow(
        AccountState state,
        TypeRules rules,
        FlowState flow,
        Tap tap,
        Event e,
        ThingEntry? thing
    )
    {
        if (
            flow.Meter.While != Circumstances.Always
            && !Circumstancing.Hold(state, rules, e, flow.Meter.While)
        )
            return;
        var key = KeyOf(tap, e);
        var window = state.WindowAt(flow.Meter.Window, e.Time);
        var distinct = tap.DistinctBy < 0 ? 0 : e[tap.DistinctBy];
        var added = flow.Add(key, distinct, Measuring.Of(tap.Measure, e), e.Time, window);
        if (added == 0)
            return;
        state.Tally?.Add(flow.Meter.Index, added);
        if (state.ChainOf[flow.Meter.Index] is { } chain)
            CoverFold.Offer(state, rules, chain, key, added, e, thing);
        foreach (var limit in state.Dispatch.LimitsOf[flow.Meter.Index])
            Judging.Flow(state, limit, flow, key, added, e.Time, window);
    }

    private static void Add(AccountState state, BalanceState balance, Tap tap, Event e)
    {
        var key = KeyOf(tap, e);
        var sum = balance.Add(key, Measuring.Of(tap.Measure, e));
        foreach (var limit in state.Dispatch.LimitsOf[balance.Meter.Index])
            Judging.Amount(state, limit, key, sum, e.Time);
    }

    private static void Draw(AccountState state, int place, long tokens, long time)
    {
        var bucket = state.Policy.Buckets[place];
        state.Buckets[place].Draw(bucket, Figures.PerSecond(state, bucket, time), time, tokens);
    }
}
