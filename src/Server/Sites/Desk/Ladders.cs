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
                here < 0 ? "They stand here." : "Before.",
                ladder.FallsBackAfter > 0
                    ? $"Again after {Notation.Counted.Of(ladder.FallsBackAfter, "cycle")} without a case."
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
                $"In force since {Day(live.InForce)}."
            );
        if (at == here)
            return (RungPlace.Here, "They stand here.");
        if (live is { State: State.Proposed })
            return (RungPlace.Coming, "Proposed; a second person must approve it.");
        if (live is { State: State.Announced })
            return (
                RungPlace.Coming,
                live.Comes == Core.Time.Moment.Never
                    ? "Announced; its notice has not arrived yet."
                    : $"Announced; in force {Day(live.Comes)}."
            );
        if (at < here)
            return (RungPlace.Passed, "Below where they stand.");
        return offers.Any(offer =>
            offer.Type == "step.proposed" && offer.IsPossible && IsOf(rung, offer)
        )
            ? (RungPlace.Open, "Can be taken now.")
            : (RungPlace.Shut, "Not now.");
    }

    private static bool IsOf(Rung rung, ActOffer offer) =>
        Enum.GetValues<Kind>()
            .Any(kind =>
                Stands(rung.Kind, kind) && StepWords.Wire((Wire.StepKind)kind) == offer.About
            );

    private static string Rule(Rung rung)
    {
        var parts = new List<string>();
        if (rung.Needs != Kind.Good)
            parts.Add($"after {StepWords.Standing((Wire.StepKind)rung.Needs)}");
        if (rung.Notice > TimeSpan.Zero)
            parts.Add($"{StepWords.Span((long)rung.Notice.TotalSeconds)} of notice");
        parts.Add(
            rung.ByAnyone ? "by itself"
            : rung.NeedsApproval(rung.Kind) ? "two persons"
            : "a person"
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
