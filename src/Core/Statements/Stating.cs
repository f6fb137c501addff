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
    public static Statement State(
        Profile profile,
        EndedCycle ended,
        ChargeDecisions decisions,
        Rates rates,
        ChargedUsage? charged = null
    )
    {
        var policy = ended.Policy;
        var lines = new List<RoundedLine>();
        foreach (var rated in ended.Charges)
            lines.Add(Line(profile, ended, decisions, rated, charged));
        foreach (var step in charged?.Steps.Where(step => step.StandsIn(ended.Cycle)) ?? [])
            lines.Add(StepLine(profile, ended, decisions, step));
        var unpriced = ImmutableArray.CreateBuilder<UnpricedFees>();
        for (var place = 0; place < policy.PassThroughs.Length; place++)
            if (PassedFees.Line(profile, ended, decisions, rates, place, unpriced) is { } line)
                lines.Add(new(line, Exactly(line.Amount)));
        var sorted = lines.OrderBy(line => line.Shown.Clause).ToArray();
        var decimals = Currencies.Decimals(profile.Currency);
        return new Statement(
            ended.Cycle.To,
            profile.Account,
            policy.Name,
            ended.Cycle.From,
            profile.Currency,
            [.. sorted.Select(line => line.Shown)],
            Total(sorted, LineStatus.Due, decimals),
            Total(sorted, LineStatus.Proposed, decimals),
            unpriced.ToImmutable()
        );
    }

    private static string Total(IEnumerable<RoundedLine> lines, LineStatus status, int decimals) =>
        lines
            .Where(line => line.Shown.Status == status)
            .Aggregate(Rational.Zero, (sum, line) => sum + line.Amount)
            .Fixed(decimals);

    private static RoundedLine Line(
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
        var amount = exact.Fixed(Currencies.Decimals(profile.Currency));
        var (status, decided) = decisions.Of(clause, ended.Cycle, rule.Due);
        // Nothing is billed twice: what a step charges is not due by a confirmation as well.
        if (
            decided is not null
            && status == LineStatus.Due
            && charged?.Covers(clause, ended.Cycle) == true
        )
            (status, decided) = (LineStatus.Proposed, null);
        return new(
            new Line(
                clause,
                ended.Policy.Version,
                rated.Quantity.ToString(),
                rule.Unit.Name,
                rated.Included.ToString(),
                rated.Billable.ToString(),
                rated.Price is { } shown ? ((Rational)shown).ToString() : null,
                ((Rational)rule.Per).ToString(),
                amount,
                status
            )
            {
                Title = ended.Policy.Clauses.At(rule.Clause).Title,
                Units = rule.Unit.Plural,
                Decided = decided,
            },
            Exactly(amount)
        );
    }

    /// <summary>What a step of the ladder charges, as a line of the ladder's clause.</summary>
    private static RoundedLine StepLine(
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
        var amount = (beyond / step.Per * step.Amount).Fixed(Currencies.Decimals(profile.Currency));
        var (status, decided) = decisions.Of(clause.Id, ended.Cycle, due: true);
        return new(
            new Line(
                clause.Id,
                step.Version.Version,
                quantity.ToString(),
                unit.Name,
                (quantity - beyond).ToString(),
                beyond.ToString(),
                ((Rational)step.Amount).ToString(),
                ((Rational)step.Per).ToString(),
                amount,
                step.IsUndone ? LineStatus.Waived : status
            )
            {
                Title = clause.Title,
                Units = unit.Plural,
                Decided = decided,
            },
            Exactly(amount)
        );
    }

    private static Rational Exactly(string amount) =>
        decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

    private sealed record RoundedLine(Line Shown, Rational Amount);
}
