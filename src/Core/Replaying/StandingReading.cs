using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Standing;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>Reads where an account stands, and what the ladder allows now.</summary>
public static class StandingReading
{
    /// <summary>Where an account stands at an instant.</summary>
    public static StandingFigures Of(LiveAccount live, Moment time)
    {
        var fold = live.FoldAt(time);
        if (fold.KnownStanding is not { } standing)
            return StandingFigures.Nothing;
        fold.Speak(time);
        var book = standing.Book;
        return new StandingFigures(
            book.Standing,
            [.. book.Cases.All.Select(each => Of(standing, each))],
            [.. book.Steps.All.Select(Of)],
            [
                .. book.Appeals.All.Select(each => new AppealFigures(
                    each.Id,
                    each.Against,
                    each.Due,
                    each.Outcome,
                    each.Reason
                )),
            ],
            [.. book.Requests.All.Select(Of)]
        );
    }

    /// <summary>The ids of the steps that there are at an instant.</summary>
    public static IReadOnlySet<string> StepsOf(LiveAccount live, Moment time) =>
        live.FoldAt(time).KnownStanding is { } standing
            ? standing.Book.Steps.All.Select(each => each.Id).ToHashSet()
            : new HashSet<string>();

    /// <summary>A clause of the version in force at an instant; null where it has none of that slug.</summary>
    public static Citation? Cited(LiveAccount live, string clause, Moment time)
    {
        var policy = live.FoldAt(time).At(time).Policy;
        return policy.Clauses.FirstOrDefault(each => each.Id.Slug == clause) is { } cited
            ? Citation.Of(policy, cited)
            : null;
    }

    /// <summary>Whether a case is found by a finding of an instant.</summary>
    public static bool HasFinding(LiveAccount live, Moment time) =>
        live.FoldAt(time)
            .KnownStanding?.Book.Cases.All.Any(each =>
                each.State == CaseState.Found && each.FoundAt == time
            ) == true;

    /// <summary>What can be proposed on a case at an instant, and why not the rest; null where there is no such case.</summary>
    public static IReadOnlyList<PossibleStep>? On(LiveAccount live, string caseId, Moment time)
    {
        var fold = live.FoldAt(time);
        if (
            fold.KnownStanding is not { } standing
            || !standing.Book.Cases.TryFind(caseId, out var on)
        )
            return null;
        fold.Speak(time);
        return
        [
            .. Possible
                .Kinds.Where(kind => IsOfPolicy(standing.Policy, on, kind))
                .Select(kind => On(standing, on, kind, time)),
        ];
    }

    private static bool IsOfPolicy(PolicyVersion policy, CaseEntry on, StepKind kind) =>
        policy.Ladder is { } ladder
            ? ladder.RungOf(kind) is not null
            : kind == StepKind.Suspended && Suspending.Of(policy, on) is not null;

    private static PossibleStep On(StandingFold fold, CaseEntry on, StepKind kind, Moment time)
    {
        var unmet = Possible.Unmet(fold, "", [on], kind, time);
        var rung = fold.Policy.Ladder?.RungOf(kind);
        return new PossibleStep(
            kind,
            unmet,
            unmet == Unmet.Higher ? EndOfOthers(fold, kind) : null,
            rung?.NeedsApproval(kind) ?? true,
            rung?.Notice ?? TimeSpan.Zero
        );
    }

    /// <summary>When those that stand in the way have run out, if nobody takes them further; null where one does not run out.</summary>
    private static Moment? EndOfOthers(StandingFold fold, StepKind kind)
    {
        var end = fold
            .Book.Steps.All.Where(step =>
                step is { IsLive: true, IsOfActs: false } && Heights.Of(step.To) >= Heights.Of(kind)
            )
            .Aggregate(Moment.Earliest, (latest, step) => Moment.Max(latest, step.Lapses));
        return end is var known && known < Moment.Never && known > Moment.Earliest ? known : null;
    }

    private static CaseFigures Of(StandingFold fold, CaseEntry each) =>
        new(
            each.Id,
            each.Clause,
            fold.Policy.Name,
            each.Cycle.Name,
            each.Opened,
            each.State,
            each.FoundBy,
            each.State == CaseState.Found || each.FoundBy.Length > 0 ? each.FoundAt : Moment.Never,
            each.IsSpent,
            each.Basis == Folding.CaseBasis.Report,
            DueOf(fold, each)
        );

    /// <summary>When the first of those runs out that wait for a person: what is proposed, a loose brake, an appeal, or the open case.</summary>
    private static Moment DueOf(StandingFold fold, CaseEntry each)
    {
        var due = each.IsOpen
            ? fold.Calendar.Next(fold.Calendar.CycleAt(each.Cycle.From)).To
            : Moment.Never;
        foreach (var step in fold.Book.Steps.All)
        {
            if (!step.IsLive || !step.Cases.Contains(each))
                continue;
            if (step.IsLoose || step.State == StepState.Proposed)
                due = Moment.Min(due, step.Lapses);
            if (fold.Book.OpenAppeal(new Challenged(step.Id, null, null)) is { } appeal)
                due = Moment.Min(due, appeal.Due);
        }
        return due;
    }

    private static StepFigures Of(StepEntry each) =>
        new(
            each.Id,
            each.To,
            each.State,
            Steps.CitedBy(each),
            [.. each.Cases.Select(named => named.Id)],
            each.Suspends,
            each.Takers,
            each.Proposed,
            each.Announced,
            each.Delivered,
            each.Comes,
            each.InForce,
            each.Lapses
        )
        {
            IsBrake = each.IsBrake,
            IsKept = each.IsKept,
            IsUndone = each.IsUndone,
        };

    private static RequestFigures Of(RequestEntry each) =>
        new(
            each.Id,
            each.Clause,
            each.From,
            each.To,
            each.Amount,
            each.Due,
            each.State,
            each.AnsweredBy,
            each.Answered,
            each.Reason
        );
}
