using Evenhand.Core.Folding;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Statements;

/// <summary>Rates a cycle anew of which something turned out not to count.</summary>
internal static class Uncounting
{
    /// <summary>What a charge comes to without what does not count.</summary>
    public static RatedUsage Of(EndedCycle ended, RatedUsage rated, UncountedUsage? uncounted)
    {
        var taken = uncounted?.Of(ended, rated.Rule.Meter) ?? 0;
        if (taken == 0)
            return rated;
        var quantity = rated.Quantity - (Rational)taken / rated.Rule.Unit.Factor;
        var included = IsToldAsDrawn(ended.Policy, rated.Rule)
            ? Rational.Min(rated.Included, quantity)
            : rated.Included;
        var beyond = Rational.Max(quantity - included, Rational.Zero);
        return rated with
        {
            Quantity = quantity,
            Included = included,
            Billable = Included.Started(rated.Rule, beyond),
        };
    }

    /// <summary>Whether what is included is told as far as it was drawn, and not whole.</summary>
    private static bool IsToldAsDrawn(PolicyVersion policy, Charge charge) =>
        charge.Beyond.IsNone
        || policy
            .Covers.OfType<Allowance>()
            .Any(each => each.Meter == charge.Meter && each.Drawing == Drawing.WholeCycle);
}
