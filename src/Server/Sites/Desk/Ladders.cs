using Evenhand.Core.Policy;
using Evenhand.Core.Standing;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Desk;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Replay.Output;
using Evenhand.Server.Sites.Filling;
using Kind = Evenhand.Core.Policy.StepKind;
using State = Evenhand.Core.Effects.StepState;

namespace Evenhand.Server.Sites.Desk;

/// <summary>A policy's own ladder, with where an account stands on it.</summary>
/// <param name="ladder">The ladder.</param>
/// <param name="standing">Where the account stands.</param>
/// <param name="offers">What may be done now.</param>
/// <param name="reader">In whose zone.</param>
internal sealed class Ladders(
    Ladder ladder,
    StandingFigures standing,
    IReadOnlyList<ActOffer> offers,
    Reader reader
)
{
    /// <summary>The steps from good standing up.</summary>
    public IReadOnlyList<DrawnStep> Rungs()
    {
        var here = IndexOf(standing.Standing);
        return
        [
            new(
                Wire.StepKind.Good,
                here < 0 ? RungPlace.Here : RungPlace.Passed,
                here < 0 ? reader.Say["They stand here."] : reader.Say["Before."],
                ladder.FallsBackAfter > 0
                    ? reader.Say.Count(
                        ladder.FallsBackAfter,
                        "Again after {0} cycle without a case.|Again after {0} cycles without a case."
                    )
                    : ""
            ),
            .. ladder.Rungs.Select((rung, at) => Of(rung, at, here)),
        ];
    }

    private DrawnStep Of(Rung rung, int at, int here)
    {
        var (place, state) = PlaceOf(rung, at, here);
        return new DrawnStep((Wire.StepKind)rung.Kind, place, state, Rule(rung));
    }

    private (RungPlace Place, string State) PlaceOf(Rung rung, int at, int here)
    {
        var live = standing.Steps.LastOrDefault(step =>
            Stands(rung.Kind, step.To)
            && step
                is {
                    State: State.Proposed or State.Announced or State.InForce,
                    Suspends.IsEmpty: true
                }
        );
        if (live is { State: State.InForce })
            return (
                at == here ? RungPlace.Here : RungPlace.Passed,
                reader.Say["In force since {0}.", Day(live.InForce)]
            );
        if (at == here)
            return (RungPlace.Here, reader.Say["They stand here."]);
        if (live is { State: State.Proposed })
            return (RungPlace.Coming, reader.Say["Proposed; a second person must approve it."]);
        if (live is { State: State.Announced })
            return (
                RungPlace.Coming,
                live.Comes == Core.Time.Moment.Never
                    ? reader.Say["Announced; its notice has not arrived yet."]
                    : reader.Say["Announced; in force {0}.", Day(live.Comes)]
            );
        if (at < here)
            return (RungPlace.Passed, reader.Say["Below where they stand."]);
        return offers.Any(offer =>
            offer.Type == "step.proposed" && offer.IsPossible && IsOf(rung, offer)
        )
            ? (RungPlace.Open, reader.Say["Can be taken now."])
            : (RungPlace.Shut, reader.Say["Not now."]);
    }

    private static bool IsOf(Rung rung, ActOffer offer) =>
        Enum.GetValues<Kind>()
            .Any(kind =>
                Stands(rung.Kind, kind) && StepWords.Wire((Wire.StepKind)kind) == offer.About
            );

    private string Rule(Rung rung)
    {
        var parts = new List<string>();
        if (rung.Needs != Kind.Good)
            parts.Add(
                reader.Say["after {0}", StepWords.Standing((Wire.StepKind)rung.Needs, reader.Say)]
            );
        if (rung.Notice > TimeSpan.Zero)
            parts.Add(
                reader.Say[
                    "{0} of notice",
                    StepWords.Span((long)rung.Notice.TotalSeconds, reader.Say)
                ]
            );
        parts.Add(
            rung.ByAnyone ? reader.Say["by itself"]
            : rung.NeedsApproval(rung.Kind) ? reader.Say["two persons"]
            : reader.Say["a person"]
        );
        return $"{PageForms.Sentence(string.Join(", ", parts))}.";
    }

    private int IndexOf(Kind kind)
    {
        for (var at = 0; at < ladder.Rungs.Length; at++)
            if (Stands(ladder.Rungs[at].Kind, kind))
                return at;
        return -1;
    }

    /// <summary>Whether a step is the one of a rung: a restriction is throttled or charged.</summary>
    private static bool Stands(Kind rung, Kind step) =>
        rung == step || (rung == Kind.Restricted && (step is Kind.Throttled or Kind.Charged));

    private string Day(Core.Time.Moment moment) => reader.DayAndTime(Instants.Of(moment));
}
