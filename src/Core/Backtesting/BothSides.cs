using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Backtesting;

/// <summary>What an account came to under both, laid side by side.</summary>
/// <param name="window">The cycles.</param>
/// <param name="real">What was said and stated under the versions in force.</param>
/// <param name="other">The cases and the notices of the cycles under the other version.</param>
/// <param name="stated">The statements of the cycles under it.</param>
/// <param name="denied">Acts that were denied under one alone.</param>
internal sealed class BothSides(
    ImmutableArray<Cycle> window,
    ImmutableArray<Effect> real,
    IReadOnlyList<Effect> other,
    IReadOnlyList<Statement> stated,
    IReadOnlyDictionary<(Moment Cycle, ClauseId Clause), Apart> denied
)
{
    /// <summary>What is told of steps is taken as it was, and that a version was accepted says nothing of it.</summary>
    private static readonly HashSet<FactKind> Aside =
    [
        FactKind.StepAnnounced,
        FactKind.StepChanged,
        FactKind.ReadingNeeded,
        FactKind.ReinstatementNeeded,
        FactKind.Accepted,
    ];

    /// <summary>The cycles that have a statement under either.</summary>
    public ImmutableArray<CycleImpact> Cycles()
    {
        var mine = real.OfType<Statement>().ToLookup(statement => statement.From);
        var theirs = stated.ToLookup(statement => statement.From);
        return
        [
            .. from cycle in window
            let one = mine[cycle.From].FirstOrDefault()
            let two = theirs[cycle.From].FirstOrDefault()
            where one is not null || two is not null
            select new CycleImpact(
                cycle.Name,
                cycle.From,
                cycle.To,
                one?.Lines.FirstOrDefault()?.Version ?? "",
                Clauses(cycle, one?.Lines ?? [], two?.Lines ?? [])
            ),
        ];
    }

    /// <summary>Steps that were announced or came into force in the cycles, on cases that would not have been.</summary>
    public ImmutableArray<string> StepsWithoutCase()
    {
        if (window.IsEmpty)
            return [];
        var (from, to) = (window[0].From, window[^1].To);
        var steps = real.OfType<StepChanged>()
            .Where(step =>
                step.Time >= from
                && step.Time < to
                && step.State is StepState.Announced or StepState.InForce
            )
            .ToList();
        if (steps.Count == 0)
            return [];
        // Before the cycles the same versions spoke, and the other side need not have been there.
        var cases = real.OfType<Case>()
            .Where(opened => opened.Time < from)
            .Concat(other.OfType<Case>())
            .Select(opened => opened.Name)
            .ToHashSet();
        return
        [
            .. steps
                .Where(step => !step.Cases.Any(cases.Contains))
                .Select(step => step.Step)
                .Distinct(),
        ];
    }

    private ImmutableArray<ClauseImpact> Clauses(
        Cycle cycle,
        ImmutableArray<Line> mine,
        ImmutableArray<Line> theirs
    )
    {
        var cases = Counted(cycle, CaseKey);
        var notices = Counted(cycle, NoticeKey);
        var clauses = mine.Concat(theirs)
            .Select(line => line.Clause)
            .Concat(cases.Keys)
            .Concat(notices.Keys)
            .Concat(denied.Keys.Where(key => key.Cycle == cycle.From).Select(key => key.Clause));
        return
        [
            .. clauses
                .Distinct()
                .Order()
                .Select(clause => new ClauseImpact(
                    clause,
                    Of(mine, clause),
                    Of(theirs, clause),
                    denied.GetValueOrDefault((cycle.From, clause)),
                    cases.GetValueOrDefault(clause),
                    notices.GetValueOrDefault(clause)
                )),
        ];
    }

    private static Owed Of(ImmutableArray<Line> lines, ClauseId clause) =>
        new(Sum(lines, clause, LineStatus.Due), Sum(lines, clause, LineStatus.Proposed));

    private static decimal Sum(ImmutableArray<Line> lines, ClauseId clause, LineStatus status) =>
        lines
            .Where(line => line.Clause == clause && line.Status == status)
            .Sum(line => line.Amount.Amount);

    /// <summary>What of a kind was said under one alone, by clause.</summary>
    private Dictionary<ClauseId, Apart> Counted(
        Cycle cycle,
        Func<Effect, Cycle, (ClauseId Clause, string What)?> key
    )
    {
        var counts = new Dictionary<(ClauseId Clause, string What), Apart>();
        foreach (var effect in real)
            if (key(effect, cycle) is { } found)
                counts[found] = Add(counts.GetValueOrDefault(found), 1, 0);
        foreach (var effect in other)
            if (key(effect, cycle) is { } found)
                counts[found] = Add(counts.GetValueOrDefault(found), 0, 1);
        return counts
            .Select(each => (each.Key.Clause, More: More(each.Value)))
            .Where(each => each.More != default)
            .GroupBy(each => each.Clause)
            .ToDictionary(
                group => group.Key,
                group =>
                    group.Aggregate(
                        default(Apart),
                        (all, each) => Add(all, each.More.InForce, each.More.Other)
                    )
            );
    }

    private static (ClauseId, string)? CaseKey(Effect effect, Cycle cycle) =>
        effect is Case opened && opened.Cycle == cycle.From ? (opened.Clause, opened.Name) : null;

    /// <summary>A summary is said as its cycle ends, everything else in the cycle of its instant.</summary>
    private static (ClauseId, string)? NoticeKey(Effect effect, Cycle cycle)
    {
        if (effect is not Notice notice || Aside.Contains(notice.Facts.Kind))
            return null;
        var at = notice.IsSummary ? notice.Time.Previous : notice.Time;
        return at >= cycle.From && at < cycle.To
            ? (notice.Clause, string.Concat(notice.What, notice.Said.Series))
            : null;
    }

    private static Apart Add(Apart to, long inForce, long other) =>
        new(to.InForce + inForce, to.Other + other);

    private static Apart More(Apart counts) =>
        new(Math.Max(0, counts.InForce - counts.Other), Math.Max(0, counts.Other - counts.InForce));
}
