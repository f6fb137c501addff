using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>What an account, and those who run the service, are told of steps.</summary>
internal static class Notices
{
    /// <summary>A step was announced, or a brake applied.</summary>
    public static void Tell(StandingFold fold, StepEntry step, Moment time) =>
        Say(
            fold,
            Steps.CitedBy(step),
            time,
            "step",
            // What is in force as it is told came into force before it was: that is a series of its own.
            Saying.SeriesOfStep(
                step.Id,
                step.State == StepState.InForce ? "told" : Word(step.State)
            ),
            new Facts(
                FactKind.StepAnnounced,
                [OfKind(step), OfNotice(step), .. OfUntil(step), .. OfState(step)]
            ),
            Grounds.Of(fold, step, time)
        );

    /// <summary>A step came into force, or ended.</summary>
    public static void Changed(StandingFold fold, StepEntry step, Moment time) =>
        Say(
            fold,
            Steps.CitedBy(step),
            time,
            "step-changed",
            Saying.SeriesOfStep(step.Id, Word(step.State)),
            new Facts(
                FactKind.StepChanged,
                [OfKind(step), new(NamedFigure.State, Word(step.State))]
            )
        );

    /// <summary>A decision found that the policy can be read in more than one way.</summary>
    public static void ReadingNeeded(
        StandingFold fold,
        AppealEntry appeal,
        Citation cited,
        Moment time
    ) =>
        Say(
            fold,
            cited,
            time,
            "reading-needed",
            $"unclear:{appeal.Id}",
            new Facts(FactKind.ReadingNeeded, [])
        );

    /// <summary>A termination was taken back; the contract stays ended until people open it anew.</summary>
    public static void ReinstatementNeeded(StandingFold fold, StepEntry step, Moment time) =>
        Say(
            fold,
            Steps.CitedBy(step),
            time,
            "reinstatement-needed",
            $"reversed:{step.Id}",
            new Facts(FactKind.ReinstatementNeeded, [])
        );

    private static void Say(
        StandingFold fold,
        Citation cited,
        Moment time,
        string what,
        string series,
        Facts facts,
        StepGrounds? grounds = null
    ) =>
        fold.Say(
            new Notice(time, fold.Profile.Account, cited, what, facts)
            {
                Said = new Saying(cited.Clause.Slug, series, fold.Profile.Opened, 1),
                Grounds = grounds,
            }
        );

    private static NamedFigure OfKind(StepEntry step) => new(NamedFigure.To, Heights.Word(step.To));

    private static NamedFigure OfNotice(StepEntry step) =>
        new(NamedFigure.Days, step.Notice.Days.ToString(CultureInfo.InvariantCulture));

    /// <summary>What is in force as it is told needs no delivery.</summary>
    private static IEnumerable<NamedFigure> OfState(StepEntry step) =>
        step.State == StepState.InForce ? [new(NamedFigure.State, Word(step.State))] : [];

    private static IEnumerable<NamedFigure> OfUntil(StepEntry step) =>
        step.Until == Moment.Never
            ? []
            :
            [
                new(
                    NamedFigure.Until,
                    step.Until.Instant.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null)
                ),
            ];

    private static string Word(StepState state) =>
        state switch
        {
            StepState.Proposed => "proposed",
            StepState.Announced => "announced",
            StepState.InForce => "in-force",
            StepState.Lifted => "lifted",
            StepState.Lapsed => "lapsed",
            _ => "withdrawn",
        };
}
