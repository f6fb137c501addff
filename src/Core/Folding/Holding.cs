using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Holds what an act would count, so that others find less left, and gives it back in the same amounts.</summary>
internal sealed class Holding
{
    private readonly List<(int Meter, long Key, Int128 Units)> units = [];
    private readonly List<(int Bucket, Int128 Tokens)> tokens = [];
    private readonly AccountState state;
    private decimal money;

    private Holding(AccountState state) => this.state = state;

    /// <summary>Holds what an act that is asked about would count.</summary>
    public static Holding Of(AccountState state, Event ask)
    {
        var holding = new Holding(state);
        if (ask.Type is { } type && type.Index > (int)BuiltIns.Kind.Asked)
            holding.Take(state.Dispatch.ByType[type.Index], ask);
        holding.Add(1);
        return holding;
    }

    /// <summary>Whether the act counts nothing, so that there is nothing to give back.</summary>
    public bool HoldsNothing =>
        money == 0
        && units.TrueForAll(each => each.Units == 0)
        && tokens.TrueForAll(each => each.Tokens == 0);

    /// <summary>Gives it back.</summary>
    public void Release() => Add(-1);

    private void Take(TypeRules rules, Event ask)
    {
        var thing =
            rules.Role == ThingRole.None
                ? null
                : state.Things[rules.Thing!.Index].Find(ask[rules.ThingSlot]);
        foreach (var (place, tap) in rules.Flows)
            if (
                Matching.All(tap.Selection.Conditions, ask, thing)
                && state.Meters[place] is FlowState flow
                && Circumstancing.Hold(state, rules, ask, flow.Meter.While)
            )
                units.Add(
                    (
                        place,
                        MeterFold.KeyOf(tap, ask),
                        MeterFold.WouldAdd(
                            flow,
                            tap,
                            ask,
                            state.WindowAt(flow.Meter.Window, ask.Time)
                        )
                    )
                );
        foreach (var (place, tap) in rules.Adds)
            if (Matching.All(tap.Selection.Conditions, ask, thing))
                units.Add((place, MeterFold.KeyOf(tap, ask), Measuring.Of(tap.Measure, ask)));
        foreach (var (place, tap) in rules.Buckets)
            if (Matching.All(tap.Selection.Conditions, ask, thing))
                tokens.Add((place, Measuring.Of(tap.Measure, ask)));
        if (rules.Role == ThingRole.Opens && thing is null)
            TakeStocks(rules, ask);
        if (rules.Draws && ask.Has(rules.CostSlot))
            money = ask.Money(rules.CostSlot);
    }

    private void TakeStocks(TypeRules rules, Event ask)
    {
        long[] kept = [.. rules.KeptSlots.Select(slot => slot < 0 ? 0 : ask[slot])];
        foreach (var stock in state.Stocks)
            if (stock.Meter.Thing == rules.Thing)
                units.Add((stock.Meter.Index, 0, stock.Weigh(kept) * ask.Times));
    }

    private void Add(int sign)
    {
        foreach (var (meter, key, amount) in units)
            state.Held.Add(meter, key, amount * sign);
        foreach (var (bucket, amount) in tokens)
            state.Held.AddTokens(bucket, amount * sign);
        state.Held.AddMoney(money * sign);
    }
}
