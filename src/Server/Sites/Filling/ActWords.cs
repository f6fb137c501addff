using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Figures;
using Evenhand.Replay.Output;
using Evenhand.Wording;
using static Evenhand.Core.Stream.BuiltIns.Kind;
using What = Evenhand.Core.Stream.BuiltIns.Kind;

namespace Evenhand.Server.Sites.Filling;

/// <summary>What an act came to, in a sentence for the page after it.</summary>
internal static class ActWords
{
    /// <summary>The sentence.</summary>
    public static string Of(EvenhandNode node, ActDone done, Language say) =>
        done.Row.Kind switch
        {
            AppealOpened => say["Your appeal is opened. Somebody who had no hand in it decides."],
            ExceptionRequested => say["Your request is with your provider, who answers it here."],
            FindingMade => say["The excess is established: steps of the ladder can rest on it."],
            CaseDismissed => say["The case is let go, and nothing comes of it."],
            StepProposed => Proposed(node, done, say),
            StepApproved => say["It is approved, and the account is told."],
            StepWithdrawn => say["The step is taken back."],
            StepLifted => say["The step is lifted, and the account is told."],
            BrakeApplied => say[
                "The account's acts are suspended for a day, and it is told. Only a second person can keep it so."
            ],
            AppealDecided => say["The appeal is decided, and the account is told."],
            What.Exception => say["The exception is granted, and the account is told."],
            ExceptionRefused => say["The exception is refused, and the account is told."],
            HoldPlaced => say["It is kept from now on."],
            HoldReleased => say["It is let go, and may be deleted from now on."],
            QuarantineLifted => say["It is out of quarantine."],
            Confirmed => say["The charge is confirmed."],
            Waived => say["The charge is let go."],
            _ => say["It is on record."],
        };

    /// <summary>What was done, as a heading.</summary>
    public static string Title(What kind, Language say) =>
        kind switch
        {
            FindingMade => say["Excess established"],
            CaseDismissed => say["Case let go"],
            StepProposed => say["Step proposed"],
            StepApproved => say["Step approved"],
            StepWithdrawn => say["Step taken back"],
            StepLifted => say["Step lifted"],
            BrakeApplied => say["Brake applied"],
            AppealDecided => say["Appeal decided"],
            What.Exception => say["Exception granted"],
            ExceptionRefused => say["Exception refused"],
            HoldPlaced => say["Hold placed"],
            HoldReleased => say["Hold let go"],
            QuarantineLifted => say["Quarantine lifted"],
            Confirmed => say["Charge confirmed"],
            Waived => say["Charge let go"],
            Voided => say["Taken back"],
            _ => say["On record"],
        };

    /// <summary>Why an act cannot be done now, and from when on; null where it can.</summary>
    /// <param name="unmet">The conditions that do not hold.</param>
    /// <param name="from">From when on they do, where time alone is missing.</param>
    /// <param name="reader">Who reads it.</param>
    public static string? WhyNot(Unmet unmet, Moment? from, Reader reader)
    {
        if (unmet == Unmet.None)
            return null;
        var possible = from is { } at
            ? reader.Say["Possible from {0} on.", reader.DayAndTime(Instants.Of(at))]
            : null;
        // Time says nothing that its instant does not say better.
        return unmet == Unmet.Time && possible is not null
            ? possible
            : string.Join(
                " ",
                new[]
                {
                    $"{PageForms.Sentence(UnmetSentence.Of(unmet, reader.Say))}.",
                    possible,
                }.OfType<string>()
            );
    }

    private static string Proposed(EvenhandNode node, ActDone done, Language say)
    {
        var step = node
            .Standing.Of(done.Account)
            ?.Steps.FirstOrDefault(each => each.Id == done.About);
        var what = step is null ? say["The step"] : StepWords.Standing((Wire.StepKind)step.To, say);
        return step?.State == Core.Effects.StepState.Proposed
            ? say[
                "{0} is proposed. It waits for a second person's approval; the account is told then.",
                what
            ]
            : say["{0}: announced, and the account is told.", what];
    }
}
