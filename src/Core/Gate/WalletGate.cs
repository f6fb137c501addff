using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Gate;

/// <summary>Holds an act against the prepaid balance, unless an allowance covers it, and says what it would draw.</summary>
internal static class WalletGate
{
    /// <summary>What is held is rounded up to this part of the currency, so that it goes back as it came.</summary>
    private const decimal Finest = 1_000_000;

    /// <summary>Finds what the balance leaves.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        var state = asked.State;
        if (state.Policy.Wallet is not { } rule || !asked.Act.IsAmong(rule.Gated))
            return;
        if (asked.IsExcepted(rule.Clause) || IsCovered(asked.Act, asked.Reserved, asked.Touches))
            return;
        var left = Rational.Max(0, state.Shared.Wallet.Balance - asked.Reserved.Money);
        var bound = new Bound
        {
            Clause = rule.Clause,
            Gate = Outcome.Deny,
            Unit = new Unit(state.Profile.Currency, state.Profile.Currency, Dimension.Count, 1),
            Amount = Money(left),
            Left = Money(left),
            // Anything above zero is enough, whatever the act costs.
            Adds = 1 / Finest,
            Fails = left == Rational.Zero,
            IsSpent = true,
        };
        findings.Add(bound, bound.Fails ? Empty(asked, rule, findings) : null);
    }

    /// <summary>What an act would draw from the wallet beside what is held; rounded up.</summary>
    public static decimal Draws(in Act act, ReservedAmounts reserved, ReadOnlySpan<Touch> touches)
    {
        if (!act.Rules.Draws || !act.Event.Has(act.Rules.CostSlot))
            return 0;
        if (!act.IsAmong(act.State.Policy.Wallet!.Acts))
            return 0;
        var cost = act.Event.Money(act.Rules.CostSlot);
        if (WalletFold.Covered(act, touches) is not { } covered)
            return cost;
        var share = (decimal)Uncovered(act, reserved, covered) / covered.Units;
        return decimal.Ceiling(cost * share * Finest) / Finest;
    }

    private static bool IsCovered(
        in Act act,
        ReservedAmounts reserved,
        ReadOnlySpan<Touch> touches
    ) => WalletFold.Covered(act, touches) is { } covered && Uncovered(act, reserved, covered) == 0;

    private static Int128 Uncovered(in Act act, ReservedAmounts reserved, in Covered covered)
    {
        var (link, key) = (covered.Link, covered.Key);
        if (link.Cover is not Allowance allowance || !CoverFold.Applies(act, link))
            return covered.Units;
        var left =
            CoverFold.LeftOf(act.State, link, allowance, key, act.Time)
            - reserved.Of(allowance, key);
        return Int128.Max(0, covered.Units - Int128.Max(0, left));
    }

    /// <summary>A balance in whole millionths, rounded up so that something is never nothing.</summary>
    private static decimal Money(Rational balance) =>
        (decimal)(balance * Finest).Ceiling().Numerator / Finest;

    private static Reason Empty(in Asked asked, WalletRule rule, Findings findings)
    {
        var currency = asked.State.Profile.Currency;
        return findings.Because(
            rule.Clause,
            Outcome.Deny,
            FactKind.NoBalance,
            new NamedFigure(
                NamedFigure.Left,
                asked.State.Shared.Wallet.Balance.ToString(),
                currency,
                currency
            )
        );
    }
}
