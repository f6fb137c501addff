using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>What steps in force forbid and charge.</summary>
internal static class Restricting
{
    /// <summary>Derives what the gate denies from the steps in force.</summary>
    public static void Renew(StandingFold fold)
    {
        var restrictions = fold.Shared.Restrictions ??= new Restrictions();
        restrictions.Clear();
        foreach (var step in fold.Book.InForce)
            if (step.To == StepKind.Suspended)
                restrictions.Suspensions.Add(
                    new Suspended(step.Id, Steps.CitedBy(step), step.Suspends)
                );
            else if (step.To == StepKind.Throttled)
                foreach (var clause in step.Cases.SelectMany(each => ClausesOf(step.Version, each)))
                    restrictions.Throttled.Add((clause, step.Id));
    }

    /// <summary>The clause of a case; of a repeat also those that it repeats.</summary>
    public static IEnumerable<ClauseId> ClausesOf(PolicyVersion policy, CaseEntry of) =>
        policy
            .Repeats.Where(repeat => policy.Clauses.At(repeat.Clause).Id == of.Clause)
            .SelectMany(repeat => repeat.Limits)
            .Select(limit => policy.Clauses.At(policy.Limits.At(limit).Clause).Id)
            .Prepend(of.Clause)
            .Distinct();

    /// <summary>The one limit of a clause that a charge can be held against: of a quantity that adds up over a day or a cycle.</summary>
    public static Limit? LimitOf(PolicyVersion policy, ClauseId clause)
    {
        var limits = policy
            .Limits.Where(limit =>
                policy.Clauses.At(limit.Clause).Id == clause
                && AddsUp(policy.Meters.At(limit.Meter))
            )
            .ToImmutableArray();
        return limits is [var only] ? only : null;
    }

    /// <summary>A charge begins to count.</summary>
    public static void Charge(StandingFold fold, StepEntry step, Moment time)
    {
        var price = step.Price!;
        (fold.Shared.Charged ??= new ChargedUsage()).Begin(
            new Charged(
                step.Id,
                step.Version,
                price.Clause,
                LimitOf(step.Version, price.Clause)!.Place,
                price.Per,
                price.Amount,
                time
            )
        );
    }

    private static bool AddsUp(Meter meter) =>
        meter is FlowMeter { Window.Kind: WindowKind.Cycle or WindowKind.Day or WindowKind.UtcDay };
}
