using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using NodaTime;

namespace Evenhand.Core.Statements;

/// <summary>Makes the lines of fees that are passed through: converted at the reference rate of their day, summed, rounded once.</summary>
internal static class PassedFees
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>The line of a rule; null where none stands.</summary>
    /// <param name="profile">The account.</param>
    /// <param name="ended">What the cycle came to.</param>
    /// <param name="decisions">What people decided on the account's charges.</param>
    /// <param name="rates">All rates published.</param>
    /// <param name="place">The place of the rule.</param>
    /// <param name="unpriced">Gets the fees that no rate is known for.</param>
    public static Line? Line(
        Profile profile,
        EndedCycle ended,
        ChargeDecisions decisions,
        Rates rates,
        int place,
        ImmutableArray<UnpricedFees>.Builder unpriced
    )
    {
        var rule = ended.Policy.PassThroughs[place];
        var (slug, title) = (
            ended.Policy.Clauses.At(rule.Clause).Id,
            ended.Policy.Clauses.At(rule.Clause).Title
        );
        var fees = Converted(ended.Fees.Where(fees => fees.Rule == place), rates, rule.In, profile);
        var waiting = Sum(fees.Where(part => part.Rate is null), part => part.Quantity);
        if (waiting != Rational.Zero)
            unpriced.Add(new UnpricedFees(slug, new(waiting), rule.In));
        var priced = fees.Where(part => part.Rate is not null).ToArray();
        var quantity = Sum(priced, part => part.Quantity);
        if (!rule.Always && quantity == Rational.Zero)
            return null;
        var (status, decided) = decisions.Of(slug, ended.Cycle, rule.Due);
        return new Line(
            slug,
            ended.Policy.Version,
            new(quantity),
            rule.In,
            Quantity.Zero,
            new(quantity),
            null,
            Quantity.One,
            Money.Rounded(
                Sum(priced, part => part.Amount),
                Currencies.Decimals(profile.Currency),
                profile.Currency
            ),
            status
        )
        {
            Title = title,
            Conversions =
                rule.In == profile.Currency || priced.Length == 0
                    ? null
                    : new([.. priced.Select(part => part.Shown(rule.In))]),
            Decided = decided,
        };
    }

    /// <summary>Fees by the rate that holds on their day, in the order of days.</summary>
    private static Part[] Converted(
        IEnumerable<DayFees> fees,
        Rates rates,
        string currency,
        Profile profile
    ) =>
        [
            .. fees.Select(each =>
                    (each.Amount, Found: rates.Find(currency, profile.Currency, each.Day))
                )
                .GroupBy(each => each.Found)
                .Select(group => new Part(
                    group.Key?.Day ?? 0,
                    group.Key?.Rate,
                    group.Aggregate(Rational.Zero, (sum, each) => sum + each.Amount)
                ))
                .OrderBy(part => part.Day),
        ];

    private static Rational Sum(IEnumerable<Part> parts, Func<Part, Rational> of) =>
        parts.Aggregate(Rational.Zero, (sum, part) => sum + of(part));

    /// <summary>Fees under one rate.</summary>
    /// <param name="Day">The day of the rate, in days since the Unix epoch.</param>
    /// <param name="Rate">The rate; null where there is none yet.</param>
    /// <param name="Quantity">Their sum in their own currency.</param>
    private sealed record Part(int Day, Rational? Rate, Rational Quantity)
    {
        public Rational Amount => Quantity * (Rate ?? Rational.Zero);

        public Conversion Shown(string currency) =>
            new(
                currency,
                Epoch.PlusDays(Day).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
                new(Rate!.Value),
                new(Quantity),
                new(Amount)
            );
    }
}
