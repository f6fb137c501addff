using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Gate;

/// <summary>Holds what an act would count, so that others find less left, and gives it back in the same amounts.</summary>
internal sealed class Holding
{
    private readonly List<Touch> touches = [];
    private readonly Held held;
    private readonly decimal money;

    private Holding(in Act act, Held held)
    {
        this.held = held;
        var most = act.Rules.MostTouches;
        var resolved = Touches.OfAsk(
            act,
            most <= Touches.OnStack ? stackalloc Touch[most] : new Touch[most]
        );
        foreach (var touch in resolved)
            if (touch.Units > 0 && LeavesLess(touch.Kind))
                touches.Add(touch);
        money = WalletGate.Draws(act, held, resolved);
    }

    /// <summary>Holds what an act that is asked about would count; null where it would count nothing.</summary>
    public static Holding? Of(AccountState state, Held held, Event ask)
    {
        if (ask.Type is not { } type || type.Index <= (int)BuiltIns.Kind.Asked)
            return null;
        var holding = new Holding(Act.AskedAbout(state, ask), held);
        holding.Take();
        return holding;
    }

    /// <summary>Whether the act counts nothing, so that there is nothing to give back.</summary>
    public bool HoldsNothing => money == 0 && touches.Count == 0;

    /// <summary>Gives it back.</summary>
    public void Release()
    {
        foreach (var touch in touches)
            if (touch.IsOfValue)
                held.RemoveValue(touch.Meter, touch.Key, touch.Value);
            else
                Add(touch, -touch.Units);
        held.AddMoney(-money);
    }

    private void Take()
    {
        foreach (var touch in touches)
            if (touch.IsOfValue)
                held.AddValue(touch.Meter, touch.Key, touch.Value, touch.Units);
            else
                Add(touch, touch.Units);
        held.AddMoney(money);
    }

    private void Add(in Touch touch, Int128 units)
    {
        if (touch.Kind == TouchKind.Bucket)
            held.AddTokens(touch.Place, units);
        else
            held.Add(touch.Meter, touch.Key, units);
    }

    /// <summary>What gives room is not held: a balance that is taken from, a ratio's whole.</summary>
    private static bool LeavesLess(TouchKind kind) =>
        kind
            is TouchKind.Flow
                or TouchKind.Adds
                or TouchKind.Part
                or TouchKind.Bucket
                or TouchKind.Stock;
}
