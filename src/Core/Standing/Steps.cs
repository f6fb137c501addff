using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>How a step goes from state to state; whether it may is asked before.</summary>
internal static class Steps
{
    /// <summary>Who or what the system is in records.</summary>
    public const string Rule = "rule",
        Time = "time",
        Clean = "clean";

    /// <summary>Tells the account of a step; its clock runs from the delivery.</summary>
    public static void Announce(StandingFold fold, StepEntry step, Moment time, string by)
    {
        step.Announced = time;
        Become(fold, step, StepState.Announced, time, by);
        Notices.Tell(fold, step, time);
    }

    /// <summary>The notice reached the account: the first one counts.</summary>
    public static void Deliver(StandingFold fold, StepEntry step, Moment time)
    {
        if (step.State != StepState.Announced || step.Delivered != Moment.Never)
            return;
        step.Delivered = time;
        if (IsChallenged(fold, step))
            step.Left = step.Notice;
        else
            Start(fold, step, time, step.Notice);
    }

    /// <summary>An appeal stops the clock of an announced step.</summary>
    public static void Stop(StepEntry step, Moment time)
    {
        if (step.State != StepState.Announced || step.Delivered == Moment.Never)
            return;
        step.Left = step.Comes - time;
        step.Comes = Moment.Never;
    }

    /// <summary>What was left of the notice runs on.</summary>
    public static void GoOn(StandingFold fold, StepEntry step, Moment time)
    {
        if (step is not { State: StepState.Announced, Left: { } left })
            return;
        step.Left = null;
        Start(fold, step, time, left);
    }

    private static void Start(StandingFold fold, StepEntry step, Moment time, TimeSpan left)
    {
        step.Comes = time + left;
        if (step.Comes <= time && !fold.HasEnded(time))
            ComeIntoForce(fold, step, time, Time);
    }

    /// <summary>The step does what it is for.</summary>
    public static void ComeIntoForce(StandingFold fold, StepEntry step, Moment time, string by)
    {
        step.InForce = time;
        Become(fold, step, StepState.InForce, time, by);
        if (step.To == StepKind.Charged)
            Restricting.Charge(fold, step, time);
        Restricting.Renew(fold);
        if (step.To == StepKind.Terminated)
            fold.EndContract(time);
    }

    /// <summary>The step ends.</summary>
    public static void End(
        StandingFold fold,
        StepEntry step,
        StepState state,
        Moment time,
        string by
    )
    {
        Become(fold, step, state, time, by);
        fold.Shared.Charged?.End(step.Id, time);
        Restricting.Renew(fold);
        Notices.Changed(fold, step, time);
    }

    /// <summary>Takes a step off: one in force is lifted, one on its way withdrawn; one that has ended stays as it is.</summary>
    public static void TakeOff(StandingFold fold, StepEntry step, Moment time, string by)
    {
        if (step.IsLive)
            End(
                fold,
                step,
                step.State == StepState.InForce ? StepState.Lifted : StepState.Withdrawn,
                time,
                by
            );
    }

    /// <summary>A step turns out to have been wrong: it counts for nothing, and nothing of it is billed.</summary>
    public static void Undo(StandingFold fold, StepEntry step)
    {
        step.IsUndone = true;
        fold.Shared.Charged?.Undo(step.Id);
    }

    /// <summary>Steps that no fresh finding keeps up any more are taken off, in the order of their ids.</summary>
    public static void Recheck(StandingFold fold, Moment time)
    {
        foreach (var step in fold.Book.Steps.ById.ToArray())
            if (step.IsLive && step.LacksGround)
            {
                Undo(fold, step);
                TakeOff(fold, step, time, Rule);
            }
    }

    /// <summary>Whether an appeal against it is undecided.</summary>
    public static bool IsChallenged(StandingFold fold, StepEntry step) =>
        fold.Book.OpenAppeal(new Challenged(step.Id, null, null)) is not null;

    /// <summary>Notes the state of a step, and says it.</summary>
    public static void Become(
        StandingFold fold,
        StepEntry step,
        StepState state,
        Moment time,
        string by,
        StepKind? standing = null
    )
    {
        step.State = state;
        fold.Say(
            new StepChanged(
                time,
                fold.Profile.Account,
                step.Id,
                step.To,
                state,
                CitedBy(step),
                [.. step.Cases.Select(each => each.Id)],
                by,
                standing ?? fold.Book.Standing
            )
        );
        if (state == StepState.InForce)
            Notices.Changed(fold, step, time);
    }

    /// <summary>The clause of the ladder; where there is none, that of the first case.</summary>
    public static Citation CitedBy(StepEntry step)
    {
        var place = step.Version.Ladder is { } ladder
            ? ladder.Clause
            : step.Version.PlaceOf(step.Cases[0].Clause);
        return Citation.Of(step.Version, step.Version.Clauses.At(place));
    }
}
