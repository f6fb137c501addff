using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>After enough cycles without a case an account is in good standing again, and what was done counts no more.</summary>
internal static class FallingBack
{
    /// <summary>Whether there is anything to fall back from.</summary>
    public static bool MayHappen(StandingFold fold) => fold.Book.Steps.All.Any(IsCounted);

    /// <summary>Looks whether the account falls back as a cycle ends.</summary>
    public static void Look(StandingFold fold, Cycle ended)
    {
        if (fold.Policy.Ladder is not { FallsBackAfter: > 0 } ladder || !MayHappen(fold))
            return;
        var first = FirstOf(fold, ended, ladder.FallsBackAfter);
        var latest = fold.Book.Steps.All.Where(IsCounted).Max(step => step.InForce);
        if (first.From < latest)
            return;
        if (
            fold.Book.Cases.All.Any(each =>
                each.CountsAgainst && each.Cycle.From >= first.From && each.Cycle.From <= ended.From
            )
        )
            return;
        FallBack(fold, ended.To);
    }

    private static void FallBack(StandingFold fold, Moment at)
    {
        foreach (var each in fold.Book.Cases.All.Where(each => each.IsFresh))
            each.IsSpent = true;
        foreach (var step in fold.Book.Steps.ById.ToArray())
        {
            step.IsPast = true;
            if (!step.IsLive || step is { To: StepKind.Terminated, State: StepState.InForce })
                continue;
            Steps.Become(fold, step, StepState.Lapsed, at, Steps.Clean, StepKind.Good);
            fold.Shared.Charged?.End(step.Id, at);
            Notices.Changed(fold, step, at);
        }
        Restricting.Renew(fold);
    }

    private static bool IsCounted(StepEntry step) => step is { HasHeld: true, IsPast: false };

    private static Cycle FirstOf(StandingFold fold, Cycle ended, int cycles)
    {
        var first = ended;
        for (var i = 1; i < cycles; i++)
            first = fold.Calendar.CycleAt(first.From.Previous);
        return first;
    }
}
