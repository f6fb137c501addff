using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>The steps that the system takes by itself, as a case opens that compares with a printed figure.</summary>
internal static class SystemSteps
{
    /// <summary>Takes up the cases that one event opened. One step at most is taken, on the first by clause for which there is one.</summary>
    public static void Settle(StandingFold fold, List<OpenedCase> opened)
    {
        var cases = opened
            .Select(each => new CaseEntry(each.Clause, each.Cycle, each.Time, each.Basis)
            {
                Cited = each.Cited,
                Facts = each.Facts,
            })
            .ToArray();
        foreach (var each in cases)
            fold.Book.Cases.Add(each);
        foreach (var each in cases.OrderBy(each => each.Clause))
            if (each.Basis == CaseBasis.Printed && StepOn(fold, each) is { } asked)
            {
                Acts.Judged(fold, each, CaseState.Found, each.Opened, Steps.Rule);
                Acts.Take(fold, asked, Steps.Rule);
                return;
            }
    }

    /// <summary>The lowest step that anyone may take and that can be taken on a case; null for none.</summary>
    private static Proposal? StepOn(StandingFold fold, CaseEntry opened)
    {
        if (
            fold.Policy is not { Ladder: { } ladder } policy
            || opened.Opened < policy.OwnStepsFrom
            || IsSeenTo(fold, opened.Clause)
        )
            return null;
        return ladder
            .Rungs.Where(rung => rung.ByAnyone)
            .Select(rung => new Proposal(
                $"{opened.Id}:{Heights.Word(rung.Kind)}",
                rung.Kind,
                [opened],
                false,
                default,
                null,
                null,
                opened.Opened
            ))
            .FirstOrDefault(asked =>
                Conditions.IsNeedMet(fold, asked) && !Conditions.IsAnotherOnItsWay(fold, asked, [])
            );
    }

    /// <summary>Whether a step is on its way that names another case of the clause.</summary>
    private static bool IsSeenTo(StandingFold fold, ClauseId clause) =>
        fold.Book.Steps.All.Any(step =>
            step.State is StepState.Proposed or StepState.Announced
            && step.Cases.Any(each => each.Clause == clause)
        );
}
