using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>What a step rests on, read off the fold as the account is told of it.</summary>
internal static class Grounds
{
    /// <summary>The grounds of a step that is announced, or in force at once.</summary>
    public static StepGrounds Of(StandingFold fold, StepEntry step, Moment time) =>
        new(
            step.Id,
            step.To,
            Steps.CitedBy(step),
            ScopeOf(fold, step),
            TermsOf(fold, step),
            [.. step.Cases.Select(Of)],
            step.Deeds,
            EarlierOf(fold, step, time),
            MilderThan(fold, step, time)
        );

    private static StepScope ScopeOf(StandingFold fold, StepEntry step) =>
        new(
            step.Suspends,
            step.To == StepKind.Throttled ? Throttled(step) : [],
            step.Price is { } price
                ? new(price.Clause, price.Per, price.Amount, fold.Profile.Currency)
                : null
        );

    /// <summary>The clauses whose figures deny acts while the step is in force.</summary>
    private static ImmutableArray<ClauseId> Throttled(StepEntry step) =>
        [
            .. step
                .Cases.SelectMany(each => Restricting.ClausesOf(step.Version, each))
                .Distinct()
                .Where(clause => MayThrottle(step.Version, clause)),
        ];

    private static bool MayThrottle(PolicyVersion policy, ClauseId clause) =>
        policy.Limits.Any(limit =>
            limit.DeniesOnceThrottled && policy.Clauses.At(limit.Clause).Id == clause
        );

    private static StepTerms TermsOf(StandingFold fold, StepEntry step)
    {
        var ladder = step.Version.Ladder;
        var rung = ladder?.RungOf(step.To);
        return new(
            step.Announced,
            step.State == StepState.InForce,
            step.IsBrake,
            step.Notice,
            step.Lapses,
            step.Until,
            step.IsBrake ? TimeSpan.Zero : rung?.Lasts ?? TimeSpan.Zero,
            ladder?.FallsBackAfter ?? 0,
            fold.After(step.Announced, ladder?.AppealWithin ?? Ladder.DefaultAppealWithin),
            ladder?.DecidedWithin ?? Ladder.DefaultDecidedWithin,
            rung?.Offers ?? ""
        );
    }

    private static GroundCase Of(CaseEntry each) =>
        new(
            each.Id,
            each.Cited,
            each.Cycle.From,
            each.Cycle.To,
            each.Opened,
            each.Facts,
            each.FoundBy,
            each.FoundAt,
            each.Because
        );

    private static ImmutableArray<EarlierFinding> EarlierOf(
        StandingFold fold,
        StepEntry step,
        Moment time
    ) =>
        [
            .. fold
                .Book.Cases.All.Where(each =>
                    each.State == CaseState.Found
                    && each.FoundAt <= time
                    && !step.Cases.Contains(each)
                )
                .OrderBy(each => each.FoundAt)
                .ThenBy(each => each.Id, StringComparer.Ordinal)
                .Select(each => new EarlierFinding(
                    each.Id,
                    each.Clause,
                    each.FoundAt,
                    each.FoundBy,
                    each.IsSpent
                )),
        ];

    private static ImmutableArray<MilderStep> MilderThan(
        StandingFold fold,
        StepEntry step,
        Moment time
    ) =>
        [
            .. Possible
                .Kinds.Where(kind =>
                    step.Version.Ladder?.RungOf(kind) is not null
                    && Heights.Of(kind) < Heights.Of(step.To)
                )
                .Select(kind => Milder(fold, step, kind, time)),
        ];

    private static MilderStep Milder(StandingFold fold, StepEntry step, StepKind kind, Moment time)
    {
        var tried = fold.Book.Steps.All.LastOrDefault(other =>
            other is { HasHeld: true, IsPast: false, IsOfActs: false } && other.To == kind
        );
        return new(
            kind,
            tried?.Id,
            tried?.InForce ?? Moment.Never,
            Possible.Unmet(fold, step.Id, step.Cases, kind, time),
            kind == StepKind.Throttled
                && !step
                    .Cases.SelectMany(each => Restricting.ClausesOf(step.Version, each))
                    .Any(clause => MayThrottle(step.Version, clause))
        );
    }
}
