using Evenhand.Core.Folding;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Statements;

/// <summary>What the allowances of a meter include of a cycle that closes, and what a charge makes of the rest.</summary>
internal static class Included
{
    /// <summary>The allowances of a meter, in the order in which usage is set against them.</summary>
    public static IEnumerable<Allowance> Of(AccountState state, Place<Meter> meter) =>
        state.Policy.Covers.OfType<Allowance>().Where(allowance => allowance.Meter == meter);

    /// <summary>What allowances include together, in base units, at the close.</summary>
    public static Rational Whole(AccountState state, IEnumerable<Allowance> allowances) =>
        allowances.Aggregate(
            Rational.Zero,
            (sum, allowance) => sum + Figures.AtClose(state, allowance.Figure)
        );

    /// <summary>Usage in base units, as the line of a charge tells it at its present price.</summary>
    public static RatedUsage Rated(
        AccountState state,
        Charge charge,
        Rational quantity,
        Rational included,
        Rational billable
    ) =>
        new(
            charge,
            quantity / charge.Unit.Factor,
            included / charge.Unit.Factor,
            Started(charge, billable / charge.Unit.Factor),
            Prices.Of(state, charge)
        );

    /// <summary>What is billed of units of a line: a started piece whole, where the charge says so.</summary>
    public static Rational Started(Charge charge, Rational billable) =>
        charge.StartedWhole ? (billable / charge.Per).Ceiling() * charge.Per : billable;
}
