using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Draws the cost of acts from the prepaid wallet, less what an allowance covered of them.</summary>
internal static class WalletFold
{
    /// <summary>
    /// Draws the cost of an act. It comes before the counting of the same act, while what is left of the allowance
    /// still tells how much of it will be covered.
    /// </summary>
    public static void Apply(AccountState state, TypeRules rules, Event e, ThingEntry? thing)
    {
        var rule = state.Policy.Wallet!;
        if (!state.Speaks || !e.Has(rules.CostSlot) || !Matching.Any(rule.Acts, e, thing))
            return;
        var cost = e.Money(rules.CostSlot);
        if (
            Link(state) is not { } link
            || Counted(rules, link.Cover.Meter, e, thing) is not { } tap
        )
        {
            state.Shared.Wallet.Draw(cost);
            return;
        }
        var units = Math.Max(1, Measuring.Of(tap.Measure, e));
        var uncovered = CoverFold.Left(state, rules, link, MeterFold.KeyOf(tap, e), units, e);
        state.Shared.Wallet.Draw(cost, uncovered, units);
    }

    /// <summary>Whether an act that is only asked about would be covered whole (if its size is given, else at all).</summary>
    public static bool IsCovered(AccountState state, TypeRules rules, Event e, ThingEntry? thing)
    {
        if (
            Link(state) is not { } link
            || Counted(rules, link.Cover.Meter, e, thing) is not { } tap
        )
            return false;
        if (!CoverFold.Applies(state, rules, link, e) || link.Cover is not Allowance allowance)
            return false;
        var key = MeterFold.KeyOf(tap, e);
        var left = CoverFold.LeftOf(state, link, allowance, key, e.Time);
        return left - state.Held.Of(allowance, key) >= Math.Max(1, Measuring.Of(tap.Measure, e));
    }

    private static Allowances.CoverState? Link(AccountState state)
    {
        var cover = state.Policy.Wallet!.Less;
        if (cover < 0)
            return null;
        var chain = state.ChainOf[state.Policy.Covers[cover].Meter];
        return chain?.Link(cover);
    }

    private static Tap? Counted(TypeRules rules, int meter, Event e, ThingEntry? thing)
    {
        foreach (var (place, tap) in rules.Flows)
            if (place == meter && Matching.All(tap.Selection.Conditions, e, thing))
                return tap;
        return null;
    }
}
