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
    public static Statement State(
        Profile profile,
        EndedCycle ended,
        ChargeDecisions decisions,
        Rates rates
    )
    {
        var policy = ended.Policy;
        var lines = new List<RoundedLine>();
        foreach (var rated in ended.Charges)
            lines.Add(Line(profile, ended, decisions, rated));
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
        RatedUsage rated
    )
    {
        var rule = rated.Rule;
        var exact = rated.Price is { } price ? rated.Billable / rule.Per * price : Rational.Zero;
        var clause = ended.Policy.Clauses.At(rule.Clause).Id;
        var amount = exact.Fixed(Currencies.Decimals(profile.Currency));
        var (status, decided) = decisions.Of(clause, ended.Cycle, rule.Due);
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

    private static Rational Exactly(string amount) =>
        decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

    private sealed record RoundedLine(Line Shown, Rational Amount);
}
