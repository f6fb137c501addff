using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>How a line comes to its amount, as it would stand on paper.</summary>
public static class Equation
{
    /// <summary>The figures of a line, with what is done with them.</summary>
    public static string Of(Line line, string currency) => Of(line, currency, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(Line line, string currency, Language say) =>
        $"{Billable(line, say)}{Price(line, say)} = {say.Number(line.Amount.ToString())} {currency}";

    private static string Billable(Line line, Language say)
    {
        var units = line.Units ?? line.Unit;
        var shown = Amount.Of(new NamedFigure("", line.Billable.ToString(), line.Unit, units), say);
        return !line.Included.IsZero && IsDifference(line)
            ? $"{Number(line.Quantity, say)} − {Number(line.Included, say)} = {shown}"
            : shown;
    }

    private static string Price(Line line, Language say) =>
        line.UnitPrice is not { } price ? say[", converted at reference rates"]
        : line.Per == Quantity.One ? $" × {say.Typed(price.ToString())}"
        : $" ÷ {Number(line.Per, say)} × {say.Typed(price.ToString())}";

    /// <summary>Whether what is billed is just what was used beyond what is included, to the last digit that is shown.</summary>
    private static bool IsDifference(Line line) => line.Quantity - line.Included == line.Billable;

    private static string Number(Quantity quantity, Language say) =>
        say.Number(quantity.ToString());
}
