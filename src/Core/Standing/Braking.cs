using Evenhand.Core.Effects;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Standing;

/// <summary>The brake: acts are suspended at once where a clause says that it suspends, for a day unless a second person keeps it.</summary>
internal static class Braking
{
    /// <summary>What stands against a brake that is applied.</summary>
    public static Unmet UnmetAtFirst(StandingFold fold, Proposal asked)
    {
        var unmet = Unmet(fold, asked);
        if (!asked.Cases.All(each => each.IsOpen || each.IsFresh))
            unmet |= Effects.Unmet.Finding;
        if (asked.Cases.Any(each => WasBraked(fold, each)))
            unmet |= Effects.Unmet.State;
        var acts = Suspending.Acts(fold.Policy, asked);
        if (Conditions.IsAnotherOnItsWay(fold, asked, acts, onlyInForce: true))
            unmet |= Effects.Unmet.Higher;
        return unmet;
    }

    /// <summary>What stands against it, also as it is kept.</summary>
    public static Unmet Unmet(StandingFold fold, Proposal asked)
    {
        var unmet = asked.NamesUnknown ? Effects.Unmet.Cases : Effects.Unmet.None;
        if (!asked.Cases.All(each => Suspending.Of(fold.Policy, each) is not null))
            unmet |= Effects.Unmet.Kind;
        if (!Suspending.IsFine(fold.Policy, asked))
            unmet |= Effects.Unmet.Suspends;
        return unmet;
    }

    /// <summary>Suspends at once; the notice is made then.</summary>
    public static void Apply(StandingFold fold, Proposal asked, string by, string reason)
    {
        var step = new StepEntry(
            asked.Id,
            StepKind.Suspended,
            fold.Policy,
            asked.Cases,
            Suspending.Acts(fold.Policy, asked)
        )
        {
            Proposed = asked.Time,
            Announced = asked.Time,
            IsBrake = true,
            Takers = [by],
            Deeds = [new StepDeed(StepDeedKind.Braked, by, asked.Time, reason)],
        };
        fold.Book.Steps.Add(step);
        Steps.ComeIntoForce(fold, step, asked.Time, by);
        Notices.Tell(fold, step, asked.Time);
    }

    /// <summary>A second person keeps it: it holds until it is lifted, and each open case of it is found.</summary>
    public static void Keep(StandingFold fold, StepEntry step, StepDeed deed)
    {
        step.IsKept = true;
        foreach (var each in step.Cases.Where(each => each.IsOpen))
        {
            each.Because = deed.Reason;
            Acts.Judged(fold, each, CaseState.Found, deed.Time, deed.By);
        }
        Steps.Recheck(fold, deed.Time);
    }

    private static bool WasBraked(StandingFold fold, CaseEntry each) =>
        fold.Book.Steps.All.Any(step => step.IsBrake && step.Cases.Contains(each));
}
