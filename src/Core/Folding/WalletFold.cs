using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Rating;
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
        if (state.Speaks && e.Has(rules.CostSlot) && Matching.Any(rule.Acts, e, thing))
            state.Shared.Wallet.Draw(e.Money(rules.CostSlot), Uncovered(state, rules, e, thing));
    }

    private static Rational Uncovered(
        AccountState state,
        TypeRules rules,
        Event e,
        ThingEntry? thing
    )
    {
        if (
            Link(state) is not { } link
            || Counted(rules, link.Cover.Meter, e, thing) is not { } tap
        )
            return 1;
        var units = Math.Max(1, Measuring.Of(tap.Measure, e));
        return new Rational(
            CoverFold.Left(state, rules, link, MeterFold.KeyOf(tap, e), units, e),
            units
        );
    }

    /// <summary>Whether an act that is only asked about would be covered whole (if its size is given, else at all).</summary>
    public static bool IsCovered(AccountState state, TypeRules rules, Event e, ThingEntry? thing)
    {
        if (
            Link(state) is not { } link
            || Counted(rules, link.Cover.Meter, e, thing) is not { } tap
        )
            return false;
        var units = Math.Max(1, Measuring.Of(tap.Measure, e));
        return CoverFold.Left(state, rules, link, MeterFold.KeyOf(tap, e), units, e) == 0;
    }

    private static Allowances.CoverState? Link(AccountState state)
    {
        var cover = state.Policy.Wallet!.Less;
        if (cover < 0)
            return null;
        var chain = state.ChainOf[state.Policy.Covers[cover].Meter];
        return chain is null ? null : Array.Find(chain.Links, link => link.Cover.Index == cover);
    }

    private static Tap? Counted(TypeRules rules, int meter, Event e, ThingEntry? thing)
    {
        foreach (var (place, tap) in rules.Flows)
            if (place == meter && Matching.All(tap.Selection.Conditions, e, thing))
                return tap;
        return null;
    }
}
