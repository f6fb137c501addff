using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Gate;

/// <summary>Reserves what an act would count, so that others find less left, and gives it back in the same amounts.</summary>
internal sealed class ReservedTouches
{
    private readonly List<Touch> touches = [];
    private readonly ReservedAmounts reserved;
    private readonly decimal money;
    private readonly List<int> bounds = [];
    private readonly Moment ends;

    private ReservedTouches(in Act act, ReservedAmounts reserved, Moment ends)
    {
        (this.reserved, this.ends) = (reserved, ends);
        var most = act.Rules.MostTouches;
        var resolved = Touches.OfAsk(
            act,
            most <= Touches.OnStack ? stackalloc Touch[most] : new Touch[most]
        );
        foreach (var touch in resolved)
            if (touch.Units > 0 && LeavesLess(touch.Kind))
                touches.Add(touch);
        money = WalletGate.Draws(act, reserved, resolved);
        foreach (var (place, rule) in act.Rules.Concurrencies)
            if (act.IsAmong(rule.Acts))
                bounds.Add(place);
    }

    /// <summary>Reserves what an act that is asked about would count; null where it would count nothing.</summary>
    /// <param name="state">The account.</param>
    /// <param name="reserved">What is reserved of it.</param>
    /// <param name="ask">The ask.</param>
    /// <param name="ends">When the reservation ends by itself.</param>
    public static ReservedTouches? Of(
        AccountState state,
        ReservedAmounts reserved,
        Event ask,
        Moment ends
    )
    {
        if (ask.Type is not { } type || type.Index <= (int)BuiltIns.Kind.Asked)
            return null;
        var taken = new ReservedTouches(Act.AskedAbout(state, ask), reserved, ends);
        taken.Take();
        return taken;
    }

    /// <summary>Whether the act counts nothing and is under no bound on what goes on at once, so that there is nothing to give back.</summary>
    public bool IsNothing => money == 0 && touches.Count + bounds.Count == 0;

    /// <summary>Gives it back.</summary>
    public void Release()
    {
        foreach (var touch in touches)
            if (touch.IsOfValue)
                reserved.RemoveValue(touch.Meter, touch.Key, touch.Value);
            else
                Add(touch, -touch.Units);
        reserved.AddMoney(-money);
        foreach (var bound in bounds)
            reserved.End(bound, ends);
    }

    private void Take()
    {
        foreach (var touch in touches)
            if (touch.IsOfValue)
                reserved.AddValue(touch.Meter, touch.Key, touch.Value, touch.Units);
            else
                Add(touch, touch.Units);
        reserved.AddMoney(money);
        foreach (var bound in bounds)
            reserved.Begin(bound, ends);
    }

    private void Add(in Touch touch, Int128 units)
    {
        if (touch.Kind == TouchKind.Bucket)
            reserved.AddTokens(touch.Place, units);
        else
            reserved.Add(touch.Meter, touch.Key, units);
    }

    /// <summary>What gives room is not reserved: a balance that is taken from, a ratio's whole.</summary>
    private static bool LeavesLess(TouchKind kind) =>
        kind
            is TouchKind.Flow
                or TouchKind.Adds
                or TouchKind.Part
                or TouchKind.Bucket
                or TouchKind.Stock;
}
