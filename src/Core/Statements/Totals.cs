using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;

namespace Evenhand.Core.Statements;

/// <summary>Sums of lines.</summary>
public static class Totals
{
    /// <summary>The sum of the amounts of one status, in the currency's minor unit.</summary>
    public static string Of(IEnumerable<Line> lines, LineStatus status, string currency) =>
        lines
            .Where(line => line.Status == status)
            .Aggregate(
                Rational.Zero,
                (sum, line) => sum + decimal.Parse(line.Amount, CultureInfo.InvariantCulture)
            )
            .Fixed(Currencies.Decimals(currency));
}
