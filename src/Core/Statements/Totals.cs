using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;

namespace Evenhand.Core.Statements;

/// <summary>Sums of lines.</summary>
public static class Totals
{
    /// <summary>The sum of the amounts of one status, in the currency's minor unit.</summary>
    public static Money Of(IEnumerable<Line> lines, LineStatus status, string currency) =>
        lines
            .Where(line => line.Status == status)
            .Aggregate(
                Money.Rounded(Rational.Zero, Currencies.Decimals(currency), currency),
                (sum, line) => sum + line.Amount
            );
}
