using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Gate;

/// <summary>
/// What the clauses say of an act that is asked about. A reason comes with the bound that it is about, so that none can
/// stand in an answer which the bounds leave out.
/// </summary>
internal sealed class Findings(AccountState state)
{
    private readonly List<Bound> bounds = [];
    private readonly List<(Place<Clause> Clause, Reason Reason)> reasons = [];

    /// <summary>Adds a bound, with a reason where it stands against the act.</summary>
    public void Add(in Bound bound, Reason? reason = null)
    {
        bounds.Add(bound);
        if (reason is not null)
            reasons.Add((bound.Clause, reason));
    }

    /// <summary>Adds a reason of a clause that has no figure. Where it denies, nothing is left of what it allows.</summary>
    public void Add(Place<Clause> clause, Reason reason)
    {
        if (reasons.Contains((clause, reason)))
            return;
        reasons.Add((clause, reason));
        if (reason.Outcome == Outcome.Deny)
            bounds.Add(
                new Bound
                {
                    Clause = clause,
                    Gate = Outcome.Deny,
                    Unit = Unit.One,
                    Amount = 0,
                    Left = 0,
                    Adds = 1,
                    Fails = true,
                }
            );
    }

    /// <summary>A reason under a clause of the state's policy.</summary>
    public Reason Because(Place<Clause> clause, Outcome outcome, Facts facts) =>
        new(outcome, state.Cite(clause), facts);

    /// <summary>A reason of a kind with its figures.</summary>
    public Reason Because(
        Place<Clause> clause,
        Outcome outcome,
        FactKind kind,
        params ImmutableArray<NamedFigure> figures
    ) => Because(clause, outcome, new Facts(kind, figures));

    /// <summary>The reasons in the order of the clauses, those of one clause by the precedence of what they say.</summary>
    public ImmutableArray<Reason> Reasons() =>
        reasons.Count == 0
            ? []
            :
            [
                .. reasons
                    .OrderBy(reason => reason.Clause)
                    .ThenBy(reason => reason.Reason.Facts.Kind)
                    .Select(reason => reason.Reason),
            ];

    /// <summary>The bounds in the order in which they were found.</summary>
    public ImmutableArray<BoundLeft> Bounds()
    {
        if (bounds.Count == 0)
            return [];
        var told = ImmutableArray.CreateBuilder<BoundLeft>(bounds.Count);
        foreach (var bound in bounds)
            told.Add(bound.Told(state));
        return told.MoveToImmutable();
    }
}
