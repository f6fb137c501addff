using Evenhand.Core.Allowances;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Folding;

/// <summary>Draws the cost of acts from the prepaid wallet, less what an allowance covered of them.</summary>
internal static class WalletFold
{
    /// <summary>
    /// Draws the cost of an act. It comes before the counting of the same act, while what is left of the allowance
    /// still tells how much of it will be covered.
    /// </summary>
    public static void Apply(in Act act, ReadOnlySpan<Touch> touches)
    {
        var (state, e) = (act.State, act.Event);
        var slot = act.Rules.CostSlot;
        if (!state.Speaks || !e.Has(slot) || !act.IsAmong(state.Policy.Wallet!.Acts))
            return;
        var cost = e.Money(slot);
        if (Covered(act, touches) is not { } covered)
        {
            state.Shared.Wallet.Draw(cost);
            state.Watcher?.Drew(state, cost);
            return;
        }
        var uncovered = CoverFold.Left(act, covered);
        state.Shared.Wallet.Draw(cost, uncovered, covered.Units);
        state.Watcher?.Drew(state, new Rational(uncovered, covered.Units) * cost);
    }

    /// <summary>
    /// What of an act the allowance meets that spares the wallet: at least one unit, so that an act without a size is
    /// covered whole or not at all. Null where there is no such allowance or it does not count the act.
    /// </summary>
    public static Covered? Covered(in Act act, ReadOnlySpan<Touch> touches)
    {
        if (Link(act.State) is not { } link)
            return null;
        long? units = null;
        long key = 0;
        foreach (ref readonly var touch in touches)
            if (touch.Kind == TouchKind.Flow && touch.Meter == link.Cover.Meter)
                (units, key) = (checked((units ?? 0) + (long)touch.Units), touch.Key);
        return units is { } met ? new Covered(link, key, Math.Max(1, met)) : null;
    }

    private static CoverState? Link(AccountState state)
    {
        var cover = state.Policy.Wallet!.Less;
        if (cover.IsNone)
            return null;
        var chain = state.ChainOf(state.Policy.Covers.At(cover).Meter.Index);
        return chain?.Link(cover);
    }
}

/// <summary>Units of an act that an allowance meets.</summary>
/// <param name="Link">The allowance.</param>
/// <param name="Key">Under which key the act counts.</param>
/// <param name="Units">How many, at least 1.</param>
internal readonly record struct Covered(CoverState Link, long Key, long Units);
