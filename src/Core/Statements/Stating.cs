using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Statements;

/// <summary>Makes statements of ended cycles: reference rates, decisions on charges, and the one rounding of each line.</summary>
internal static class Stating
{
    /// <summary>The statement of a cycle.</summary>
    /// <param name="profile">The account.</param>
    /// <param name="ended">What the cycle came to.</param>
    /// <param name="decisions">What people decided on the account's charges.</param>
    /// <param name="rates">All rates published.</param>
    /// <param name="charged">What steps of the ladder charge; null for nothing.</param>
    /// <param name="uncounted">What turned out not to count; null for nothing.</param>
    public static Statement State(
        Profile profile,
        EndedCycle ended,
        ChargeDecisions decisions,
        Rates rates,
        ChargedUsage? charged = null,
        UncountedUsage? uncounted = null
    )
    {
        var policy = ended.Policy;
        var lines = new List<Line>();
        foreach (var rated in ended.Charges)
            lines.Add(
                Line(profile, ended, decisions, Uncounting.Of(ended, rated, uncounted), charged)
            );
        foreach (var step in charged?.Steps.Where(step => step.StandsIn(ended.Cycle)) ?? [])
            lines.Add(StepLine(profile, ended, decisions, step));
        var unpriced = ImmutableArray.CreateBuilder<UnpricedFees>();
        for (var place = 0; place < policy.PassThroughs.Length; place++)
            if (PassedFees.Line(profile, ended, decisions, rates, place, unpriced) is { } line)
                lines.Add(line);
        var sorted = lines.OrderBy(line => line.Clause).ToImmutableArray();
        return new Statement(
            ended.Cycle.To,
            profile.Account,
            policy.Name,
            ended.Cycle.From,
            profile.Currency,
            sorted,
            Totals.Of(sorted, LineStatus.Due, profile.Currency),
            Totals.Of(sorted, LineStatus.Proposed, profile.Currency),
            unpriced.ToImmutable()
        );
    }

    private static Line Line(
        Profile profile,
        EndedCycle ended,
        ChargeDecisions decisions,
        RatedUsage rated,
        ChargedUsage? charged
    )
    {
        var rule = rated.Rule;
        var exact = rated.Price is { } price ? rated.Billable / rule.Per * price : Rational.Zero;
        var clause = ended.Policy.Clauses.At(rule.Clause).Id;
        var decimals = Currencies.Decimals(profile.Currency);
        var (status, decided) = decisions.Of(clause, ended.Cycle, rule.Due);
        // Nothing is billed twice: what a step charges is not due by a confirmation as well.
        if (
            decided is not null
            && status == LineStatus.Due
            && charged?.Covers(clause, ended.Cycle) == true
        )
            (status, decided) = (LineStatus.Proposed, null);
        return new Line(
            clause,
            ended.Policy.Version,
            new(rated.Quantity),
            rule.Unit.Name,
            new(rated.Included),
            new(rated.Billable),
            rated.Price is { } shown ? new Quantity(shown) : null,
            new(rule.Per),
            Money.Rounded(exact, decimals, profile.Currency),
            status
        )
        {
            Title = ended.Policy.Clauses.At(rule.Clause).Title,
            Units = rule.Unit.Plural,
            Decided = decided,
        };
    }

    /// <summary>What a step of the ladder charges, as a line of the ladder's clause.</summary>
    private static Line StepLine(
        Profile profile,
        EndedCycle ended,
        ChargeDecisions decisions,
        Charged step
    )
    {
        var clause = step.Version.Clauses.At(step.Version.Ladder!.Clause);
        var unit = step.Version.Meters.At(step.Version.Limits.At(step.Limit).Meter).Unit;
        var counted = step.In(ended.Cycle);
        var (quantity, beyond) = (
            (Rational)counted.Quantity / unit.Factor,
            (Rational)counted.Beyond / unit.Factor
        );
        var exact = beyond / step.Per * step.Amount;
        var decimals = Currencies.Decimals(profile.Currency);
        var (status, decided) = decisions.Of(clause.Id, ended.Cycle, due: true);
        return new Line(
            clause.Id,
            step.Version.Version,
            new(quantity),
            unit.Name,
            new(quantity - beyond),
            new(beyond),
            new Quantity(step.Amount),
            new(step.Per),
            Money.Rounded(exact, decimals, profile.Currency),
            step.IsUndone ? LineStatus.Waived : status
        )
        {
            Title = clause.Title,
            Units = unit.Plural,
            Decided = decided,
        };
    }
}
