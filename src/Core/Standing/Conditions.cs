using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Statements;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>What must hold for a step to be proposed, and again for it to be approved. Every condition that fails is named.</summary>
internal static class Conditions
{
    /// <summary>A finding carries no new proposal once so many calendar months have gone by.</summary>
    private const int MonthsOfAFinding = 12;

    /// <summary>Names that are nobody's.</summary>
    public static Unmet OfPerson(string by) =>
        by is Steps.Rule or Steps.Time or Steps.Clean ? Unmet.Person : Unmet.None;

    /// <summary>What stands against a step.</summary>
    public static Unmet Of(StandingFold fold, Proposal asked)
    {
        var unmet = asked.NamesUnknown ? Unmet.Cases : Unmet.None;
        var suspends = Suspending.Acts(fold.Policy, asked);
        if (!HasStep(fold.Policy, asked))
            unmet |= Unmet.Kind;
        if (!asked.Cases.All(each => Carries(fold, each, asked)))
            unmet |= Unmet.Finding;
        if (!IsNeedMet(fold, asked))
            unmet |= Unmet.Needed;
        if (IsAnotherOnItsWay(fold, asked, suspends))
            unmet |= Unmet.Higher;
        if (!IsChargeFine(fold, asked))
            unmet |= Unmet.Charge;
        if (!Suspending.IsFine(fold.Policy, asked))
            unmet |= Unmet.Suspends;
        if (!IsTimeFine(asked))
            unmet |= Unmet.Time;
        return unmet;
    }

    /// <summary>Whether the policy knows the step: in its ladder, or without one as the suspension that clauses speak of.</summary>
    private static bool HasStep(PolicyVersion policy, Proposal asked)
    {
        if (asked.Kind is not { } kind)
            return false;
        if (policy.Ladder is { } ladder)
            return ladder.RungOf(kind) is not null;
        return kind == StepKind.Suspended
            && asked.Cases.All(each => Suspending.Of(policy, each) is not null);
    }

    /// <summary>Whether the finding of a case is fresh, young enough, and not used up for the height.</summary>
    private static bool Carries(StandingFold fold, CaseEntry named, Proposal asked)
    {
        if (
            !named.IsFresh
            || fold.Calendar.AddMonths(asked.Time, -MonthsOfAFinding) >= named.FoundAt
        )
            return false;
        if (asked.Kind is not { } kind)
            return true;
        var height = Heights.Of(kind);
        return height < named.CarriesBelow
            && !fold.Book.Steps.All.Any(step =>
                step.HasHeld && Heights.Of(step.To) >= height && step.Cases.Contains(named)
            );
    }

    /// <summary>Whether the step that is needed has been in force since the account was last good, and a case was opened after it.</summary>
    public static bool IsNeedMet(StandingFold fold, Proposal asked)
    {
        if (
            asked.Kind is not { } kind
            || fold.Policy.Ladder?.RungOf(kind) is not { } rung
            || rung.Needs == StepKind.Good
        )
            return true;
        return fold.Book.Steps.All.Any(step =>
            step is { HasHeld: true, IsPast: false, IsOfActs: false }
            && Answers(step.To, rung.Needs)
            && asked.Cases.Any(each => each.Opened > step.InForce)
        );
    }

    private static bool Answers(StepKind kind, StepKind needed) =>
        kind == needed
        || needed == StepKind.Restricted && kind is StepKind.Throttled or StepKind.Charged;

    /// <summary>Whether a step of the same or a greater height is on its way; of a suspension of acts, one of the same acts or of all.</summary>
    public static bool IsAnotherOnItsWay(
        StandingFold fold,
        Proposal asked,
        ImmutableArray<string> suspends,
        bool onlyInForce = false
    )
    {
        if (asked.Kind is not { } kind)
            return false;
        var others = fold.Book.Steps.All.Where(step =>
            step.Id != asked.Id && (onlyInForce ? step.State == StepState.InForce : step.IsLive)
        );
        return suspends.IsEmpty
            ? others.Any(step => !step.IsOfActs && Heights.Of(step.To) >= Heights.Of(kind))
            : others.Any(step =>
                step.To == StepKind.Suspended
                && (!step.IsOfActs || step.Suspends.Intersect(suspends).Any())
            );
    }

    /// <summary>Whether a charge has a price that may be asked, and nothing else has one.</summary>
    private static bool IsChargeFine(StandingFold fold, Proposal asked)
    {
        if (asked.Kind != StepKind.Charged)
            return asked.Price is null;
        if (asked.Price is not { Per: > 0, Amount: > 0 } price)
            return false;
        var clauses = asked.Cases.SelectMany(each => Restricting.ClausesOf(fold.Policy, each));
        return clauses.Contains(price.Clause)
            && Restricting.LimitOf(fold.Policy, price.Clause) is not null
            && fold.Policy.Charges.All(charge => !IsAbove(fold, price, charge));
    }

    /// <summary>Whether a price is above the one that the policy prints for the same clause in the account's currency.</summary>
    private static bool IsAbove(StandingFold fold, StepPrice price, Charge charge) =>
        fold.Policy.Clauses.At(charge.Clause).Id == price.Clause
        && fold.PriceOf(charge) is { } printed
        && price.Amount * charge.Per > printed * price.Per;

    private static bool IsTimeFine(Proposal asked) =>
        asked.Until is not { } until || until > asked.Time && asked.Kind != StepKind.Terminated;
}
