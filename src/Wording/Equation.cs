using System.Globalization;
using Evenhand.Core.Effects;

namespace Evenhand.Wording;

/// <summary>How a line comes to its amount, as it would stand on paper.</summary>
public static class Equation
{
    /// <summary>The figures of a line, with what is done with them.</summary>
    public static string Of(Line line, string currency) =>
        $"{Billable(line)}{Price(line)} = {Amount.Number(line.Amount.ToString())} {currency}";

    private static string Billable(Line line)
    {
        var shown = Amount.Of(line.Billable, line.Unit, line.Units ?? line.Unit);
        return line.Included != "0" && IsDifference(line)
            ? $"{Amount.Number(line.Quantity)} − {Amount.Number(line.Included)} = {shown}"
            : shown;
    }

    private static string Price(Line line) =>
        line.UnitPrice is not { } price ? ", converted at reference rates"
        : line.Per == "1" ? $" × {price}"
        : $" ÷ {Amount.Number(line.Per)} × {price}";

    /// <summary>Whether what is billed is just what was used beyond what is included, to the last digit that is shown.</summary>
    private static bool IsDifference(Line line) =>
        Number(line.Quantity) is { } quantity
        && Number(line.Included) is { } included
        && Number(line.Billable) is { } billable
        && quantity - included == billable;

    private static decimal? Number(string text) =>
        decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
