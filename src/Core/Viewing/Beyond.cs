using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Viewing;

/// <summary>Tells what a policy does with what goes beyond a figure: what its other rules say of it.</summary>
internal static class Beyond
{
    private const int Whole = 100;

    /// <summary>Beyond an allowance: what is charged, drawn from prepaid money, told.</summary>
    public static ImmutableArray<Consequence> Of(AccountState state, Allowance allowance)
    {
        var policy = state.Policy;
        var found = new List<Consequence>();
        foreach (var charge in policy.Charges)
            if (charge.Meter == allowance.Meter && !charge.Beyond.IsNone)
                found.Add(Of(state, charge));
        if (policy.Wallet is { } wallet && wallet.Less == allowance.Place)
            found.Add(new(ConsequenceKind.Prepaid, state.Cite(wallet.Clause), []));
        foreach (var rule in policy.Notices)
            if (rule.Cover == allowance.Place && (rule.ThenEvery > 0 || rule.At.Contains(Whole)))
                found.Add(new(ConsequenceKind.Notice, state.Cite(rule.Clause), []));
        return OrNothing(state, allowance.Clause, found);
    }

    /// <summary>Beyond a limit: what the gate says, and whether a person looks at it.</summary>
    public static ImmutableArray<Consequence> Of(AccountState state, Limit limit)
    {
        var found = new List<Consequence>();
        if (Gated(limit.Gate) is { } gated)
            found.Add(new(gated, state.Cite(limit.Clause), []));
        if (limit.OpensCase)
            found.Add(new(ConsequenceKind.Case, state.Cite(limit.Clause), []));
        foreach (var repeat in state.Policy.Repeats)
            if (repeat.Limits.Contains(limit.Place))
                found.Add(Of(state, repeat));
        return OrNothing(state, limit.Clause, found);
    }

    /// <summary>Beyond the limit that the account set for itself.</summary>
    public static ImmutableArray<Consequence> Of(AccountState state, Cap cap)
    {
        var found = new List<Consequence>();
        if (Gated(cap.AutomatedOutcome) is { } automated)
            found.Add(OfActs(state, cap, automated, Consequence.Automated));
        if (Gated(cap.OthersOutcome) is { } others)
            found.Add(OfActs(state, cap, others, Consequence.Others));
        if (cap.Pause is { } pause)
            found.Add(new(ConsequenceKind.Paused, state.Cite(pause.Clause), []));
        return OrNothing(state, cap.Clause, found);
    }

    private static Consequence OfActs(
        AccountState state,
        Cap cap,
        ConsequenceKind what,
        string acts
    ) => new(what, state.Cite(cap.Clause), [new NamedFigure(Consequence.Acts, acts)]);

    private static Consequence Of(AccountState state, Charge charge)
    {
        var currency = state.Profile.Currency;
        var price = Prices.Of(state, charge) is { } found ? ((Rational)found).ToString() : null;
        return new(
            charge.Due ? ConsequenceKind.Billed : ConsequenceKind.Proposed,
            state.Cite(charge.Clause),
            price is null
                ? []
                :
                [
                    new NamedFigure(Consequence.Price, price),
                    new NamedFigure(Consequence.Currency, currency),
                    new NamedFigure(
                        Consequence.Per,
                        ((Rational)charge.Per).ToString(),
                        charge.Unit.Name,
                        charge.Unit.Plural
                    ),
                ]
        );
    }

    private static Consequence Of(AccountState state, Repeat repeat) =>
        new(
            ConsequenceKind.RepeatedCase,
            state.Cite(repeat.Clause),
            [
                new NamedFigure(
                    repeat.Each == WindowKind.Cycle ? NamedFigure.Cycles : NamedFigure.Days,
                    ((Rational)repeat.Times).ToString()
                ),
            ]
        );

    private static ConsequenceKind? Gated(Outcome outcome) =>
        outcome switch
        {
            Outcome.Deny => ConsequenceKind.Denied,
            Outcome.Warn => ConsequenceKind.Warned,
            _ => null,
        };

    private static ImmutableArray<Consequence> OrNothing(
        AccountState state,
        Place<Clause> clause,
        List<Consequence> found
    ) => found.Count > 0 ? [.. found] : [new(ConsequenceKind.Nothing, state.Cite(clause), [])];
}
