using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;

namespace Evenhand.Wording;

/// <summary>How a line comes to its amount, as it would stand on paper.</summary>
public static class Equation
{
    /// <summary>The figures of a line, with what is done with them.</summary>
    public static string Of(Line line, string currency) =>
        $"{Billable(line)}{Price(line)} = {Amount.Number(line.Amount.ToString())} {currency}";

    private static string Billable(Line line)
    {
        var shown = Amount.Of(line.Billable.ToString(), line.Unit, line.Units ?? line.Unit);
        return !line.Included.IsZero && IsDifference(line)
            ? $"{Number(line.Quantity)} − {Number(line.Included)} = {shown}"
            : shown;
    }

    private static string Price(Line line) =>
        line.UnitPrice is not { } price ? ", converted at reference rates"
        : line.Per == Quantity.One ? $" × {price}"
        : $" ÷ {Number(line.Per)} × {price}";

    /// <summary>Whether what is billed is just what was used beyond what is included, to the last digit that is shown.</summary>
    private static bool IsDifference(Line line) => line.Quantity - line.Included == line.Billable;

    private static string Number(Quantity quantity) => Amount.Number(quantity.ToString());
}
