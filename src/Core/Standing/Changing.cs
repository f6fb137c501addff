using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>An appeal that is decided by a lower step in the place of the one challenged.</summary>
internal static class Changing
{
    /// <summary>What stands against the lower step.</summary>
    /// <param name="fold">The account.</param>
    /// <param name="old">The step that was challenged.</param>
    /// <param name="to">What takes its place; null where the word is no step.</param>
    /// <param name="time">When it is decided.</param>
    public static Unmet Unmet(StandingFold fold, StepEntry old, StepKind? to, Moment time)
    {
        var unmet = fold.HasEnded(time) ? Effects.Unmet.Time : Effects.Unmet.None;
        if (to is not { } kind)
            return unmet | Effects.Unmet.Kind;
        if (kind == StepKind.Charged || old.Version.Ladder?.RungOf(kind) is null)
            unmet |= Effects.Unmet.Kind;
        if (Heights.Of(kind) >= Heights.Of(old.To))
            unmet |= Effects.Unmet.Higher;
        return unmet;
    }

    /// <summary>The old step ends, and the lower one takes its place for the same cases.</summary>
    public static void Apply(StandingFold fold, StepEntry old, StepKind to, StepDeed deed)
    {
        var (time, by) = (deed.Time, deed.By);
        var wasInForce = old.State == StepState.InForce;
        Steps.Undo(fold, old);
        Steps.TakeOff(fold, old, time, by);
        foreach (var each in old.Cases)
            each.CarriesBelow = Math.Min(each.CarriesBelow, Heights.Of(old.To));
        var step = new StepEntry($"{old.Id}:changed", to, old.Version, old.Cases, [])
        {
            Proposed = time,
            Until = old.Until,
            Takers = old.Takers.Add(by),
            Deeds = old.Deeds.Add(deed),
        };
        fold.Book.Steps.Add(step);
        if (wasInForce)
        {
            step.Announced = time;
            Steps.ComeIntoForce(fold, step, time, by);
            Notices.Tell(fold, step, time);
        }
        else
            Steps.Announce(fold, step, time, by);
        Steps.Recheck(fold, time);
    }
}
